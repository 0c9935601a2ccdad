"""Declarations: what a member binds themselves to, from a day on and until they withdraw it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Body
from members.profile.facts import Fact, FactQuerySet
from members.profile.models import Member

from .texts import sentence


class DeclarationQuerySet(FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("body")

    def standing(self):
        return self.filter(withdrawn_on__isnull=True)


class Declaration(Fact):
    class Kind(models.TextChoices):
        CODE = "code", _("Bound by a code of conduct")
        NO_RECORD = "no_record", _("No serious violation on record")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="declarations", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="declarations",
        verbose_name=_("whose code of conduct"),
        null=True,
        blank=True,
    )
    edition = models.CharField(_("edition of the wording"), max_length=20)
    made_on = models.DateField(_("made on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["code", "no_record"]), name="declaration_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="code", body__isnull=False) | ~Q(kind="code") & Q(body=None),
                name="declaration_names_whose_code",
                violation_error_message=_("A code of conduct is that of a body."),
            ),
            models.CheckConstraint(
                condition=~Q(edition=""),
                name="declaration_has_wording",
                violation_error_message=_("Write the edition of the wording."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("made_on")),
                name="declaration_withdrawn_after_made",
                violation_error_message=_("It is withdrawn before it is made."),
            ),
            # Two, because a database takes two missing bodies for different ones.
            models.UniqueConstraint(
                fields=["member", "kind", "body"],
                condition=Q(withdrawn_on__isnull=True, body__isnull=False),
                name="declaration_to_body_stands_once",
                violation_error_message=_("This declaration stands already."),
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(withdrawn_on__isnull=True, body__isnull=True),
                name="declaration_stands_once",
                violation_error_message=_("This declaration stands already."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        if self.body is None:
            return self.get_kind_display()
        return gettext("Bound by the code of conduct: %(body)s") % {"body": self.body.name}

    @property
    def sentence(self) -> str:
        """What was agreed to, in the language of the page."""
        return sentence(self.kind, self.edition, self.body.name if self.body else "")

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_on is None
