"""What earlier windows leave to a later one: credit carried over, or hours still owed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .asked import Asked, asked_of
from .counting import ZERO, Line, counted
from .spans import Span, follow_each_other, spans_until
from .terms import Activity, Circumstances, Requirement, Shortfall, Window


class Lot(NamedTuple):
    """Credit to spare, and for how many windows it may still be used."""

    amount: Decimal
    windows: int


class Left(NamedTuple):
    """What one window leaves to the next: lots, the oldest first, and what is still owed."""

    lots: tuple[Lot, ...] = ()
    owed: Decimal = ZERO

    @property
    def credit(self) -> Decimal:
        return sum((lot.amount for lot in self.lots), ZERO)


NOTHING = Left()


def brought_forward(
    requirement: Requirement,
    window: Window,
    activities: Sequence[Activity],
    circumstances: Circumstances,
    span: Span,
) -> Left:
    """What earlier windows leave for the one that covers `span`; `activities` in their order.

    They begin with the window of the first activity: before it no record was kept here, so
    nothing is held against anybody.
    """
    if not activities or not leaves_anything(requirement, window):
        return NOTHING
    registered_on = circumstances.registered_on
    begin = max(filter(None, [registered_on, activities[0].done_on]))
    left = NOTHING
    for earlier in spans_until(window, begin, span.last, registered_on):
        if earlier.first >= span.first:
            break
        asked = asked_of(requirement, window, circumstances, earlier)
        lines = counted(requirement, activities, earlier, earlier.last)
        left = settled(requirement, asked, lines, left)
    return left


def leaves_anything(requirement: Requirement, window: Window) -> bool:
    """Windows that overlap leave each other nothing: the same hours count in both."""
    is_asked = requirement.carry_over is not None or requirement.shortfall is Shortfall.ADD
    return is_asked and follow_each_other(window)


def settled(requirement: Requirement, asked: Asked, lines: Sequence[Line], left: Left) -> Left:
    """After one past window: the lots are used oldest first, the rest grows older.

    Where no number was asked, or it is not known, nothing is over. A debt outlives exemption.
    """
    if asked.amount is None and not asked.is_exempt:
        return Left(older(left.lots), left.owed)
    own = sum((line.credit for line in lines), ZERO)
    need = (asked.amount or ZERO) + left.owed
    lots, still = used(left.lots, max(ZERO, need - own))
    owed = still if requirement.shortfall is Shortfall.ADD else ZERO
    return Left((*older(lots), *spare_of(requirement, lines, own - need)), owed)


def used(lots: Sequence[Lot], still: Decimal) -> tuple[list[Lot], Decimal]:
    """What is left of the lots, and what they could not cover."""
    left = []
    for lot in lots:
        taken = min(lot.amount, still)
        still -= taken
        left.append(Lot(lot.amount - taken, lot.windows))
    return left, still


def older(lots: Sequence[Lot]) -> tuple[Lot, ...]:
    return tuple(Lot(lot.amount, lot.windows - 1) for lot in lots if lot.windows > 1)


def spare_of(requirement: Requirement, lines: Sequence[Line], over: Decimal) -> list[Lot]:
    """What is over the target, of the kinds that carry over, up to the cap."""
    rule = requirement.carry_over
    kept = {category.code for category in requirement.categories if category.carries_over}
    carryable = sum((line.credit for line in lines if line.category in kept), ZERO)
    spare = min(over, carryable)
    if rule is None or spare <= ZERO:
        return []
    return [Lot(spare if rule.cap is None else min(spare, rule.cap), rule.windows)]
