"""The questions about years of work: experience, responsible charge, work in a country."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from agreements.requirements.spans import Span, day_after, merged, months, years_after

from .findings import Finding, Why
from .terms import Case, Check, Condition, CountedFrom, Period

HORIZON = 60  # years that work which goes on is followed into the future


def experience(condition: Condition, case: Case, on: date) -> Finding:
    return years(condition, case, case.periods, on)


def charge(condition: Condition, case: Case, on: date) -> Finding:
    return years(condition, case, [one for one in case.periods if one.is_in_charge], on)


def local_experience(condition: Condition, case: Case, on: date) -> Finding:
    there = [one for one in case.periods if one.country == condition.country]
    return years(condition, case, there, on)


def years(condition: Condition, case: Case, periods: Sequence[Period], on: date) -> Finding:
    """So many years of work up to the day; overlapping periods count once.

    Work that runs across the day from which it counts contradicts that day, or hides how much of
    it counts: nothing is said until somebody has split it or put the dates right.
    """
    if not periods:
        return Finding(condition, Why.NONE)
    keys = tuple(one.key for one in periods)
    if any(one.last and one.last < one.first for one in periods):
        return Finding(condition, Why.CONTRADICTION, keys)
    begin, is_checked = counted_from(condition, case)
    if begin is None:
        return Finding(condition, Why.NO_START, keys)
    across = [one for one in periods if one.first < begin and (not one.last or one.last >= begin)]
    if across:
        return Finding(condition, Why.CONTRADICTION, tuple(one.key for one in across))
    counting = [one for one in periods if one.first >= begin]
    return counted_years(condition, counting, on, is_checked)


def counted_years(
    condition: Condition, periods: Sequence[Period], on: date, is_start_checked: bool
) -> Finding:
    """The checked periods alone decide whether it is met; the others, whether it may be."""
    need = condition.months_needed
    proved = [one for one in periods if one.check is Check.CHECKED]
    if is_start_checked and (day := day_reached(worked(proved, on), need)):
        keys = tuple(one.key for one in proved)
        return Finding(condition, Why.ENOUGH, keys, since=day, have=total(proved, on), need=need)
    have = total(periods, on)
    if have >= need:
        open_ones = tuple(one.key for one in periods if one.check is not Check.CHECKED)
        return Finding(condition, Why.CLAIMED, open_ones, have=have, need=need)
    keys = tuple(one.key for one in periods)
    return Finding(
        condition,
        Why.TOO_SHORT if keys else Why.NONE,
        keys,
        earliest=day_reached(going_on(periods, on), need),
        have=have,
        need=need,
    )


def counted_from(condition: Condition, case: Case) -> tuple[date | None, bool]:
    """The day from which work counts, and whether that day has been checked."""
    if condition.counted_from is CountedFrom.ANY:
        return date.min, True
    if condition.counted_from is CountedFrom.GRADUATION:
        days = [(one.awarded_on, one.check) for one in case.degrees]
    else:
        days = [(one.first, one.check) for one in case.titles if one.grade in condition.grades]
    proved = [day for day, check in days if day and check is Check.CHECKED]
    claimed = [day for day, check in days if day]
    return min(proved or claimed, default=None), bool(proved)


def worked(periods: Iterable[Period], on: date) -> list[Span]:
    """Up to the day."""
    ends = [(one.first, min(one.last or on, on)) for one in periods]
    return merged(Span(first, end) for first, end in ends if first <= end)


def going_on(periods: Iterable[Period], on: date) -> list[Span]:
    """As it will be if what has no end goes on."""
    ahead = years_after(on, HORIZON)
    return merged(Span(one.first, one.last or ahead) for one in periods)


def total(periods: Iterable[Period], on: date) -> Fraction:
    return sum((months(span) for span in worked(periods, on)), Fraction())


def day_reached(spans: Iterable[Span], need: Fraction) -> date | None:
    """The day on which the spans, oldest first, add up to the months needed."""
    for span in spans:
        covered = months(span)
        if covered >= need:
            return day_after(span.first, need)
        need -= covered
    return None
