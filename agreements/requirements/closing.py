"""When a period of a requirement is over, by when it is declared, and when it closes. Dates only.

A period is a span of a required window that ends. A rolling window never does: it ends on every
day, and an entry leaves it by growing old. Of a period speak the rules that were in force on its
last day, those it was counted by, so that new rules never close what ended before them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from .spans import DAY, Span, spans_until
from .terms import Requirement, Window, WindowKind


@dataclass(frozen=True, slots=True, eq=False)
class Era:
    """The rules of a requirement, and the days from `first` to `last` on which they apply.

    Known by itself and not by what it holds, so that what follows from it is cheap to remember.
    """

    rules: Requirement
    first: date
    last: date
    scheme: str = ""  # whose holders it binds; empty: nobody's


class Period(NamedTuple):
    """A span that is over. `declare_by` is a last day; from `closes_on` on nothing changes."""

    requirement: str
    span: Span
    declare_by: date | None
    closes_on: date | None


def is_over_one_day(window: Window) -> bool:
    return (
        window.is_required
        and not window.is_for_late_renewal
        and window.kind is not WindowKind.ROLLING
    )


def ended_periods(era: Era, registered_on: date | None, on: date) -> tuple[Period, ...]:
    """Those whose last day lies in the era and before `on`, oldest first; one for each last day.

    Where a year and a cycle of years end together it is the year: the years before it have had a
    period of their own.
    """
    is_personal = any(one.kind is WindowKind.ANNIVERSARY for one in era.rules.windows)
    return worked_out(era, registered_on if is_personal else None, on)


@lru_cache(maxsize=1024)
def worked_out(era: Era, registered_on: date | None, on: date) -> tuple[Period, ...]:
    """All members have the same calendar years."""
    shortest: dict[date, Span] = {}
    for span in ended_spans(era, registered_on, on):
        known = shortest.get(span.last)
        shortest[span.last] = span if known is None else max(known, span)
    return tuple(period(era.rules, shortest[last]) for last in sorted(shortest))


def ended_spans(era: Era, registered_on: date | None, on: date) -> Iterator[Span]:
    last = min(era.last, on - DAY)
    for window in filter(is_over_one_day, era.rules.windows):
        for span in spans_until(window, era.first, last, registered_on):
            if era.first <= span.last <= last:
                yield span


def period(rules: Requirement, span: Span) -> Period:
    closes, declared = rules.closes_after_days, rules.declare_within_days
    return Period(
        rules.code,
        span,
        declare_by=None if declared is None else span.last + timedelta(days=declared),
        closes_on=None if closes is None else span.last + timedelta(days=closes) + DAY,
    )
