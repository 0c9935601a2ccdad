"""Who is drawn for an audit, and what follows from one that is not passed. Standard library only.

The draw can be made again by anybody, with any tool, from the seed and the member numbers:

1. For each number of the population, take the SHA-256 of the seed, a colon and the number, written
   in UTF-8, as 64 hexadecimal digits in lower case: the member's ticket.
2. Order the numbers by their tickets. The first of them are drawn, as many as the sample has.

A hash is chosen rather than a generator of random numbers because it needs no library of ours or of
Python: a spreadsheet or `sha256sum` gives the same answer. Each ticket stands alone, so one member
can check their own; the order in which numbers come says nothing; and a member who is added or
taken out moves nobody else's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

# --- The draw ------------------------------------------------------------------------------------


class Exclusion(StrEnum):
    """Why somebody cannot be drawn; of several reasons the first one here is told."""

    UNNUMBERED = "unnumbered"  # the list of the population holds numbers
    NAMED = "named"
    IN_AUDIT = "in_audit"  # of the same requirement, for days of the same period
    EXEMPT = "exempt"
    NEW = "new"
    LATELY = "lately"  # audited in the last years


# Having failed the last time weighs more than having been audited lately.
YIELDS = frozenset({Exclusion.LATELY})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom the requirement binds, and who belongs to what was chosen as population."""

    number: str
    exclusions: frozenset[Exclusion] = frozenset()
    has_failed: bool = False  # the last audit, so that this one is due without a draw

    @property
    def exclusion(self) -> Exclusion | None:
        found = self.exclusions - YIELDS if self.has_failed else self.exclusions
        return next((one for one in Exclusion if one in found), None)


@dataclass(frozen=True, slots=True)
class Size:
    """How many are drawn: a part of the population, or a number. One of the two is given."""

    percentage: Decimal | None = None
    number: int | None = None

    def of(self, population: int) -> int:
        """A part is rounded up to a whole person; nobody is drawn twice."""
        if self.percentage is None:
            return min(self.number or 0, population)
        part = (population * self.percentage / 100).to_integral_value(ROUND_CEILING)
        return min(int(part), population)


@dataclass(frozen=True, slots=True)
class Selection:
    """`drawn` in the order of their tickets; `population` and `added` in the order of the signs."""

    population: tuple[str, ...]
    drawn: tuple[str, ...]
    added: tuple[str, ...]
    excluded: Mapping[Exclusion, int]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.population)


def select(seed: str, candidates: Iterable[Candidate], size: Size) -> Selection:
    """Those who failed the last time are added beside the sample, and do not lower its size."""
    population: list[str] = []
    added: list[str] = []
    excluded = dict.fromkeys(Exclusion, 0)
    for candidate in candidates:
        if exclusion := candidate.exclusion:
            excluded[exclusion] += 1
        else:
            (added if candidate.has_failed else population).append(candidate.number)
    numbers = tuple(sorted(population))
    return Selection(
        population=numbers,
        drawn=tuple(sample(seed, numbers, size.of(len(numbers)))),
        added=tuple(sorted(added)),
        excluded={why: number for why, number in excluded.items() if number},
    )


def sample(seed: str, numbers: Iterable[str], size: int) -> list[str]:
    return sorted(numbers, key=lambda number: ticket(seed, number))[:size]


def ticket(seed: str, number: str) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def fingerprint(numbers: Iterable[str]) -> str:
    """SHA-256 of the file of the population."""
    return sha256(as_file(numbers).encode()).hexdigest()


def as_file(numbers: Iterable[str]) -> str:
    """One number a line, in the order of the code points, each line ended by a line feed."""
    return "".join(f"{number}\n" for number in sorted(numbers))


# --- What follows --------------------------------------------------------------------------------


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    EXCUSED = "excused"


def failures_in_a_row(outcomes: Sequence[Outcome]) -> int:
    """How many of the last audits were failed, one after the other; `outcomes` oldest first.

    An excused one is passed over: it says nothing. So does a year without an audit.
    """
    failures = 0
    for outcome in reversed(outcomes):
        if outcome is Outcome.PASSED:
            break
        failures += outcome is Outcome.FAILED
    return failures


Step = TypeVar("Step")


def consequence(steps: Mapping[int, Step], failures: int) -> Step | None:
    """The step for so many failures in a row: its own, or the nearest below; None without one.

    `steps` are by the number of failures from which they hold.
    """
    reached = [number for number in steps if number <= failures]
    return steps[max(reached)] if reached and failures else None
