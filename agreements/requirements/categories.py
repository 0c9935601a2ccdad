"""Which activities are meant, and how those of a version are weighed and capped."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel

from . import terms
from .choices import ChoiceListField
from .models import Version
from .vocabulary import ActivityKind, Aspect, Topic


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
