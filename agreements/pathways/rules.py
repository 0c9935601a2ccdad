"""How far a person is on a pathway on a day: line by line, what is missing, and by when.

Standard library only; "today" is an argument. Rules that are not published are never a pass, and
what a person decides stays undecided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .conditions import answer
from .findings import Answer, Finding, Why
from .terms import Case, Condition, Gate, Kind, Rules

START = ""  # the code of a condition that no rule has to write down
ABOUT_START = (Kind.TITLE, Kind.REGISTERED)


class Verdict(StrEnum):
    READY = "ready"  # all that the record can show is there
    MISSING = "missing"
    UNSAID = "unsaid"  # nothing is missing, but something cannot be said yet
    NOT_OPEN = "not_open"
    UNPUBLISHED = "unpublished"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Line:
    """A condition, or a group of which one is enough: the finding that speaks, and the others."""

    finding: Finding
    others: tuple[Finding, ...] = ()

    @property
    def is_for_person(self) -> bool:
        return self.finding.why is Why.BY_PERSON


@dataclass(frozen=True, slots=True)
class Assessment:
    """`earliest`: when nothing is missing any more if only time passes; None where it cannot be.

    `until`: the last day on which all that is met now is met; None where there is no end.
    """

    verdict: Verdict
    lines: tuple[Line, ...] = ()
    earliest: date | None = None
    until: date | None = None

    @property
    def met(self) -> int:
        return sum(line.finding.is_met for line in self.lines)

    @property
    def missing(self) -> int:
        return self.number(Answer.NOT_MET)

    @property
    def unsaid(self) -> int:
        """What cannot be said yet, and is not for a person to decide."""
        return self.number(Answer.UNKNOWN) - self.for_person

    @property
    def for_person(self) -> int:
        return sum(line.is_for_person for line in self.lines)

    def number(self, wanted: Answer) -> int:
        return sum(line.finding.answer is wanted for line in self.lines)

    @property
    def distance(self) -> tuple[int, int, int]:
        """Nearest first: ready, then by what is missing, then what nobody can say."""
        return list(Verdict).index(self.verdict), self.missing, self.unsaid


def assess(rules: Rules, case: Case, on: date) -> Assessment:
    """Every condition answered on `on`, and the verdict over them."""
    if rules.gate is Gate.CLOSED:
        return Assessment(Verdict.CLOSED)
    if not rules.has_published_rules or not rules.conditions:
        is_open = rules.gate is Gate.OPEN
        return Assessment(Verdict.UNPUBLISHED if is_open else Verdict.NOT_OPEN)
    lines = tuple(lined(answer(condition, case, on) for condition in rules.conditions))
    return Assessment(verdict(rules.gate, lines), lines, earliest(lines), until(lines))


def lined(findings: Iterable[Finding]) -> list[Line]:
    """In the order of the conditions; a group stands where its first condition does."""
    groups: dict[str, list[Finding]] = {}
    for place, finding in enumerate(findings):
        groups.setdefault(finding.condition.group or f"\0{place}", []).append(finding)
    return [any_of(group) for group in groups.values()]


def with_start(grade: str, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """A pathway starts from a title, even where its conditions do not say so again."""
    if not conditions or any(grade in one.grades for one in conditions if one.kind in ABOUT_START):
        return tuple(conditions)
    return Condition(START, Kind.TITLE, grades=frozenset({grade})), *conditions


# Of a group the one that comes nearest speaks.
NEAREST = (Answer.MET, Answer.EXEMPT, Answer.UNKNOWN, Answer.NOT_MET)


def any_of(group: Sequence[Finding]) -> Line:
    ordered = sorted(group, key=nearness)
    return Line(ordered[0], tuple(ordered[1:]))


def nearness(finding: Finding) -> tuple[int, int]:
    """Of those that are met, the one that holds longest; of the others, the one met first."""
    place = NEAREST.index(finding.answer)
    if finding.is_met:
        return place, -(finding.until or date.max).toordinal()
    return place, (finding.earliest or date.max).toordinal()


def verdict(gate: Gate, lines: Sequence[Line]) -> Verdict:
    if gate is Gate.NOT_OPEN:
        return Verdict.NOT_OPEN
    if any(line.finding.answer is Answer.NOT_MET for line in lines):
        return Verdict.MISSING
    if any(line.finding.answer is Answer.UNKNOWN and not line.is_for_person for line in lines):
        return Verdict.UNSAID
    return Verdict.READY


def earliest(lines: Sequence[Line]) -> date | None:
    """The last of the days on which the missing lines can be met; None if one has no such day."""
    days = [line.finding.earliest for line in lines if line.finding.answer is Answer.NOT_MET]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def until(lines: Sequence[Line]) -> date | None:
    return min(
        (line.finding.until for line in lines if line.finding.is_met and line.finding.until),
        default=None,
    )
