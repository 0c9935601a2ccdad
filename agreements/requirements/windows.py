"""The windows of a version: their days, their targets and their sub-minimums."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.titles.models import Grade

from . import terms
from .categories import Selecting
from .choices import ChoiceListField
from .models import EARLIEST, TOO_LATE, Version
from .vocabulary import Practice


def is_possible(day: str) -> Q:
    """Near enough to add years to, and to write in four digits."""
    between = Q(**{f"{day}__gte": EARLIEST, f"{day}__lt": TOO_LATE})
    return Q(**{f"{day}__isnull": True}) | between


class CountingWindow(PublicModel):
    """A span that repeats, in which so much is asked. A version may have several at once."""

    class Kind(models.TextChoices):
        YEAR = terms.WindowKind.YEAR.value, _("years from the first of a month")
        ANNIVERSARY = terms.WindowKind.ANNIVERSARY.value, _("years from registration")
        CYCLE = terms.WindowKind.CYCLE.value, _("a fixed cycle of years")
        ROLLING = terms.WindowKind.ROLLING.value, _("the last … years, on any day")
        ONCE = terms.WindowKind.ONCE.value, _("once, from day to day")

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="windows", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.SlugField(_("code"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.YEAR)
    years = models.PositiveSmallIntegerField(_("how many years"), default=1)
    start_month = models.PositiveSmallIntegerField(_("begins in month"), default=1)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    least_categories = models.PositiveSmallIntegerField(_("at least … categories"), default=0)
    least_activities = models.PositiveSmallIntegerField(_("at least … activities"), default=0)
    is_required = models.BooleanField(_("required, not only recommended"), default=True)
    is_for_late_renewal = models.BooleanField(_("only for a late renewal"), default=False)

    name = Bilingual()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="window_code_once",
                violation_error_message=_("This version has a window with this code already."),
            ),
            models.CheckConstraint(
                condition=Q(years__gte=1),
                name="window_has_length",
                violation_error_message=_("A window covers at least one year."),
            ),
            models.CheckConstraint(
                condition=Q(start_month__gte=1, start_month__lte=12),
                name="window_month_exists",
                violation_error_message=_("A month is a number from 1 to 12."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["cycle", "once"]) | Q(first_day__isnull=False),
                name="window_has_first_day",
                violation_error_message=_("A cycle and a single span need their first day."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="once") | Q(last_day__isnull=False, last_day__gt=F("first_day")),
                name="window_once_has_end",
                violation_error_message=_("A single span needs a last day after its first."),
            ),
            models.CheckConstraint(
                condition=is_possible("first_day") & is_possible("last_day"),
                name="window_days_possible",
                violation_error_message=_("Write days between 1990 and 2199."),
            ),
        ]

    def __str__(self):
        return self.name

    def as_terms(self) -> terms.Window:
        return terms.Window(
            code=self.code,
            kind=terms.WindowKind(self.kind),
            years=self.years,
            start_month=self.start_month,
            first_day=self.first_day,
            last_day=self.last_day,
            targets=tuple(target.as_terms() for target in self.targets.all()),
            shares=tuple(share.as_terms() for share in self.shares.all()),
            least_categories=self.least_categories,
            least_activities=self.least_activities,
            is_required=self.is_required,
            is_for_late_renewal=self.is_for_late_renewal,
        )


class WindowTarget(PublicModel):
    """What is asked of whom in a window. The first one that fits a person is taken."""

    window = models.ForeignKey(
        CountingWindow, on_delete=models.CASCADE, related_name="targets", verbose_name=_("window")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    amount = models.DecimalField(
        _("amount"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: not published. Nobody is then said to meet it."),
    )
    grades = models.ManyToManyField(Grade, blank=True, verbose_name=_("for these grades"))
    statuses = ChoiceListField(_("for these statuses"), choices_of=Practice)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to, inclusive"), null=True, blank=True)
    per_extra_field = models.DecimalField(
        _("more for each further field"), max_digits=6, decimal_places=2, default=Decimal()
    )
    is_personal = models.BooleanField(_("each person has a target of their own"), default=False)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="target_amount_positive",
                violation_error_message=_("An amount must be above zero, or empty."),
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                name="target_ages_in_order",
                violation_error_message=_("The ages are the wrong way round."),
            ),
        ]

    def __str__(self):
        return str(self.amount or "–")

    def as_terms(self) -> terms.Target:
        return terms.Target(
            amount=self.amount,
            grades=frozenset(grade.code for grade in self.grades.all()),
            statuses=frozenset(self.statuses),
            age_from=self.age_from,
            age_to=self.age_to,
            per_extra_field=self.per_extra_field,
            is_personal=self.is_personal,
        )


class WindowShare(Selecting, PublicModel):
    """A sub-minimum of a window. One hour may serve several, and counts once in the total."""

    window = models.ForeignKey(
        CountingWindow, on_delete=models.CASCADE, related_name="shares", verbose_name=_("window")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.SlugField(_("code"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    least = models.DecimalField(
        _("at least"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    least_activities = models.PositiveSmallIntegerField(_("at least … activities"), default=0)
    is_each_area = models.BooleanField(_("in every area of practice"), default=False)
    is_audited = models.BooleanField(
        _("held against members"), default=True, help_text=_("Off: recorded, not yet audited.")
    )

    name = Bilingual()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("sub-minimum")
        verbose_name_plural = _("sub-minimums")
        constraints = [
            models.UniqueConstraint(
                fields=["window", "code"],
                name="share_code_once",
                violation_error_message=_("This window has a sub-minimum with this code already."),
            ),
            models.CheckConstraint(
                # A check that comes out as NULL passes: an empty `least` has to be named.
                condition=Q(least__isnull=False, least__gt=0) | Q(least_activities__gt=0),
                name="share_asks_something",
                violation_error_message=_("A sub-minimum asks for an amount or for activities."),
            ),
            models.CheckConstraint(
                condition=Q(is_each_area=False) | Q(least__isnull=False),
                name="share_of_areas_has_amount",
                violation_error_message=_("What is asked in every area of practice is an amount."),
            ),
        ]

    def __str__(self):
        return self.name

    def as_terms(self) -> terms.Share:
        return terms.Share(
            code=self.code,
            selector=self.selector(),
            least=self.least,
            least_activities=self.least_activities,
            is_each_area=self.is_each_area,
            is_audited=self.is_audited,
        )
