"""What each activity counts for in one span: weighed by its category, then capped."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from .spans import Span
from .terms import Activity, Category, Per, Requirement, Standing

ZERO = Decimal()


class Outcome(StrEnum):
    COUNTED = "counted"
    WEIGHTED = "weighted"
    CAPPED = "capped"
    LEFT_OUT = "left_out"


class Why(StrEnum):
    """Why an activity counts for less than its hours, or not at all."""

    UNFINISHED = "unfinished"
    PENDING = "pending"
    REJECTED = "rejected"
    AHEAD = "ahead"
    NO_CATEGORY = "no_category"
    FACTOR = "factor"
    CAP = "cap"
    NONE = ""


class Line(NamedTuple):
    """What became of one activity in one window."""

    activity: Activity
    outcome: Outcome
    credit: Decimal = ZERO
    category: str = ""
    why: Why = Why.NONE


BEFORE_COUNTING = {
    Standing.UNFINISHED: Why.UNFINISHED,
    Standing.PENDING: Why.PENDING,
    Standing.REJECTED: Why.REJECTED,
}
day = attrgetter("done_on")


def counted(
    requirement: Requirement, activities: Sequence[Activity], span: Span, on: date
) -> tuple[Line, ...]:
    """A line for each activity that ended in the span; caps are filled in the order of the days.

    `activities` come in that order.
    """
    lines = [weighed(requirement.categories, activity, on) for activity in inside(activities, span)]
    return capped(requirement.categories, lines)


def inside(activities: Sequence[Activity], span: Span) -> Sequence[Activity]:
    first = bisect_left(activities, span.first, key=day)
    return activities[first : bisect_right(activities, span.last, lo=first, key=day)]


def weighed(categories: Sequence[Category], activity: Activity, on: date) -> Line:
    if activity.standing is not Standing.COUNTS:
        return Line(activity, Outcome.LEFT_OUT, why=BEFORE_COUNTING[activity.standing])
    if activity.done_on > on:
        return Line(activity, Outcome.LEFT_OUT, why=Why.AHEAD)
    for category in categories:
        if category.selector.takes(activity):
            amount = activity.hours if category.per is Per.HOUR else Decimal(activity.items)
            credit = amount * category.factor
            if credit == activity.hours:
                return Line(activity, Outcome.COUNTED, credit, category.code)
            return Line(activity, Outcome.WEIGHTED, credit, category.code, Why.FACTOR)
    return Line(activity, Outcome.LEFT_OUT, why=Why.NO_CATEGORY)


def capped(categories: Sequence[Category], lines: Sequence[Line]) -> tuple[Line, ...]:
    room = {one.code: one.cap for one in categories if one.cap is not None}
    return tuple(in_room(line, room) for line in lines) if room else tuple(lines)


def in_room(line: Line, room: dict[str, Decimal]) -> Line:
    """Takes the line's credit from the room that its category has left."""
    left = room.get(line.category)
    if left is None:
        return line
    credit = min(line.credit, left)
    room[line.category] = left - credit
    if credit == line.credit:
        return line
    return line._replace(outcome=Outcome.CAPPED, credit=credit, why=Why.CAP)
