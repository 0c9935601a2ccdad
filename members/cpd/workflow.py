"""How an entry comes in, and how a waiting one becomes the member's own."""

from django.utils import timezone

from members.twice import first_of_two

from .models import Record


def log(record: Record) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity.
    """
    if first_of_two(record, ("member", "title", "hours", "done_on", "kind")):
        return False
    record.save()
    return True


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )
