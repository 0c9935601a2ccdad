"""A requirement as it would stand if all that is planned took place. It touches no total."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.requirements.counting import ZERO, Line, Outcome
from agreements.requirements.forecast import as_planned
from agreements.requirements.rules import Result, Verdict

from . import sentences
from .facts import Planned
from .sums import Count, Told, told


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What one planned activity would count for."""

    planned: Planned
    credit: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class WithPlan:
    """One window on its last day."""

    name: str
    unit: str
    result: Result
    missing_else: list[Told]  # beside the total
    lines: list[PlannedLine]

    @property
    def ends_on(self) -> date:
        return self.result.span.last

    @property
    def said(self) -> str:
        """38 of 40 credit hours."""
        return sentences.of_target(self.result.total, self.result.target, self.unit)

    @property
    def short(self) -> Decimal:
        return max(ZERO, self.result.target - self.result.total)

    @property
    def short_said(self) -> str:
        return sentences.amount(self.short, self.unit)

    @property
    def is_reached(self) -> bool:
        """The total is, whatever else may be missing."""
        return not self.short


def what_if(counted: Count, result: Result) -> WithPlan | None:
    """None where nothing is planned in the window, or there is no number to reach in it."""
    found = as_planned(
        counted.rules,
        counted.activities,
        [planned.activity for planned in counted.planned],
        counted.circumstances,
        result,
        counted.on,
    )
    if found is None or found.target is None or found.verdict is Verdict.EXEMPT:
        return None
    return WithPlan(
        name=counted.windows[result.window].name,
        unit=counted.unit,
        result=found,
        missing_else=[
            one for one in told(counted, found) if one.verdict is Verdict.SHORT and not one.is_total
        ],
        lines=list(planned_lines(counted, found)),
    )


def what_ifs(counted: Count) -> list[WithPlan]:
    """Of every window in which something is planned."""
    found = (what_if(counted, result) for result in counted.assessment.results)
    return [one for one in found if one is not None]


def planned_lines(counted: Count, found: Result) -> Iterator[PlannedLine]:
    by_key = {planned.activity.key: planned for planned in counted.planned}
    for line in found.lines:
        if planned := by_key.get(line.activity.key):
            yield PlannedLine(planned, line.credit, why(line))


def why(line: Line) -> str:
    """Where it would count for something else than its hours."""
    return "" if line.outcome is Outcome.COUNTED else sentences.WHYS[line.why]
