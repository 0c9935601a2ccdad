"""How what is planned becomes an entry, is dropped or taken up again; and how a goal is archived.

A member's posts run one after the other, so what a verb finds still holds when it writes.
"""

from collections.abc import Iterable
from datetime import date

from members.cpd.closing import refuse_closed
from members.cpd.goals import Goal
from members.cpd.models import Record
from members.cpd.plan import PlannedActivity
from members.evidence.models import EvidenceFile


class NotOpen(Exception):
    """It was logged or dropped before."""


def log(planned: PlannedActivity, entry: Record, evidence: Iterable[EvidenceFile] = ()) -> None:
    """Save `entry`, by which it is done. Raises NotOpen or PeriodClosed, and has saved nothing."""
    if not planned.is_open:
        raise NotOpen
    refuse_closed(entry.member, [entry.done_on])
    entry.save()
    entry.evidence.add(*evidence)
    planned.record = entry
    planned.save(update_fields=["record"])


def drop(planned: PlannedActivity, *, on: date) -> None:
    """It will not take place. Raises NotOpen."""
    if not planned.is_open:
        raise NotOpen
    planned.record, planned.dropped_on = None, on
    planned.save(update_fields=["record", "dropped_on"])


def resume(planned: PlannedActivity) -> None:
    """It will take place after all. What is not dropped is left as it is."""
    planned.dropped_on = None
    planned.save(update_fields=["dropped_on"])


def archive(goal: Goal, *, on: date) -> None:
    """One that is archived keeps its day."""
    goal.archived_on = goal.archived_on or on
    goal.save(update_fields=["archived_on"])


def take_up(goal: Goal) -> None:
    goal.archived_on = None
    goal.save(update_fields=["archived_on"])
