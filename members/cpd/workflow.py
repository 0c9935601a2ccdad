"""How an entry comes in, changes and goes, and how a waiting one becomes the member's own.

Every verb that writes, moves or deletes raises PeriodClosed where a day it touches is closed.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from members.evidence.models import EvidenceFile
from members.twice import first_of_two

from .closing import refuse_closed
from .models import Record, RecordQuerySet


def log(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity,
    but its files are added to the first.
    """
    refuse_closed(record.member, [record.done_on])
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
    refuse_closed(record.member, [record.done_on])
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )


def change(record: Record, evidence: Iterable[EvidenceFile], *, was_on: date) -> None:
    """Save what the member wrote over an entry that stood on the day `was_on`.

    A waiting entry is confirmed with it. Neither out of a closed period nor into one.
    """
    refuse_closed(record.member, [was_on, record.done_on])
    record.state = Record.State.DECLARED
    record.save()
    record.evidence.set(evidence)


def delete(record: Record) -> None:
    refuse_closed(record.member, [record.done_on])
    record.delete()


def add_evidence(record: Record, files: Iterable[EvidenceFile]) -> None:
    """To an entry of any state and period: whoever checks it later may ask for proof."""
    record.evidence.add(*files)
