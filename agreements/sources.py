"""How sure we are of what an entry says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    SEEN = "seen", _("Read in the source named")
    INFERRED = "inferred", _("Partly inferred from the sources")
    UNKNOWN = "unknown", _("Not confirmed")
