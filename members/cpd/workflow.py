"""How an entry comes in, and how a waiting one becomes the member's own."""

from collections.abc import Iterable

from django.utils import timezone

from members.evidence.models import EvidenceFile
from members.twice import first_of_two

from .models import Record, RecordQuerySet


def log(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity,
    but its files are added to the first.
    """
    first = first_of_two(record, ("member", "title", "hours", "done_on", "kind"))
    if first is None:
        record.save()
    (first or record).evidence.add(*evidence)
    return first is None


def draft(records: Iterable[Record]) -> None:
    """Let entries wait for their members. One whose event stands in the record is passed over."""
    Record.objects.bulk_create(records, ignore_conflicts=True)


def discard(records: RecordQuerySet) -> None:
    """Those that still wait go; the member's own stay."""
    records.filter(state=Record.State.TO_CONFIRM).delete()


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )
