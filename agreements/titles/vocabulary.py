"""The words in which titles and degrees are told apart, so that rules can ask for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.TextChoices):
    """How somebody came by a title; some pathways admit only some of these."""

    FULL_ASSESSMENT = "full_assessment", _("Full assessment")
    MUTUAL_RECOGNITION = "mutual_recognition", _("Mutual recognition of another title")
    MATURE_CANDIDATE = "mature_candidate", _("Mature candidate")
    CAREER_APPRAISAL = "career_appraisal", _("Career appraisal")
    SENIOR = "senior", _("Senior route")
    TECHNICAL_REPORT = "technical_report", _("Technical report")
    OTHER = "other", _("Another route")


class Accord(models.TextChoices):
    """Under which agreement of the International Engineering Alliance a degree is accredited."""

    WASHINGTON = "washington", _("Washington Accord")
    SYDNEY = "sydney", _("Sydney Accord")
    DUBLIN = "dublin", _("Dublin Accord")
    NONE = "none", _("Under none of these")


class Discipline(models.TextChoices):
    """The fields of T/CAS 326-2021, and one for all others."""

    CIVIL = "civil", _("Civil engineering")
    ELECTRICAL = "electrical", _("Electrical engineering")
    MECHANICAL = "mechanical", _("Mechanical engineering")
    RAILWAY = "railway", _("Railway engineering")
    NUCLEAR = "nuclear", _("Nuclear engineering")
    STANDARDISATION = "standardisation", _("Standardisation")
    WATER = "water", _("Water and hydropower engineering")
    INFORMATION = "information", _("Information and communication engineering")
    AUTOMOTIVE = "automotive", _("Automotive engineering")
    CHEMICAL = "chemical", _("Chemical engineering")
    GEOLOGICAL = "geological", _("Geological engineering")
    ARCHITECTURAL = "architectural", _("Architectural engineering")
    OTHER = "other", _("Another field")
