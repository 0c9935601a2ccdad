"""That an entry was taken out of the register: all that is left of it, and is told for good.

An entry is public from its first save. One that ends gets a step in its history and stays; only
what should never have been entered is deleted, and readers who have seen it are told.
"""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual


class Removal(models.Model):
    """`entry` is the key that it had, which no other entry gets."""

    entry = models.PositiveBigIntegerField(_("number of the entry"), unique=True)
    slug = models.SlugField(_("short name in the address"))
    label_en = models.CharField(_("short name in English"), max_length=120)
    label_zh = models.CharField(_("short name in Chinese"), max_length=120)
    removed_at = models.DateTimeField(_("removed"), default=timezone.now)

    label = Bilingual()

    class Meta:
        ordering = ["-removed_at", "-id"]
        verbose_name = _("removed entry")
        verbose_name_plural = _("removed entries")

    def __str__(self):
        return self.label


def note_removal(agreements: Iterable[models.Model]) -> None:
    """Call it in the transaction that deletes them."""
    Removal.objects.bulk_create(
        Removal(
            entry=one.pk,
            slug=one.slug,
            label_en=one.label_en,
            label_zh=one.label_zh,
        )
        for one in agreements
    )
