"""CPD requirements as data that staff keep: versions, windows, targets, shares, categories."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.titles.models import Body, Grade, Scheme
from agreements.versions import RulesQuerySet, RulesVersion

from . import terms
from .choices import ChoiceListField
from .vocabulary import ActivityKind, Aspect, Practice, Topic


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
        )


class Selecting(models.Model):
    """Which activities are meant; what is left empty asks nothing."""

    kinds = ChoiceListField(_("kinds"), choices_of=ActivityKind)
    aspects = ChoiceListField(_("aspects"), choices_of=Aspect)
    topics = ChoiceListField(_("topics"), choices_of=Topic)
    providers = models.CharField(
        _("providers"), max_length=500, blank=True, help_text=_("Names, separated by semicolons.")
    )
    is_verifiable = models.BooleanField(_("verifiable"), null=True, blank=True)
    is_online = models.BooleanField(_("online"), null=True, blank=True)

    class Meta:
        abstract = True

    def selector(self) -> terms.Selector:
        names = (name.strip().casefold() for name in self.providers.split(";"))
        return terms.Selector(
            kinds=frozenset(self.kinds),
            aspects=frozenset(self.aspects),
            topics=frozenset(self.topics),
            providers=frozenset(name for name in names if name),
            is_verifiable=self.is_verifiable,
            is_online=self.is_online,
        )


class CreditCategory(Selecting, PublicModel):
    """How some activities are weighed and capped. An activity is in the first that takes it."""

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="categories", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.SlugField(_("code"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    factor = models.DecimalField(_("factor"), max_digits=6, decimal_places=3, default=Decimal(1))
    per = models.CharField(
        _("for each"),
        max_length=4,
        choices=[(terms.Per.HOUR.value, _("hour")), (terms.Per.ITEM.value, _("piece"))],
        default=terms.Per.HOUR.value,
    )
    cap = models.DecimalField(
        _("at most"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("After weighting, in one window."),
    )
    carries_over = models.BooleanField(_("may be carried over"), default=True)

    name = Bilingual()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("category of activities")
        verbose_name_plural = _("categories of activities")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="category_code_once",
                violation_error_message=_("This version has a category with this code already."),
            ),
            models.CheckConstraint(
                condition=Q(factor__gt=0),
                name="category_factor_positive",
                violation_error_message=_("A factor must be above zero."),
            ),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gt=0),
                name="category_cap_positive",
                violation_error_message=_("A cap must be above zero, or empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def as_terms(self) -> terms.Category:
        return terms.Category(
            code=self.code,
            selector=self.selector(),
            factor=self.factor,
            per=terms.Per(self.per),
            cap=self.cap,
            carries_over=self.carries_over,
        )


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
