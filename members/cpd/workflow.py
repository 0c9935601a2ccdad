"""How entries come in, change and go, and how a waiting one becomes the member's own.

Every verb that writes, moves or deletes raises PeriodClosed where a day it touches is closed.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.evidence.models import EvidenceFile
from members.twice import first_of_two

from .closing import ClosedDays, closed_days, refuse_closed
from .models import LEAST_HOURS, MOST_HOURS, Record, RecordQuerySet

A_BATCH = 1_000  # rows of one statement, where the database takes so many

NO_TITLE = _("Write what you did.")
NO_HOURS = _("Hours must be a number between 0.25 and 999.75.")
DECIDED = _("A new entry is declared, or waits to be confirmed; the Society decides later.")


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


def objections(records: Sequence[Record]) -> dict[int, ValidationError]:
    """What stands against saving the new entries of a member, by their place in the list, from 0.

    The one place where a set of entries is checked before it is saved: pages show it beside the
    rows, and `log_all` saves nothing against it. It asks the database the same few questions
    however many there are.
    """
    closed = closed_days(records[0].member) if records else None
    found = {place: objection(record, closed) for place, record in enumerate(records)}
    return {place: ValidationError(said) for place, said in found.items() if said}


def objection(record: Record, closed: ClosedDays) -> str:
    """What the constraints of the table would refuse, before a statement fails on it; and what
    its day refuses.
    """
    if not record.title:
        return NO_TITLE
    if record.hours is None or not LEAST_HOURS <= record.hours <= MOST_HOURS:
        return NO_HOURS
    if not record.is_editable:
        return DECIDED
    closing = closed.on(record.done_on)
    return closing.sentence if closing else ""


def log_all(records: Sequence[Record]) -> None:
    """Save new entries, all of them or none. Raises ValidationError with what stands against it.

    Whoever calls it has left out what is there already, with the row of the member locked.
    """
    if against := objections(records):
        raise ValidationError(list(against.values()))
    Record.objects.bulk_create(records, batch_size=A_BATCH)


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
