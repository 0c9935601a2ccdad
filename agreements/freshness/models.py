"""When the public pages last changed: the base of every public row, and the validator's source."""

from datetime import date, datetime, time, timedelta

from django.db import models, transaction
from django.utils import timezone


def start_of_day_after(day: date | None) -> datetime | None:
    """The instant at which `day` is over in Beijing."""
    return day and timezone.make_aware(
        datetime.combine(day + timedelta(days=1), time.min), timezone.get_default_timezone()
    )


class MomentQuerySet(models.QuerySet):
    def latest_passed(self) -> datetime | None:
        """The newest moment that is not in the future; None before anything was published."""
        return (
            self.filter(at__lte=timezone.now()).order_by("-at").values_list("at", flat=True).first()
        )

    def passed(self) -> frozenset[datetime]:
        """All that are not in the future and not yet tidied away: it differs after any change."""
        return frozenset(self.filter(at__lte=timezone.now()).values_list("at", flat=True))

    def note(self, *instants: datetime | None) -> None:
        """Remember that public pages change now and at each of `instants` (None is passed over)."""
        now = timezone.now()
        with transaction.atomic():
            self.filter(at__lt=now).delete()
            self.bulk_create(
                [Moment(at=at) for at in {now, *(at for at in instants if at and at > now)}],
                ignore_conflicts=True,
            )


class Moment(models.Model):
    """An instant at which what the public sees changes: a save, or a time set in advance."""

    at = models.DateTimeField(primary_key=True)

    objects = MomentQuerySet.as_manager()

    def __str__(self):
        return self.at.isoformat()


class PublicQuerySet(models.QuerySet):
    """Bulk writes that the public pages notice, as they notice `save`."""

    def update(self, **changes):
        count = super().update(**changes)
        Moment.objects.note(*(at for at in changes.values() if isinstance(at, datetime)))
        return count

    update.alters_data = True

    def delete(self):
        result = super().delete()
        Moment.objects.note()
        return result

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, rows, *args, **kwargs):
        created = super().bulk_create(rows, *args, **kwargs)
        Moment.objects.note(*(at for row in created for at in row.public_moments()))
        return created


class PublicModel(models.Model):
    """A row that public pages show. Saving or deleting it renews their validators."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            Moment.objects.note(*self.public_moments())

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            Moment.objects.note()
        return result

    def public_moments(self) -> list[datetime | None]:
        """Future instants at which this row appears, changes or goes without being saved."""
        return []
