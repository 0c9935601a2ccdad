"""What another body or an employer states of a member's CPD, and what that counts for.

The tables are here because the sum of a requirement reads them; the pages and decisions are in
members/statements.
"""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.requirements.models import CpdRequirement
from agreements.requirements.vocabulary import ActivityKind
from agreements.titles.models import Body
from members.evidence.models import EvidenceFile
from members.profile.facts import Fact, FactQuerySet
from members.profile.models import Member

from .hours import LEAST_HOURS, MOST_HOURS

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
LEAST_STATED, MOST_STATED = Decimal("0.01"), Decimal("99999.99")
QUARTER = Decimal("0.25")
HOURS_POSSIBLE = Q(hours__gte=LEAST_HOURS, hours__lte=MOST_HOURS)
ENDS_AFTER_START = _("The last day lies before the first.")


class StatementQuerySet(FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("body")

    def waiting(self):
        """For staff."""
        return self.filter(state=Statement.State.SUBMITTED)

    def newest_first(self):
        return self.order_by("-ends_on", "-id")


class Statement(Fact):
    """Accepted, it is one block: it counts whole on its last day, as every activity does."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With reviewer")
        RETURNED = "returned", _("Returned to you")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Not approved")

    NEXT = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.DRAFT, State.RETURNED, State.ACCEPTED, State.REJECTED},
        State.RETURNED: {State.SUBMITTED},
        State.ACCEPTED: {State.SUBMITTED},
        State.REJECTED: {State.SUBMITTED},
    }
    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    SETTLED = frozenset({State.ACCEPTED, State.REJECTED})
    DECIDED = SETTLED | {State.RETURNED}
    KEEPS_EVIDENCE = frozenset({State.SUBMITTED, State.ACCEPTED})
    # What the member says, in the order of the form.
    SAID = ("body", "employer", "about", "starts_on", "ends_on", "hours", "unit")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="cpd_statements", verbose_name=_("member")
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="cpd_statements",
        verbose_name=_("issued by the body"),
        null=True,
        blank=True,
    )
    employer = models.CharField(_("issued by the employer"), max_length=120, blank=True)
    about = models.CharField(_("requirement or scheme"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    hours = models.DecimalField(
        _("amount"),
        max_digits=7,
        decimal_places=2,
        validators=[MinValueValidator(LEAST_STATED), MaxValueValidator(MOST_STATED)],
    )
    unit = models.CharField(_("unit of the issuer"), max_length=40)
    evidence = models.ManyToManyField(
        EvidenceFile, related_name="cpd_statements", verbose_name=_("evidence"), blank=True
    )

    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="cpd_statements_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-id"]
        verbose_name = _("CPD statement")
        verbose_name_plural = _("CPD statements")
        indexes = [
            models.Index(fields=["member", "-ends_on"], name="statement_of_member"),
            models.Index(fields=["state", "submitted_at"], name="statement_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, employer="")
                | Q(body__isnull=True) & ~Q(employer=""),
                name="statement_has_one_issuer",
                violation_error_message=_("Choose the body, or write the employer: one of both."),
            ),
            models.CheckConstraint(
                condition=~Q(about="") & ~Q(unit=""),
                name="statement_says_what_it_is_about",
                violation_error_message=_("Write what the statement is about, and its unit."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="statement_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=EARLIEST, ends_on__lte=LATEST),
                name="statement_days_possible",
                violation_error_message=_("Write days between 1990 and 2099."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=LEAST_STATED, hours__lte=MOST_STATED),
                name="statement_amount_possible",
                violation_error_message=_("The amount must be a number between 0.01 and 99999.99."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned", "accepted", "rejected"]),
                name="statement_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | ~Q(state="draft") & Q(submitted_at__isnull=False),
                name="statement_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["returned", "accepted", "rejected"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    state__in=["draft", "submitted"],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                ),
                name="statement_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "rejected"]) | ~Q(reason=""),
                name="statement_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")),
                name="statement_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:statements:statement_detail", args=[self.pk])

    @property
    def issuer(self) -> str:
        return self.body.name if self.body else self.employer

    @property
    def title(self) -> str:
        return titled(self.issuer)

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE


def titled(issuer: str) -> str:
    return gettext("Statement of %(issuer)s") % {"issuer": issuer}


class EquivalenceQuerySet(models.QuerySet):
    def for_statement(self, statement: Statement):
        """Those of its issuer that hold on its last day, the newest first."""
        held = Q(valid_until__isnull=True) | Q(valid_until__gte=statement.ends_on)
        return self.filter(
            held, body=statement.body_id, valid_from__lte=statement.ends_on
        ).order_by("-valid_from", "-pk")


class Equivalence(models.Model):
    """What the CPD of an issuer is worth under a requirement, where the Society has settled it."""

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="cpd_equivalences",
        verbose_name=_("issued by the body"),
        null=True,
        blank=True,
        help_text=_("Empty: by any employer."),
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="equivalences",
        verbose_name=_("requirement"),
    )
    factor = models.DecimalField(
        _("hours for each unit"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Hours of the activity, before the requirement weighs them."),
    )
    fixed_hours = models.DecimalField(
        _("hours for the whole statement"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    kind = models.CharField(
        _("counts as"), max_length=12, choices=ActivityKind.choices, default=ActivityKind.OTHER
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day. Empty: no end is set.")
    )
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    objects = EquivalenceQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "body", "-valid_from"]
        verbose_name = _("CPD equivalence")
        verbose_name_plural = _("CPD equivalences")
        constraints = [
            models.CheckConstraint(
                condition=Q(factor__isnull=False, factor__gt=0, fixed_hours__isnull=True)
                | Q(
                    factor__isnull=True,
                    fixed_hours__isnull=False,
                    fixed_hours__gte=LEAST_HOURS,
                    fixed_hours__lte=MOST_HOURS,
                ),
                name="equivalence_has_one_measure",
                violation_error_message=_(
                    "Write hours for each unit, or hours for the whole statement: one of both, "
                    "and above zero."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="equivalence_ends_after_start",
                violation_error_message=ENDS_AFTER_START,
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="equivalence_has_source",
                violation_error_message=_("Write where this is settled."),
            ),
            # Two, because a database takes two missing bodies for different ones.
            models.UniqueConstraint(
                fields=["body", "requirement", "valid_from"],
                condition=Q(body__isnull=False),
                name="equivalence_of_body_once_a_day",
                violation_error_message=_("Another equivalence is valid from this day."),
            ),
            models.UniqueConstraint(
                fields=["requirement", "valid_from"],
                condition=Q(body__isnull=True),
                name="equivalence_of_employers_once_a_day",
                violation_error_message=_("Another equivalence is valid from this day."),
            ),
        ]

    def __str__(self):
        issuer = self.body.name if self.body else gettext("Employers")
        return f"{issuer} → {self.requirement}"

    def worth(self, stated: Decimal) -> Decimal:
        """Hours for so many units of the issuer: whole quarters, never rounded up."""
        hours = self.fixed_hours if self.factor is None else stated * self.factor
        whole = (hours / QUARTER).quantize(Decimal(1), ROUND_DOWN) * QUARTER
        return min(max(whole, LEAST_HOURS), MOST_HOURS)


class StatementCredit(models.Model):
    """What an accepted statement is worth under one requirement. Written by a decision alone."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="credits", verbose_name=_("statement")
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="statement_credits",
        verbose_name=_("requirement"),
    )
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    kind = models.CharField(_("counts as"), max_length=12, choices=ActivityKind.choices)
    equivalence = models.ForeignKey(
        Equivalence,
        on_delete=models.PROTECT,
        related_name="credits",
        verbose_name=_("by the equivalence"),
        null=True,
        blank=True,
    )

    class Meta:
        ordering = ["requirement", "id"]
        verbose_name = _("credit of a statement")
        verbose_name_plural = _("credits of statements")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "requirement"], name="statement_credited_once"
            ),
            models.CheckConstraint(condition=HOURS_POSSIBLE, name="credit_hours_possible"),
        ]

    def __str__(self):
        return f"{self.requirement}: {self.hours}"
