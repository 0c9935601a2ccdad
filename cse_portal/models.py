"""The one thing the portal itself remembers: which rows the demonstration brought."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemonstrationRow(models.Model):
    """A row made by `load_demo`, so that `clear_demo` takes away exactly those."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey("content_type", "object_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="demonstration_row_once"
            )
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id}"
