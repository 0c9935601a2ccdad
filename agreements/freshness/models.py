"""When the public pages last changed: the base of every public row, and the validator's source."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from agreements.search.index import Searched, concerned_by, is_searched, renew


def start_of_day_after(day: date | None) -> datetime | None:
    """The instant at which `day` is over in Beijing."""
    return day and timezone.make_aware(
        datetime.combine(day + timedelta(days=1), time.min), timezone.get_default_timezone()
    )


class MomentQuerySet(models.QuerySet):
    def note(self, *instants: datetime | None) -> None:
        """Remember that public pages change now and at each of `instants` (None is passed over)."""
        now = timezone.now()
        with transaction.atomic():
            self.filter(at__lt=now).delete()
            self.bulk_create(
                [Moment(at=at) for at in {now, *(at for at in instants if at and at > now)}],
                update_conflicts=True,
                unique_fields=["at"],
                update_fields=["change"],
            )


class Moment(models.Model):
    """An instant at which what the public sees changes: a save, or a time set in advance."""

    at = models.DateTimeField(primary_key=True)
    change = models.UUIDField(default=uuid4)  # two in one instant are two

    objects = MomentQuerySet.as_manager()

    def __str__(self):
        return self.at.isoformat()


class PublicQuerySet(models.QuerySet):
    """Bulk writes that the public pages and the search notice, as they notice `save`."""

    def update(self, **changes):
        with transaction.atomic():
            written = self.searched()
            before = concerned_by(self.model, written)
            count = super().update(**changes)
            renew(before, concerned_by(self.model, written))
            Moment.objects.note(*(at for at in changes.values() if isinstance(at, datetime)))
        return count

    update.alters_data = True

    def delete(self):
        with transaction.atomic():
            before = concerned_by(self.model, self.searched())
            result = super().delete()
            renew(before)
            Moment.objects.note()
        return result

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, rows, *args, **kwargs):
        with transaction.atomic():
            created = super().bulk_create(rows, *args, **kwargs)
            renew(concerned_by(self.model, [row.pk for row in created]))
            Moment.objects.note(*(at for row in created for at in row.public_moments()))
        return created

    def searched(self) -> list[int]:
        """The rows that are about to be written, where the search has to know."""
        return list(self.order_by().values_list("pk", flat=True)) if is_searched(self.model) else []


class PublicModel(Searched):
    """A row that public pages show. Saving or deleting it renews their validators."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = concerned_by(type(self), [self.pk])
            super().save(*args, **kwargs)
            renew(before, concerned_by(type(self), [self.pk]))
            Moment.objects.note(*self.public_moments())

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            before = concerned_by(type(self), [self.pk])
            result = super().delete(*args, **kwargs)
            renew(before)
            Moment.objects.note()
        return result

    def public_moments(self) -> list[datetime | None]:
        """Future instants at which this row appears, changes or goes without being saved."""
        return []
