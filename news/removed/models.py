"""Files that were taken away from what is published, and can be brought back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemovedFile(models.Model):
    """Its address answers no more. The file lies where nobody knows until its time is over."""

    name = models.CharField(_("name it had"), max_length=100, unique=True)
    kept_as = models.CharField(_("where it lies"), max_length=200)
    removed_at = models.DateTimeField(_("removed"), default=timezone.now)

    class Meta:
        ordering = ["-removed_at", "-id"]
        verbose_name = _("removed file")
        verbose_name_plural = _("removed files")

    def __str__(self):
        return self.name
