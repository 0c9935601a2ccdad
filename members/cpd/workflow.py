"""How an entry comes in, becomes the member's own, and is checked by the Society."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from members.evidence.models import EvidenceFile
from members.twice import first_of_two

from .models import Record


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


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )


# --- By the Society ------------------------------------------------------------------------------


def verify(unchanged: Mapping[int, datetime]) -> None:
    """Entries, by their keys, that were looked at as they stood at `updated_at`.

    One that the member has changed since then stays declared: it is another one now.
    """
    declared = Record.objects.filter(pk__in=unchanged, state=Record.State.DECLARED)
    same = [
        key
        for key, updated_at in declared.values_list("pk", "updated_at")
        if updated_at == unchanged[key]
    ]
    Record.objects.filter(pk__in=same, state=Record.State.DECLARED).update(
        state=Record.State.VERIFIED, updated_at=timezone.now()
    )


def reject(reasons: Mapping[int, str]) -> None:
    """Entries, by their keys, that do not count any more, each with what the member reads of it.

    Whatever became of them since they were looked at: to change one is no way around a finding.
    """
    now, rejected = timezone.now(), Record.State.REJECTED
    Record.objects.bulk_update(
        [
            Record(pk=key, state=rejected, reason=why, updated_at=now)
            for key, why in reasons.items()
        ],
        ["state", "reason", "updated_at"],
    )
