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
