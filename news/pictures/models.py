"""Small versions of a picture: made beside the pages, kept by the name of the picture's file."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.background import Stage, stage_of
from agreements.freshness.models import PublicModel


class Rendition(PublicModel):
    """Of one file, which never changes. A row that names the file again finds them again.

    `widths` (px, parted by spaces) are those of which there is every kind; empty: none yet.
    """

    source = models.CharField(_("name of the file"), max_length=100, unique=True)
    widths = models.CharField(_("widths in pixels"), max_length=40, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)

    class Meta:
        ordering = ["source"]
        verbose_name = _("small versions of a picture")
        verbose_name_plural = _("small versions of pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True),
                name="rendition_ends_once",
                violation_error_message=_("They are made, or making them has failed."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(widths=""),
                name="rendition_named_when_made",
                violation_error_message=_("Small versions are named once they are made."),
            ),
        ]

    def __str__(self):
        return self.source

    @property
    def stage(self) -> Stage:
        if self.finished_at or self.failed_at:
            return Stage.DONE if self.finished_at else Stage.FAILED
        return stage_of(timezone.now(), self.asked_at, self.started_at)

    @property
    def is_owed(self) -> bool:
        """Neither made nor on its way: it has to be asked for again."""
        return not (self.stage is Stage.DONE or self.stage.is_awaited)
