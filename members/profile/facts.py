"""Rows that say something of a member: each change of one is counted on the member's record.

What is kept of the member's standing rests on these rows, and is worked out anew when the count
is another one. Bulk writes count as `save` and `delete` do.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F

from .models import Member


def changed(members: Iterable[int] | models.QuerySet) -> None:
    """By their keys. A key that is None or gone is passed over."""
    Member.objects.filter(pk__in=members).update(facts_version=F("facts_version") + 1)


class FactQuerySet(models.QuerySet):
    def update(self, **changes):
        with transaction.atomic(savepoint=False):
            changed(self.order_by().values("member"))
            return super().update(**changes)

    update.alters_data = True

    def delete(self):
        with transaction.atomic(savepoint=False):
            changed(self.order_by().values("member"))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, rows, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            created = super().bulk_create(rows, *args, **kwargs)
            changed({row.member_id for row in created})
        return created


class Fact(models.Model):
    """Has a `member`."""

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed([self.member_id])

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            changed([self.member_id])
        return result
