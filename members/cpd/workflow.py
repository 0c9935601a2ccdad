"""What happens to entries: they come in, are finished, confirmed, changed, deleted, brought back.

Whatever a member does to an entry goes through a verb of this file, and none touches what the
Society has decided on. Where a day is closed, a verb for one entry raises PeriodClosed, and one for
many passes over what stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.evidence.models import EvidenceFile
from members.profile.models import Member
from members.twice import first_of_two

from .closing import ClosedDays, closed_days, refuse_closed
from .models import KEPT_DELETED, LEAST_HOURS, MOST_HOURS, Record, RecordQuerySet

State = Record.State
A_BATCH = 1_000  # rows of one statement, where the database takes so many

NO_TITLE = _("Write what you did.")
NO_HOURS = _("Hours must be a number between 0.25 and 999.75.")
DECIDED = _("A new entry is declared, or waits to be confirmed; the Society decides later.")


# --- They come in --------------------------------------------------------------------------------


def log(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity,
    but its files are added to the first, and `record` becomes it.
    """
    refuse_closed(record.member, [record.done_on])
    same = ("member", "title", "hours", "done_on", "kind")
    first = first_of_two(record, same, deleted_at=None)
    if first is None:
        record.state = state_of(record)
        record.save()
    else:
        record.pk = first.pk
    (first or record).evidence.add(*evidence)
    return first is None


def state_of(record: Record) -> State:
    """Of what a member writes: without hours there is something left to do."""
    return State.TO_FINISH if record.hours is None else State.DECLARED


def draft(records: Sequence[Record]) -> None:
    """Let entries of events wait for their members.

    One whose event stands in the record is passed over; it takes the place of one that the member
    has deleted.
    """
    events, members = {one.event_id for one in records}, [one.member_id for one in records]
    Record.bin.filter(event__in=events, member__in=members).delete()
    Record.objects.bulk_create(records, ignore_conflicts=True)


def discard(records: RecordQuerySet) -> None:
    """Those that still wait go; the member's own stay."""
    records.filter(state=State.TO_CONFIRM).delete()


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


# --- They change ---------------------------------------------------------------------------------


def may_change(records: RecordQuerySet) -> RecordQuerySet:
    """Those that the member may change or delete: what the Society has decided on stays."""
    return records.filter(state__in=Record.EDITABLE)


def open_ones(records: RecordQuerySet) -> list[Record]:
    """Of the entries of one member those that may be changed and whose day is open; held."""
    found = list(may_change(records).select_for_update(of=("self",)))
    closed = closed_days(found[0].member) if found else None
    return [record for record in found if closed.on(record.done_on) is None]


def edit(record: Record, evidence: Iterable[EvidenceFile], *, was_on: date) -> bool:
    """Save what the member wrote over an entry that stood on the day `was_on`; whether that could
    be. It confirms what waited for them. Neither out of a closed period nor into one.
    """
    refuse_closed(record.member, [was_on, record.done_on])
    if not may_change(Record.objects.filter(pk=record.pk)).exists():
        return False
    record.state = state_of(record)
    record.save()
    record.evidence.set(evidence)
    return True


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    refuse_closed(record.member, [record.done_on])
    waiting = Record.objects.filter(pk=record.pk, state=State.TO_CONFIRM)
    waiting.update(state=State.DECLARED, updated_at=timezone.now())


def change(records: RecordQuerySet, *, topic: str = "", **fields: str) -> int:
    """Set `fields` of all of them and add the topic; how many could be changed.

    One statement, whatever their number.
    """
    found = open_ones(records)
    for record in found:
        for name, value in fields.items():
            setattr(record, name, value)
        if topic and topic not in record.topics:
            record.topics = [*record.topics, topic]
        record.updated_at = timezone.now()
    Record.objects.bulk_update(found, [*fields, "topics", "updated_at"])
    return len(found)


def add_evidence(record: Record, files: Iterable[EvidenceFile]) -> None:
    """To an entry of any state and period: whoever checks it later may ask for proof."""
    record.evidence.add(*files)


def keep_both(record: Record, others: Iterable[Record]) -> None:
    """The member says that these are other activities. It is not asked again."""
    record.different_from.add(*others)


# --- By the Society ------------------------------------------------------------------------------


def verify(unchanged: Mapping[int, datetime]) -> None:
    """Entries, by their keys, that were looked at as they stood at `updated_at`.

    One that the member has changed since then stays declared: it is another one now.
    """
    declared = Record.objects.filter(pk__in=unchanged, state=State.DECLARED)
    same = [
        key
        for key, updated_at in declared.values_list("pk", "updated_at")
        if updated_at == unchanged[key]
    ]
    Record.objects.filter(pk__in=same, state=State.DECLARED).update(
        state=State.VERIFIED, updated_at=timezone.now()
    )


def reject(reasons: Mapping[int, str]) -> None:
    """Entries, by their keys, that do not count any more, each with what the member reads of it.

    Whatever became of them since they were looked at: to change one is no way around a finding, and
    one that was deleted meanwhile cannot be brought back.
    """
    Record.bin.filter(pk__in=reasons).delete()
    there = Record.objects.filter(pk__in=reasons, hours__isnull=False).values_list("pk", flat=True)
    said = {"state": State.REJECTED, "updated_at": timezone.now()}
    found = [Record(pk=key, reason=reasons[key], **said) for key in there]
    Record.objects.bulk_update(found, ["state", "reason", "updated_at"])


# --- They go, and come back ----------------------------------------------------------------------


def delete(records: RecordQuerySet) -> tuple[int, datetime]:
    """How many could be deleted, and the instant by which `restore` finds all of them again."""
    now, keys = timezone.now(), [record.pk for record in open_ones(records)]
    return Record.objects.filter(pk__in=keys).update(deleted_at=now, updated_at=now), now


def restore(member: Member, deleted_at: datetime) -> list[Record]:
    """What the member deleted at that instant is as it was before; nothing the second time."""
    found = open_ones(Record.bin.of(member).filter(deleted_at=deleted_at))
    back = Record.bin.filter(pk__in=[record.pk for record in found])
    back.update(deleted_at=None, updated_at=timezone.now())
    return found


def clear_deleted() -> int:
    """Rows that were deleted longer ago than KEPT_DELETED go for good; how many."""
    old = Record.bin.filter(deleted_at__lt=timezone.now() - KEPT_DELETED)
    number = old.count()
    old.delete()
    return number
