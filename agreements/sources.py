"""Where an entry is known from, and how sure we are of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .bilingual import Bilingual


class Confidence(models.TextChoices):
    SEEN = "seen", _("Read in the source named")
    INFERRED = "inferred", _("Partly inferred from the sources")
    UNKNOWN = "unknown", _("Not confirmed")


class Sourced(models.Model):
    """A row that names its source in both languages, and when it was last checked against it."""

    source_en = models.TextField(_("source in English"), max_length=1000)
    source_zh = models.TextField(_("source in Chinese"), max_length=1000)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)
    confidence = models.CharField(
        _("confidence"), max_length=8, choices=Confidence.choices, default=Confidence.UNKNOWN
    )
    last_checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    source = Bilingual()

    class Meta:
        abstract = True
