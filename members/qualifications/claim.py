"""What a member says of a qualification: the facts of it, before anybody has checked them."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, GeneratedField, Q, Value
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Grade
from agreements.titles.vocabulary import Accord, Discipline, Route
from members.profile.facts import Fact
from members.profile.models import Member

LONGEST_DEGREE = 12  # years
ONLY_DEGREES = _("Only a degree has this. Leave it empty, or choose the kind “Degree”.")


class Claim(Fact):
    class Kind(models.TextChoices):
        TITLE = "title", _("Engineering title or registration")
        DEGREE = "degree", _("Degree")
        LICENCE = "licence", _("Licence to practise")
        CERTIFICATE = "certificate", _("Certificate or course")
        LETTER = "letter", _("Letter of good standing")

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

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TITLE)
    grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
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
    # The number as a machine compares it: PE-12 and pe 12 are one.
    number_key = GeneratedField(
        expression=Upper(Replace(Replace("number", Value(" "), Value("")), Value("-"), Value(""))),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )
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

    class Meta:
        abstract = True
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
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """Its own name, or that of the title; a letter says that it is one."""
        if self.name or self.kind != self.Kind.LETTER:
            return self.name or self.grade.name
        return gettext("Letter of good standing: %(title)s") % {"title": self.grade.name}

    @property
    def issued_by(self) -> str:
        return self.issuer or (self.grade.scheme.body.name if self.grade else "")

    def gaps(self) -> dict[str, str]:
        """What is missing before a reviewer can begin: a sentence for each field."""
        missing = {}
        if not self.issued_by:
            missing["issuer"] = gettext("Write who issued it.")
        if self.awarded_on is None:
            missing["awarded_on"] = gettext("Write the day of the award, or of the letter.")
        return missing

    def is_expired(self, on: date) -> bool:
        """`valid_until` is the last valid day; without one it never expires."""
        return bool(self.valid_until and self.valid_until < on)
