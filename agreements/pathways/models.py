"""Where a title leads: pathways, and the versions of their rules."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.register.models import Agreement
from agreements.titles.models import Body, Grade
from agreements.versions import RulesQuerySet, RulesVersion

from . import terms
from .condition import Condition
from .rules import with_start

OPEN = terms.Gate.OPEN
GATES = {
    Agreement.Status.PREPARING: terms.Gate.NOT_OPEN,
    Agreement.Status.SUPERSEDED: terms.Gate.CLOSED,
    Agreement.Status.ENDED: terms.Gate.CLOSED,
}


class Pathway(PublicModel):
    """From one title to another body's title, in one direction, under an agreement or beside it."""

    slug = models.SlugField(_("short name in the address"), unique=True)
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        related_name="pathways",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        help_text=_("Empty: for reference, the Society has not agreed it."),
    )
    from_grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="pathways_out",
        verbose_name=_("from the title"),
    )
    to_body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="pathways_in",
        verbose_name=_("the body that decides"),
    )
    to_grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="pathways_in",
        verbose_name=_("to the title"),
        null=True,
        blank=True,
    )
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "from_grade", "to_body", "to_grade"],
                condition=Q(to_grade__isnull=False),
                name="pathway_to_title_once",
                violation_error_message=_("This pathway is there already."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "from_grade", "to_body"],
                condition=Q(to_grade__isnull=True),
                name="pathway_to_body_once",
                violation_error_message=_("This pathway is there already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("agreements:pathways:pathway_detail", args=[self.slug])

    @property
    def is_reference(self) -> bool:
        return self.agreement_id is None

    @property
    def gate(self) -> terms.Gate:
        return GATES.get(self.agreement.status, OPEN) if self.agreement else OPEN


class PathwayVersionQuerySet(RulesQuerySet):
    def with_rules(self):
        """Everything that `as_terms` reads, in three queries whatever the number of rows."""
        conditions = Condition.objects.select_related(
            "requirement", "body", "version__pathway__to_body"
        ).prefetch_related("grades__scheme")
        related = "pathway__agreement", "pathway__from_grade__scheme__body", "pathway__to_body"
        return self.select_related(*related).prefetch_related(
            models.Prefetch("conditions", conditions)
        )


class PathwayVersion(RulesVersion):
    """The rules of a pathway from one day on."""

    OWNER = "pathway"

    class Outcome(models.TextChoices):
        TITLE = "title", _("a title")
        PROVISIONAL_LICENCE = "provisional_licence", _("a provisional licence")
        REGISTER_ENTRY = "register_entry", _("an entry in a register")
        CREDIT_OF_YEARS = "credit_of_years", _("credit for years of experience")
        EXAM_WAIVED = "exam_waived", _("an examination waived")

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="versions", verbose_name=_("pathway")
    )
    has_published_rules = models.BooleanField(
        _("the rules have been published"),
        default=False,
        help_text=_("Off: the page says so, and nobody is ever said to meet them."),
    )
    outcome = models.CharField(
        _("what it leads to"), max_length=20, choices=Outcome.choices, blank=True
    )
    outcome_en = models.CharField(_("outcome in English"), max_length=200, blank=True)
    outcome_zh = models.CharField(_("outcome in Chinese"), max_length=200, blank=True)
    validity_en = models.CharField(_("how long it holds, English"), max_length=200, blank=True)
    validity_zh = models.CharField(_("how long it holds, Chinese"), max_length=200, blank=True)
    steps_en = models.TextField(_("steps in English"), blank=True, help_text=_("One a line."))
    steps_zh = models.TextField(_("steps in Chinese"), blank=True, help_text=_("One a line."))
    documents_en = models.TextField(
        _("documents in English"), blank=True, help_text=_("One a line.")
    )
    documents_zh = models.TextField(
        _("documents in Chinese"), blank=True, help_text=_("One a line.")
    )
    outcome_text = Bilingual("outcome")
    validity = Bilingual()
    steps = Bilingual()
    documents = Bilingual()

    objects = PathwayVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pathway", "-effective_from"]
        verbose_name = _("version of a pathway")
        verbose_name_plural = _("versions of pathways")
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "effective_from"],
                condition=Q(published_at__isnull=False),
                name="one_pathway_version_a_day",
                violation_error_message=_("Another published version applies from this day."),
            ),
            models.CheckConstraint(
                condition=Q(has_published_rules=False) | ~Q(outcome=""),
                name="published_rules_say_their_outcome",
                violation_error_message=_("Say what published rules lead to."),
            ),
        ]

    def as_terms(self) -> terms.Rules:
        """The plain values that the rule reads. Expects `with_rules`."""
        return terms.Rules(
            pathway=self.pathway.slug,
            conditions=with_start(
                self.pathway.from_grade.key,
                [condition.as_terms() for condition in self.conditions.all()],
            ),
            has_published_rules=self.has_published_rules,
            gate=self.pathway.gate,
        )
