"""What happens to entries: they come in, are finished, confirmed, changed, deleted, brought back.

Whatever a member does to an entry goes through a verb of this file. Those that change, delete or
bring back what is there ask `may_change` first.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from members.evidence.models import EvidenceFile
from members.profile.models import Member
from members.twice import first_of_two

from .models import KEPT_DELETED, Record, RecordQuerySet

State = Record.State


def may_change(records: RecordQuerySet) -> RecordQuerySet:
    """Those that the member may change or delete: what the Society has decided on stays."""
    return records.filter(state__in=Record.EDITABLE)


def log(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity,
    but its files are added to the first, and `record` becomes it.
    """
    same = ("member", "title", "hours", "done_on", "kind")
    first = first_of_two(record, same, deleted_at=None)
    if first is None:
        record.state = state_of(record)
        record.save()
    else:
        record.pk = first.pk
    (first or record).evidence.add(*evidence)
    return first is None


def edit(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save what the member wrote, which confirms what waited for them; whether that could be."""
    if not may_change(Record.objects.filter(pk=record.pk)).exists():
        return False
    record.state = state_of(record)
    record.save()
    record.evidence.set(evidence)
    return True


def state_of(record: Record) -> State:
    """Of what a member writes: without hours there is something left to do."""
    return State.TO_FINISH if record.hours is None else State.DECLARED


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    waiting = Record.objects.filter(pk=record.pk, state=State.TO_CONFIRM)
    may_change(waiting).update(state=State.DECLARED, updated_at=timezone.now())


def change(records: RecordQuerySet, *, topic: str = "", **fields: str) -> int:
    """Set `fields` of all of them and add the topic; how many could be changed.

    One statement, whatever their number.
    """
    found = list(may_change(records).select_for_update())
    for record in found:
        for name, value in fields.items():
            setattr(record, name, value)
        if topic and topic not in record.topics:
            record.topics = [*record.topics, topic]
        record.updated_at = timezone.now()
    Record.objects.bulk_update(found, [*fields, "topics", "updated_at"])
    return len(found)


def delete(records: RecordQuerySet) -> tuple[int, datetime]:
    """How many could be deleted, and the instant by which `restore` finds all of them again."""
    now = timezone.now()
    return may_change(records).update(deleted_at=now, updated_at=now), now


def restore(member: Member, deleted_at: datetime) -> list[Record]:
    """What the member deleted at that instant is as it was before; nothing the second time."""
    gone = may_change(Record.bin.of(member).filter(deleted_at=deleted_at))
    found = list(gone.select_for_update())
    gone.update(deleted_at=None, updated_at=timezone.now())
    return found


def clear_deleted() -> int:
    """Rows that were deleted longer ago than KEPT_DELETED go for good; how many."""
    old = Record.bin.filter(deleted_at__lt=timezone.now() - KEPT_DELETED)
    number = old.count()
    old.delete()
    return number


def keep_both(record: Record, others: Iterable[Record]) -> None:
    """The member says that these are other activities. It is not asked again."""
    record.different_from.add(*others)
