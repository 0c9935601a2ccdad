"""What each activity counts for in one span: weighed by its category, then capped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one activity in one window."""

    activity: Activity
    outcome: Outcome
    credit: Decimal = ZERO
    category: str = ""
    why: Why = Why.NONE


def counted(
    requirement: Requirement, activities: Sequence[Activity], span: Span, on: date
) -> tuple[Line, ...]:
    """A line for each activity that ended in the span; caps are filled in the order of the days."""
    filled: dict[str, Decimal] = {}
    lines = []
    for activity in activities:
        if activity.done_on in span:
            line = weighed(requirement.categories, activity, on)
            lines.append(capped(line, requirement.categories, filled))
    return tuple(lines)


def weighed(categories: Sequence[Category], activity: Activity, on: date) -> Line:
    if activity.standing is not Standing.COUNTS:
        return Line(activity, Outcome.LEFT_OUT, why=Why(activity.standing.value))
    if activity.done_on > on:
        return Line(activity, Outcome.LEFT_OUT, why=Why.AHEAD)
    for category in categories:
        if category.selector.takes(activity):
            amount = activity.hours if category.per is Per.HOUR else Decimal(activity.items)
            credit = amount * category.factor
            is_plain = credit == activity.hours
            outcome = Outcome.COUNTED if is_plain else Outcome.WEIGHTED
            why = Why.NONE if is_plain else Why.FACTOR
            return Line(activity, outcome, credit, category.code, why)
    return Line(activity, Outcome.LEFT_OUT, why=Why.NO_CATEGORY)


def capped(line: Line, categories: Sequence[Category], filled: dict[str, Decimal]) -> Line:
    """Takes from the room left in the line's category; `filled` remembers what was taken."""
    cap = next((one.cap for one in categories if one.code == line.category), None)
    if cap is None:
        return line
    room = cap - filled.get(line.category, ZERO)
    credit = min(line.credit, room)
    filled[line.category] = filled.get(line.category, ZERO) + credit
    if credit == line.credit:
        return line
    return Line(line.activity, Outcome.CAPPED, credit, line.category, Why.CAP)
