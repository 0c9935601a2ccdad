"""What a member declared of a period that was over, with the sum as it stood on that day.

A model of its own beside members/declarations: those stand from a day on and until they are
withdrawn, one for each kind. This one is of a period, carries its sum, and closes its entries.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.rules import Verdict as CpdVerdict
from members.profile.models import Member

from . import sentences
from .wording import statement

IS_SHORT = Q(verdict=CpdVerdict.SHORT.value)


class PeriodDeclarationQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("requirement__body", "version")

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class PeriodDeclaration(models.Model):
    """Written once. An officer may withdraw it with a reason, and the member declares anew."""

    class Verdict(models.TextChoices):
        MET = CpdVerdict.MET.value, _("Met")
        SHORT = CpdVerdict.SHORT.value, _("Missing")
        EXEMPT = CpdVerdict.EXEMPT.value, _("Exempt")
        UNKNOWN = CpdVerdict.UNKNOWN.value, _("Cannot say yet")

    class Shortfall(models.TextChoices):
        MADE_UP = "made_up", _("I make it up in the next period")
        LEAVE = "leave", _("I have asked for leave or relief, or ask for it now")
        OTHER = "other", _("Another reason")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="cpd_declarations", verbose_name=_("member")
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="declarations",
        verbose_name=_("CPD requirement"),
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    declared_on = models.DateField(_("declared on"))
    edition = models.CharField(_("edition of the wording"), max_length=20)
    verdict = models.CharField(_("standing"), max_length=8, choices=Verdict.choices)
    total = models.DecimalField(_("counted"), max_digits=9, decimal_places=2)
    target = models.DecimalField(_("asked"), max_digits=9, decimal_places=2, null=True, blank=True)
    entries = models.PositiveIntegerField(_("entries that count"))
    shortfall = models.CharField(
        _("what becomes of the shortfall"), max_length=8, choices=Shortfall.choices, blank=True
    )
    explanation = models.TextField(_("explanation"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="cpd_declarations_withdrawn",
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = PeriodDeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_on", "-id"]
        verbose_name = _("declaration of a CPD period")
        verbose_name_plural = _("declarations of CPD periods")
        indexes = [
            models.Index(fields=["requirement", "last_on"], name="cpd_declaration_by_period")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "requirement", "last_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="cpd_period_declared_once",
                violation_error_message=_("This period is declared already."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on"), declared_on__gt=F("last_on")),
                name="cpd_period_declared_when_over",
                violation_error_message=_("A period is declared once it is over."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["met", "short", "exempt", "unknown"]),
                name="cpd_period_verdict_known",
            ),
            models.CheckConstraint(
                condition=(IS_SHORT & ~Q(shortfall="") & ~Q(explanation=""))
                | (~IS_SHORT & Q(shortfall="", explanation="")),
                name="cpd_period_shortfall_explained",
                violation_error_message=_("A shortfall is declared with its explanation."),
            ),
            models.CheckConstraint(
                condition=Q(shortfall__in=["", "made_up", "leave", "other"]),
                name="cpd_period_shortfall_known",
            ),
            models.CheckConstraint(
                condition=~Q(edition=""),
                name="cpd_period_has_wording",
                violation_error_message=_("Write the edition of the wording."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason="")),
                name="cpd_period_withdrawn_with_reason",
                violation_error_message=_("Write the reason."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | ~Q(withdrawn_by=F("member")),
                name="cpd_period_not_in_own_case",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return f"{self.requirement} ({self.first_on:%Y-%m-%d} – {self.last_on:%Y-%m-%d})"

    def get_absolute_url(self):
        return reverse("members:cpd:declare", args=[self.requirement.slug, self.last_on])

    @property
    def statement(self) -> str:
        """What was agreed to, in the language of the page."""
        return statement(self.edition, self.requirement.body.name)

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_short(self) -> bool:
        return self.verdict == self.Verdict.SHORT

    def says_the_same_as(self, other: "PeriodDeclaration") -> bool:
        """The sum and its standing."""
        mine, theirs = ((one.verdict, one.total, one.target) for one in (self, other))
        return mine == theirs

    @property
    def said(self) -> str:
        """42 of 40 credit hours, as it stood when it was declared."""
        if self.target is None:
            return sentences.in_full(self.total, self.requirement.unit)
        return sentences.of_target(self.total, self.target, self.requirement.unit)

    @property
    def missing(self) -> Decimal:
        return max(Decimal(), (self.target or Decimal()) - self.total)
