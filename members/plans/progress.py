"""How far a member is with a goal, and with writing down what they learned."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from members.cpd.goals import Goal
from members.cpd.models import Record
from members.cpd.plan import PlannedActivity

ZERO = Decimal()


@dataclass(frozen=True, slots=True)
class Progress:
    """Hours logged for a goal that count, and hours that are planned beside them."""

    goal: Goal
    logged: Decimal
    planned: Decimal

    @property
    def is_reached(self) -> bool:
        return self.goal.target_hours is not None and self.logged >= self.goal.target_hours


def progress(
    goals: Iterable[Goal], records: Iterable[Record], planned: Iterable[PlannedActivity]
) -> list[Progress]:
    """`planned` are open. A goal has all its entries, of whichever year."""
    logged = summed((record.goal_id, record.counted_hours) for record in records)
    ahead = summed((one.goal_id, one.hours or ZERO) for one in planned)
    return [Progress(goal, logged.get(goal.pk, ZERO), ahead.get(goal.pk, ZERO)) for goal in goals]


def summed(hours: Iterable[tuple[int | None, Decimal]]) -> dict[int | None, Decimal]:
    sums: dict[int | None, Decimal] = {}
    for goal, number in hours:
        sums[goal] = sums.get(goal, ZERO) + number
    return sums


@dataclass(frozen=True, slots=True)
class Reflected:
    """The entries of a year with what was learned, and those without."""

    written: list[Record]
    unwritten: list[Record]

    @property
    def number(self) -> int:
        return len(self.written) + len(self.unwritten)


def reflected(records: Iterable[Record], year: int) -> Reflected:
    """An entry that was not approved asks for nothing more."""
    asked = [
        record
        for record in records
        if record.done_on.year == year and record.state != Record.State.REJECTED
    ]
    return Reflected(
        written=[record for record in asked if record.reflection],
        unwritten=[record for record in asked if not record.reflection],
    )
