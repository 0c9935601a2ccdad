"""Former addresses of an item: kept when it gets another, given up when an item takes them."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class FormerName(models.Model):
    """What stood in the public address of an item before.

    A concept has a table of its own, with the key `item` (related name: `former_names`).
    """

    name = models.CharField(_("former short name"), max_length=100, unique=True)
    since = models.DateTimeField(_("former since"), auto_now_add=True, editable=False)

    class Meta:
        abstract = True
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.name


class Renamed:
    """Of a public row: `save` keeps the address that readers know. One query more; three to move.

    What no reader could have met is not kept.
    """

    NAME = "slug"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = self.name_before(kwargs.get("update_fields"))
            super().save(*args, **kwargs)
            self.keep_names(before)

    @classmethod
    def met_by_readers(cls) -> models.QuerySet:
        """Rows that were public at some time: all, where a concept knows no other."""
        return cls._base_manager.all()

    def name_before(self, written) -> str | None:
        """As it stands in the table; None where it is not written, or there is no row yet."""
        if self.pk is None or (written is not None and self.NAME not in written):
            return None
        row = self.met_by_readers().filter(pk=self.pk)
        return row.values_list(self.NAME, flat=True).first()

    def keep_names(self, before) -> None:
        """An address that this item has now belongs to it, whoever had it."""
        now = getattr(self, self.NAME)
        if before == now:
            return
        former = former_names(type(self))
        former.filter(name=now).delete()
        if before is not None:
            former.update_or_create(name=before, defaults={"item": self})


def former_names(model: type[models.Model]) -> models.Manager:
    """All that items of this model had."""
    return model._meta.get_field("former_names").related_model._default_manager
