"""How an entry comes in, and how a waiting one becomes the member's own."""

from datetime import timedelta

from django.utils import timezone

from .models import Record

SENT_TWICE_WITHIN = timedelta(minutes=1)


def log(record: Record) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity.
    """
    is_there = Record.objects.filter(
        member_id=record.member_id,
        title=record.title,
        hours=record.hours,
        done_on=record.done_on,
        kind=record.kind,
        created_at__gt=timezone.now() - SENT_TWICE_WITHIN,
    )
    if is_there.exists():
        return False
    record.save()
    return True


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )
