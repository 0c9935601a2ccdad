"""Where a title leads: pathways, the versions of their rules, and the conditions of a version."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.freshness.models import PublicModel
from agreements.register.models import Agreement
from agreements.requirements.models import CpdRequirement
from agreements.titles.models import Body, Grade
from agreements.versions import RulesVersion


class Pathway(PublicModel):
    """From one title to another body's title, in one direction, under an agreement or beside it."""

    slug = models.SlugField(_("short name in the address"), unique=True)
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        related_name="pathways",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        help_text=_("Empty: for reference, the Society has not agreed it."),
    )
    from_grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="pathways_out",
        verbose_name=_("from the title"),
    )
    to_body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="pathways_in",
        verbose_name=_("the body that decides"),
    )
    to_grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="pathways_in",
        verbose_name=_("to the title"),
        null=True,
        blank=True,
    )
    name_en = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "from_grade", "to_body", "to_grade"],
                condition=Q(to_grade__isnull=False),
                name="pathway_to_title_once",
                violation_error_message=_("This pathway is there already."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "from_grade", "to_body"],
                condition=Q(to_grade__isnull=True),
                name="pathway_to_body_once",
                violation_error_message=_("This pathway is there already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("agreements:pathways:pathway_detail", args=[self.slug])

    @property
    def is_reference(self) -> bool:
        return self.agreement_id is None


class PathwayVersion(RulesVersion):
    """The rules of a pathway from one day on."""

    OWNER = "pathway"

    class Outcome(models.TextChoices):
        TITLE = "title", _("a title")
        PROVISIONAL_LICENCE = "provisional_licence", _("a provisional licence")
        REGISTER_ENTRY = "register_entry", _("an entry in a register")
        CREDIT_OF_YEARS = "credit_of_years", _("credit for years of experience")
        EXAM_WAIVED = "exam_waived", _("an examination waived")

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="versions", verbose_name=_("pathway")
    )
    has_published_rules = models.BooleanField(
        _("the rules have been published"),
        default=False,
        help_text=_("Off: the page says so, and nobody is ever said to meet them."),
    )
    outcome = models.CharField(
        _("what it leads to"), max_length=20, choices=Outcome.choices, blank=True
    )
    outcome_en = models.CharField(_("outcome in English"), max_length=200, blank=True)
    outcome_zh = models.CharField(_("outcome in Chinese"), max_length=200, blank=True)
    validity_en = models.CharField(_("how long it holds, English"), max_length=200, blank=True)
    validity_zh = models.CharField(_("how long it holds, Chinese"), max_length=200, blank=True)
    steps_en = models.TextField(_("steps in English"), blank=True, help_text=_("One a line."))
    steps_zh = models.TextField(_("steps in Chinese"), blank=True, help_text=_("One a line."))
    documents_en = models.TextField(
        _("documents in English"), blank=True, help_text=_("One a line.")
    )
    documents_zh = models.TextField(
        _("documents in Chinese"), blank=True, help_text=_("One a line.")
    )
    outcome_text = Bilingual("outcome")
    validity = Bilingual()
    steps = Bilingual()
    documents = Bilingual()

    class Meta:
        ordering = ["pathway", "-effective_from"]
        verbose_name = _("version of a pathway")
        verbose_name_plural = _("versions of pathways")
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "effective_from"],
                condition=Q(published_at__isnull=False),
                name="one_pathway_version_a_day",
                violation_error_message=_("Another published version applies from this day."),
            ),
            models.CheckConstraint(
                condition=Q(has_published_rules=False) | ~Q(outcome=""),
                name="published_rules_say_their_outcome",
                violation_error_message=_("Say what published rules lead to."),
            ),
        ]


class Condition(PublicModel):
    """One thing that is asked, in words for people and in values for the rule."""

    class Kind(models.TextChoices):
        """The vocabulary of real pathways; each asks one question of one person."""

        TITLE = "title", _("holds a title")
        REGISTERED = "registered", _("registered with a body, in good standing")
        STANDING = "standing", _("years in the title")
        DEGREE = "degree", _("degree")
        EXPERIENCE = "experience", _("years of experience")
        CHARGE = "charge", _("years of responsible charge")
        CPD = "cpd", _("CPD requirement met")
        CODE = "code", _("bound by codes of conduct")
        NO_RECORD = "no_record", _("no serious violation on record")
        EXAM = "exam", _("examination")
        INTERVIEW = "interview", _("interview")
        TRAINING = "training", _("training")
        DISCIPLINE = "discipline", _("discipline on the list")
        LOCAL_EXPERIENCE = "local_experience", _("local experience")
        LANGUAGE = "language", _("language")
        LOCAL_PARTNER = "local_partner", _("works with a local engineer")
        EXCLUDED = "excluded", _("not admitted by these routes")
        REVIEW = "review", _("assessed by a person")

    version = models.ForeignKey(
        PathwayVersion,
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
        ]

    def __str__(self):
        return self.text
