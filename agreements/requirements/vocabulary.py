"""The words of continuing professional development: kinds of activity, and competency aspects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """The Society's seven kinds (CSE, Continuing professional development, /cms/cpdjj.htm)."""

    TRAINING = "training", _("Training or examination")
    SEMINAR = "seminar", _("Seminar")
    STANDARDS = "standards", _("Standards or research")
    ARTICLE = "article", _("Article or book")
    LECTURE = "lecture", _("Lecture given")
    CONSULTING = "consulting", _("Technical consulting")
    OTHER = "other", _("Other professional activity")


class Aspect(models.TextChoices):
    """The five assessed aspects (CSE, Engineering competency assessment, /cms/gcjj.htm)."""

    KNOWLEDGE = "knowledge", _("Engineering knowledge and professional competency")
    ETHICS = "ethics", _("Engineering and professional ethics")
    TEAMWORK = "teamwork", _("Teamwork and communication")
    LEARNING = "learning", _("Continuous development and lifelong learning")
    LEADERSHIP = "leadership", _("Leadership and project management")

    @property
    def short(self):
        """One or two words, for table cells."""
        return SHORT_ASPECTS[self]


SHORT_ASPECTS = {
    Aspect.KNOWLEDGE: _("Knowledge"),
    Aspect.ETHICS: _("Ethics"),
    Aspect.TEAMWORK: _("Teamwork"),
    Aspect.LEARNING: _("Lifelong learning"),
    Aspect.LEADERSHIP: _("Leadership"),
}


class Topic(models.TextChoices):
    """What an activity was about, where a body asks for it; an activity may have several."""

    ETHICS = "ethics", _("Ethics")
    SAFETY = "safety", _("Health and safety")
    RISK = "risk", _("Risk management")
    BUSINESS = "business", _("Business and management")
    LAW = "law", _("Law and contracts")
    SUSTAINABILITY = "sustainability", _("Environment and sustainability")
    TECHNICAL = "technical", _("Technical matters of the discipline")
    BROADER = "broader", _("Broader studies")


class Practice(models.TextChoices):
    """How a person practises, where a body asks it."""

    PRACTISING = "practising", _("Practising full time")
    PART_TIME = "part_time", _("Practising part time")
    NON_PRACTISING = "non_practising", _("Not practising")
    RETIRED = "retired", _("Retired")
