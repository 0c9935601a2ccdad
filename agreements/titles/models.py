"""Who awards what: bodies, their schemes, and the grades of a scheme."""

import re

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel


class Body(PublicModel):
    """An organisation that signs agreements, awards titles or keeps a register."""

    search_through = "agreements"

    slug = models.SlugField(_("short name in addresses"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    country = CountryField(
        _("country or region"), blank=True, help_text=_("Empty for an international body.")
    )
    aliases = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        help_text=_("Names that search should find, separated by commas."),
    )
    website = models.URLField(_("website"), blank=True)
    is_authorised_society = models.BooleanField(
        _("authorised society"),
        default=False,
        help_text=_("Its members may apply through it to become engineering members."),
    )

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self):
        return self.name

    @property
    def all_names(self) -> list[str]:
        """In both languages, whatever that of the page is; with the abbreviation and the others."""
        aliases = (alias.strip() for alias in re.split("[,，、;；]", self.aliases))
        return [self.name_en, self.name_zh, self.abbreviation, *aliases]


class Scheme(PublicModel):
    """A body's set of grades, under one edition of its standard.

    Where the portal keeps the terms of members, the scheme says how long a term is and when it can
    be renewed. The Society's own numbers are not public, so staff enter them; no code knows one.
    """

    slug = models.SlugField(_("short name in addresses"), unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="schemes", verbose_name=_("body")
    )
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    edition = models.CharField(_("edition of the standard"), max_length=100, blank=True)
    term_years = models.PositiveSmallIntegerField(
        _("years of a term"),
        null=True,
        blank=True,
        help_text=_("Empty: the portal takes no applications and no renewals for this scheme."),
    )
    renewal_opens_days = models.PositiveSmallIntegerField(
        _("renewal opens"),
        null=True,
        blank=True,
        help_text=_("So many days before the last day of the term."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        null=True,
        blank=True,
        help_text=_("After the last day of the term; on the last of them it can still be renewed."),
    )

    name = Bilingual()

    class Meta:
        ordering = ["body__name_en", "name_en"]
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    term_years__isnull=True,
                    renewal_opens_days__isnull=True,
                    grace_days__isnull=True,
                )
                | Q(
                    term_years__isnull=False,
                    renewal_opens_days__isnull=False,
                    grace_days__isnull=False,
                ),
                name="scheme_terms_are_whole",
                violation_error_message=_(
                    "Years of a term, opening of renewal and days of grace belong together: "
                    "write all three or none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(term_years__isnull=True) | Q(term_years__gte=1, term_years__lte=50),
                name="scheme_term_possible",
                violation_error_message=_("A term has between 1 and 50 years."),
            ),
            # A renewed term must not be open to renewal on the very day it was made.
            models.CheckConstraint(
                condition=Q(renewal_opens_days__isnull=True)
                | Q(renewal_opens_days__lte=F("term_years") * 180),
                name="scheme_renewal_opens_in_second_half",
                violation_error_message=_(
                    "Renewal opens at most 180 days before the end for each year of a term."
                ),
            ),
            models.CheckConstraint(
                condition=Q(grace_days__isnull=True) | Q(grace_days__lte=730),
                name="scheme_grace_possible",
                violation_error_message=_("There are at most 730 days of grace."),
            ),
        ]

    def __str__(self):
        return self.name


class Grade(PublicModel):
    """A title one can hold. Grades are ordered inside their scheme, and only there."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="grades", verbose_name=_("scheme")
    )
    code = models.CharField(_("code"), max_length=20)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("rank, lowest first"), default=1)
    needs_two_signatures = models.BooleanField(
        _("needs two signatures"),
        default=False,
        help_text=_("Two reviewers have to check a qualification of this title."),
    )

    name = Bilingual()

    class Meta:
        ordering = ["scheme", "rank"]
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="grade_code_once_in_scheme",
                violation_error_message=_("This scheme has a grade with this code already."),
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="grade_has_code",
                violation_error_message=_("Write the code of the grade."),
            ),
        ]

    def __str__(self):
        return gettext("%(name)s (%(code)s)") % {"name": self.name, "code": self.code}

    @property
    def key(self) -> str:
        """Stable in addresses and rules: scheme and code."""
        return f"{self.scheme.slug}/{self.code}"
