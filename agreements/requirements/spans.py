"""Which days a window covers, and how large a part of it some days are. Dates only."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from .terms import Window, WindowKind

DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from `first` to `last`, both inside."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def overlap(self, first: date, last: date) -> "Span | None":
        inside = Span(max(self.first, first), min(self.last, last))
        return inside if inside.first <= inside.last else None


def years_after(day: date, years: int) -> date:
    """The same day of the year; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def span_on(window: Window, on: date, registered_on: date | None) -> Span | None:
    """The span of `window` that `on` lies in; None where the window does not run on that day."""
    match window.kind:
        case WindowKind.YEAR:
            return year_on(window, on)
        case WindowKind.ANNIVERSARY:
            return repeated(registered_on, window.years, on)
        case WindowKind.CYCLE:
            return repeated(window.first_day, window.years, on)
        case WindowKind.ROLLING:
            return Span(years_after(on, -window.years) + DAY, on)
        case WindowKind.ONCE:
            once = Span(window.first_day or date.max, window.last_day or date.min)
            return once if on in once else None


def year_on(window: Window, on: date) -> Span:
    """The year that begins with `start_month`; several years end with that one."""
    start = date(on.year - (on.month < window.start_month), window.start_month, 1)
    return Span(years_after(start, 1 - window.years), years_after(start, 1) - DAY)


def repeated(first_day: date | None, years: int, on: date) -> Span | None:
    """Spans of `years` one after the other from `first_day`; None before it, or without it."""
    if first_day is None or on < first_day:
        return None
    passed = on.year - first_day.year
    if on < years_after(first_day, passed):
        passed -= 1
    begun = passed - passed % years
    return Span(years_after(first_day, begun), years_after(first_day, begun + years) - DAY)


def begin_of(window: Window, registered_on: date | None) -> date | None:
    """Its first day of all; None where it has run for ever, or where that day is not known."""
    match window.kind:
        case WindowKind.ANNIVERSARY:
            return registered_on
        case WindowKind.CYCLE | WindowKind.ONCE:
            return window.first_day
        case _:
            return None


def follow_each_other(window: Window) -> bool:
    """Whether no day lies in two spans of the window, and a next span comes."""
    match window.kind:
        case WindowKind.YEAR:
            return window.years == 1
        case WindowKind.ANNIVERSARY | WindowKind.CYCLE:
            return True
        case _:
            return False


def spans_until(
    window: Window, first_day: date, on: date, registered_on: date | None
) -> Iterator[Span]:
    """The spans from the one that holds `first_day` to the one that holds `on`, oldest first.

    A window that begins after `first_day` starts with its first span.
    """
    begin = max(first_day, begin_of(window, registered_on) or first_day)
    span = span_on(window, begin, registered_on) or span_on(window, on, registered_on)
    while span and span.first <= on:
        yield span
        span = span_on(window, span.last + DAY, registered_on)


def months(span: Span) -> Fraction:
    """Exact and additive: the part of each calendar month that the span covers, added up."""
    return position(span.last + DAY) - position(span.first)


def position(day: date) -> Fraction:
    """Where the day begins, in months: the first of a month is a whole number."""
    days = monthrange(day.year, day.month)[1]
    return 12 * day.year + day.month - 1 + Fraction(day.day - 1, days)


def day_after(first: date, passed: Fraction) -> date:
    """The day that ends the months that `passed`, of which `first` is the first day."""
    whole, part = divmod(position(first) + passed, 1)
    year, month = divmod(int(whole), 12)
    days = monthrange(year, month + 1)[1]
    return date(year, month + 1, 1) + timedelta(days=ceil(part * days) - 1)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as they make, oldest first: an overlap counts once."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.first <= found[-1].last + DAY:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def gaps(spans: Iterable[Span]) -> list[Span]:
    """The days between spans that no span covers."""
    whole = merged(spans)
    return [Span(one.last + DAY, after.first - DAY) for one, after in pairwise(whole)]
