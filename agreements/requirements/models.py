"""CPD requirements as data that staff keep: what a body asks, in versions of its rules.

What a version holds is beside: its windows in windows.py, its categories in categories.py.
"""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.titles.models import Body, Scheme
from agreements.versions import RulesQuerySet, RulesVersion

from . import terms

EARLIEST, TOO_LATE = date(1990, 1, 1), date(2200, 1, 1)


class CpdRequirement(PublicModel):
    """What one body asks of those it registers. The rules themselves are in its versions."""

    class Unit(models.TextChoices):
        HOUR = "hour", pgettext_lazy("unit", "hours")
        CREDIT_HOUR = "credit_hour", _("credit hours")
        PDU = "pdu", _("professional development units")
        PDH = "pdh", _("professional development hours")
        POINT = "point", _("points")

    slug = models.SlugField(_("short name in addresses"), unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="requirements", verbose_name=_("body")
    )
    scheme = models.ForeignKey(
        Scheme,
        on_delete=models.PROTECT,
        related_name="requirements",
        verbose_name=_("binds the holders of"),
        null=True,
        blank=True,
        help_text=_("Empty: for reference, it binds nobody here."),
    )
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices, default=Unit.HOUR)

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("CPD requirement")
        verbose_name_plural = _("CPD requirements")

    def __str__(self):
        return self.name


class VersionQuerySet(RulesQuerySet):
    def with_rules(self):
        """Everything that `as_terms` reads, in six queries whatever the number of rows."""
        return self.select_related("requirement__body").prefetch_related(
            "categories", "windows__targets__grades", "windows__shares"
        )


class Version(RulesVersion):
    """The rules of a requirement from one day on."""

    OWNER = "requirement"

    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.CASCADE,
        related_name="versions",
        verbose_name=_("CPD requirement"),
    )
    edition = models.CharField(_("edition"), max_length=200, blank=True)
    carry_over_windows = models.PositiveSmallIntegerField(
        _("excess may be used in … further windows"), default=0
    )
    carry_over_cap = models.DecimalField(
        _("at most this much is carried over"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
    )
    shortfall = models.CharField(
        _("a shortfall is"),
        max_length=8,
        choices=[
            (terms.Shortfall.FORGET.value, _("not asked again")),
            (terms.Shortfall.ADD.value, _("added to the next window")),
        ],
        default=terms.Shortfall.FORGET.value,
    )
    is_pro_rata_on_joining = models.BooleanField(_("pro rata for those who join"), default=False)
    step = models.DecimalField(
        _("targets are rounded to"), max_digits=4, decimal_places=2, default=Decimal("0.25")
    )
    keep_years = models.PositiveSmallIntegerField(
        _("evidence is kept for … years"), null=True, blank=True
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("entries are closed … days after a window"),
        null=True,
        blank=True,
        help_text=_(
            "So long after its last day members can still change its entries. Empty: always."
        ),
    )
    declare_within_days = models.PositiveSmallIntegerField(
        _("members declare a window within … days"),
        null=True,
        blank=True,
        help_text=_("After its last day. Empty: no declaration is asked for."),
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "-effective_from"]
        verbose_name = _("version of a requirement")
        verbose_name_plural = _("versions of requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "effective_from"],
                condition=Q(published_at__isnull=False),
                name="one_requirement_version_a_day",
                violation_error_message=_("Another published version applies from this day."),
            ),
            models.CheckConstraint(
                condition=Q(step__gt=0),
                name="requirement_step_positive",
                violation_error_message=_("Targets are rounded to a step above zero."),
            ),
            models.CheckConstraint(
                condition=Q(carry_over_cap__isnull=True)
                | Q(carry_over_cap__gt=0, carry_over_windows__gt=0),
                name="requirement_carries_into_windows",
                violation_error_message=_(
                    "A limit on what is carried over is above zero, and needs windows to use it in."
                ),
            ),
            models.CheckConstraint(
                condition=Q(effective_from__gte=EARLIEST, effective_from__lt=TOO_LATE),
                name="requirement_day_possible",
                violation_error_message=_("Write days between 1990 and 2199."),
            ),
        ]

    def as_terms(self) -> terms.Requirement:
        """The plain values that the rule reads. Expects `with_rules`."""
        carry = terms.CarryOver(self.carry_over_cap, self.carry_over_windows)
        categories = tuple(category.as_terms() for category in self.categories.all())
        return terms.Requirement(
            code=self.requirement.slug,
            windows=tuple(window.as_terms() for window in self.windows.all()),
            categories=categories or (terms.Category("any"),),
            carry_over=carry if self.carry_over_windows else None,
            shortfall=terms.Shortfall(self.shortfall),
            is_pro_rata_on_joining=self.is_pro_rata_on_joining,
            step=self.step,
            closes_after_days=self.closes_after_days,
            declare_within_days=self.declare_within_days,
        )
