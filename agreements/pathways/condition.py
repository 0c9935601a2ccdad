"""One condition of a version of a pathway's rules: in words for people, in values for the rule."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.requirements.choices import ChoiceListField
from agreements.requirements.models import CpdRequirement
from agreements.titles.models import Body, Grade
from agreements.titles.vocabulary import Accord, Discipline, Route

from . import terms


class Condition(PublicModel):
    """One thing that is asked, in words for people and in values for the rule."""

    class Kind(models.TextChoices):
        """The vocabulary of real pathways; each asks one question of one person."""

        TITLE = terms.Kind.TITLE.value, _("holds a title")
        REGISTERED = terms.Kind.REGISTERED.value, _("registered with a body, in good standing")
        STANDING = terms.Kind.STANDING.value, _("years in the title")
        DEGREE = terms.Kind.DEGREE.value, _("degree")
        EXPERIENCE = terms.Kind.EXPERIENCE.value, _("years of experience")
        CHARGE = terms.Kind.CHARGE.value, _("years of responsible charge")
        CPD = terms.Kind.CPD.value, _("CPD requirement met")
        CODE = terms.Kind.CODE.value, _("bound by codes of conduct")
        NO_RECORD = terms.Kind.NO_RECORD.value, _("no serious violation on record")
        EXAM = terms.Kind.EXAM.value, _("examination")
        INTERVIEW = terms.Kind.INTERVIEW.value, _("interview")
        TRAINING = terms.Kind.TRAINING.value, _("training")
        DISCIPLINE = terms.Kind.DISCIPLINE.value, _("discipline on the list")
        LOCAL_EXPERIENCE = terms.Kind.LOCAL_EXPERIENCE.value, _("local experience")
        LANGUAGE = terms.Kind.LANGUAGE.value, _("language")
        LOCAL_PARTNER = terms.Kind.LOCAL_PARTNER.value, _("works with a local engineer")
        EXCLUDED = terms.Kind.EXCLUDED.value, _("not admitted by these routes")
        REVIEW = terms.Kind.REVIEW.value, _("assessed by a person")

    class CountedFrom(models.TextChoices):
        GRADUATION = terms.CountedFrom.GRADUATION.value, _("the first degree")
        TITLE = terms.CountedFrom.TITLE.value, _("the first of these titles")
        ANY = terms.CountedFrom.ANY.value, _("any time")

    version = models.ForeignKey(
        "agreements.PathwayVersion",
        on_delete=models.CASCADE,
        related_name="conditions",
        verbose_name=_("version"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    code = models.SlugField(_("code"), max_length=40, help_text=_("The same in every version."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    group = models.SlugField(
        _("any one of"),
        max_length=40,
        blank=True,
        help_text=_("Conditions of the same group: one of them is enough."),
    )
    text_en = models.CharField(_("in English"), max_length=300)
    text_zh = models.CharField(_("in Chinese"), max_length=300)
    clause_en = models.CharField(_("source and clause, English"), max_length=200, blank=True)
    clause_zh = models.CharField(_("source and clause, Chinese"), max_length=200, blank=True)
    grades = models.ManyToManyField(Grade, blank=True, verbose_name=_("these titles"))
    least_years = models.DecimalField(
        _("at least … years"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    within_months = models.PositiveSmallIntegerField(
        _("proof not older than … months"), null=True, blank=True
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="conditions",
        verbose_name=_("CPD requirement"),
        null=True,
        blank=True,
    )
    accords = ChoiceListField(
        _("degrees accredited under"),
        choices_of=Accord,
        help_text=_("None: under any of the three accords."),
    )
    routes = ChoiceListField(_("routes not admitted"), choices_of=Route)
    disciplines = ChoiceListField(
        _("fields on the list"), choices_of=Discipline, help_text=_("None: not published.")
    )
    counted_from = models.CharField(
        _("years count from"),
        max_length=10,
        choices=CountedFrom.choices,
        default=CountedFrom.GRADUATION,
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="conditions",
        verbose_name=_("whose code of conduct"),
        null=True,
        blank=True,
    )
    is_waived = models.BooleanField(_("waived on this pathway"), default=False)
    is_by_person = models.BooleanField(_("decided by a person, not from the record"), default=False)

    text = Bilingual()
    clause = Bilingual()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="condition_code_once",
                violation_error_message=_("This version has a condition with this code already."),
            ),
            models.CheckConstraint(
                condition=Q(least_years__isnull=True) | Q(least_years__gt=0),
                name="condition_years_positive",
                violation_error_message=_("Years must be more than zero, or empty."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["experience", "charge", "standing", "local_experience"])
                | Q(least_years__isnull=False)
                | Q(is_by_person=True),
                name="condition_of_years_has_years",
                violation_error_message=_("Say how many years are asked."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="cpd") | Q(requirement__isnull=False) | Q(is_by_person=True),
                name="condition_of_cpd_has_requirement",
                violation_error_message=_("Name the CPD requirement, or leave it to a person."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in terms.Kind]),
                name="condition_kind_known",
            ),
        ]

    def __str__(self):
        return self.text

    def as_terms(self) -> terms.Condition:
        """Reads the grades with their schemes, the requirement and the body."""
        return terms.Condition(
            code=self.code,
            kind=terms.Kind(self.kind),
            group=self.group,
            grades=frozenset(grade.key for grade in self.grades.all()),
            least_years=self.least_years,
            within_months=self.within_months,
            accords=frozenset(self.accords),
            routes=frozenset(self.routes),
            disciplines=frozenset(self.disciplines),
            counted_from=terms.CountedFrom(self.counted_from),
            country=str(self.version.pathway.to_body.country),
            body=self.body.slug if self.body else "",
            requirement=self.requirement.slug if self.requirement else "",
            is_by_person=self.is_by_person,
            is_waived=self.is_waived,
        )
