"""How long somebody has worked, and in responsible charge, on a day. Days are counted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from agreements.requirements.spans import Span, gaps, merged, months

SHORTEST_GAP = 32  # days: a change of employer within a month is none


@dataclass(frozen=True, slots=True)
class Work:
    """Days from `first` to `last`, both inside; without `last` it goes on."""

    first: date
    last: date | None = None
    is_in_charge: bool = False


class Length(NamedTuple):
    """Whole months, rounded down, in years and the months beyond them."""

    years: int
    months: int


@dataclass(frozen=True, slots=True)
class Summary:
    in_all: Length
    in_charge: Length
    gaps: tuple[Span, ...]  # oldest first


def summed(works: Iterable[Work], on: date) -> Summary:
    """Up to `on`, that day included. Gaps of 32 days or more, between works alone."""
    spans = spans_until(works, on)
    return Summary(
        in_all=length(spans),
        in_charge=length(spans_until((one for one in works if one.is_in_charge), on)),
        gaps=tuple(gap for gap in gaps(spans) if (gap.last - gap.first).days + 1 >= SHORTEST_GAP),
    )


def spans_until(works: Iterable[Work], on: date) -> list[Span]:
    """What lies ahead of `on` is left out."""
    return [Span(one.first, min(one.last or on, on)) for one in works if one.first <= on]


def length(spans: Iterable[Span]) -> Length:
    whole = sum((months(span) for span in merged(spans)), Fraction())
    return Length(*divmod(int(whole), 12))
