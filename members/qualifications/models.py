"""Qualifications: what a member says they hold, and what the Society has checked of it."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Grade
from agreements.titles.vocabulary import Accord, Discipline, Route
from members.profile.models import Member

NEWEST_FIRST = (F("awarded_on").desc(nulls_last=True), "-id")
LONGEST_DEGREE = 12  # years
ONLY_DEGREES = _("Only a degree has this. Leave it empty, or choose the kind “Degree”.")


class QualificationQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("grade__scheme__body")

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def needing_first(self):
        """Those that wait for the member before the others: returned, unfinished drafts, the rest.

        The same division as `needs_member`.
        """
        needs = Case(
            When(state=Qualification.State.RETURNED, then=1),
            When(Qualification.is_unfinished(), then=2),
            default=3,
        )
        return self.order_by(needs, *NEWEST_FIRST)


class Qualification(models.Model):
    class Kind(models.TextChoices):
        TITLE = "title", _("Engineering title or registration")
        DEGREE = "degree", _("Degree")
        LICENCE = "licence", _("Licence to practise")
        CERTIFICATE = "certificate", _("Certificate or course")
        LETTER = "letter", _("Letter of good standing")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With reviewer")
        RETURNED = "returned", _("Returned to you")
        VERIFIED = "verified", _("Checked by CSE")
        REJECTED = "rejected", _("Not approved")
        SUSPENDED = "suspended", _("Suspended")
        REVOKED = "revoked", _("Revoked")

    # What the member says, in the order of the form.
    SAID = (
        "kind",
        "grade",
        "name",
        "issuer",
        "discipline",
        "number",
        "route",
        "edition",
        "accord",
        "degree_years",
        "awarded_on",
        "valid_until",
        "note",
    )
    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    ENDED = frozenset({State.REJECTED, State.SUSPENDED, State.REVOKED})
    DECIDED = frozenset(
        {State.RETURNED, State.VERIFIED, State.REJECTED, State.SUSPENDED, State.REVOKED}
    )

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="qualifications", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TITLE)
    grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="qualifications",
        verbose_name=_("title in the list"),
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    discipline = models.CharField(
        _("discipline"), max_length=20, choices=Discipline.choices, blank=True
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    route = models.CharField(_("admission route"), max_length=20, choices=Route.choices, blank=True)
    edition = models.CharField(_("edition of the standard"), max_length=100, blank=True)
    accord = models.CharField(
        _("degree accredited under"), max_length=10, choices=Accord.choices, blank=True
    )
    degree_years = models.PositiveSmallIntegerField(
        _("length of the degree in years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DEGREE)],
    )
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    valid_until = models.DateField(_("valid to"), null=True, blank=True)
    note = models.TextField(_("note to the reviewer"), max_length=1000, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="qualifications_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = NEWEST_FIRST
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        indexes = [models.Index(fields=["state", "submitted_at"], name="qualification_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__isnull=False) | ~Q(name=""),
                name="qualification_is_named",
                violation_error_message=_("Choose a title from the list, or write its name."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(awarded_on__isnull=True)
                | Q(valid_until__gte=F("awarded_on")),
                name="qualification_ends_after_award",
                violation_error_message=_("The last day of validity lies before the award."),
            ),
            models.CheckConstraint(
                condition=Q(kind="degree") | Q(accord="", degree_years__isnull=True),
                name="qualification_only_degrees_have_accords",
                violation_error_message=ONLY_DEGREES,
            ),
            models.CheckConstraint(
                condition=Q(degree_years__isnull=True)
                | Q(degree_years__gte=1, degree_years__lte=LONGEST_DEGREE),
                name="qualification_degree_years_possible",
                violation_error_message=_("A degree takes between 1 and 12 years."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "draft",
                        "submitted",
                        "returned",
                        "verified",
                        "rejected",
                        "suspended",
                        "revoked",
                    ]
                ),
                name="qualification_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "verified", "rejected", "suspended", "revoked"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="qualification_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="qualification_sent_has_a_date",
            ),
            models.UniqueConstraint(
                fields=["member", "grade", "number"],
                condition=~Q(number="") & ~Q(kind="letter") & Q(grade__isnull=False),
                name="qualification_number_once",
                violation_error_message=_("You have entered this title with this number already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:qualifications:qualification_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """Its own name, or that of the title; a letter says that it is one."""
        if self.name or self.kind != self.Kind.LETTER:
            return self.name or self.grade.name
        return gettext("Letter of good standing: %(title)s") % {"title": self.grade.name}

    @property
    def issued_by(self) -> str:
        return self.issuer or (self.grade.scheme.body.name if self.grade else "")

    @staticmethod
    def is_unfinished() -> Q:
        """A draft without its day of award, or that nobody is named as having issued."""
        without_issuer = Q(grade__isnull=True, issuer="")
        return Q(state=Qualification.State.DRAFT) & (Q(awarded_on__isnull=True) | without_issuer)

    @property
    def needs_member(self) -> bool:
        if self.state == self.State.DRAFT:
            return self.awarded_on is None or not self.issued_by
        return self.state == self.State.RETURNED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    def is_expired(self, on: date) -> bool:
        """`valid_until` is the last valid day; without one it never expires."""
        return bool(self.valid_until and self.valid_until < on)
