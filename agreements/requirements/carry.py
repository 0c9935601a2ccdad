"""What earlier windows leave to a later one: credit carried over, or hours still owed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .asked import asked_of
from .counting import ZERO, Line, counted
from .spans import Span, spans_until
from .terms import Activity, Circumstances, Requirement, Shortfall, Window, WindowKind


class Lot(NamedTuple):
    """Credit to spare, and for how many windows it may still be used."""

    amount: Decimal
    windows: int


def brought_forward(
    requirement: Requirement,
    window: Window,
    activities: Sequence[Activity],
    circumstances: Circumstances,
    span: Span,
) -> tuple[Decimal, Decimal]:
    """What earlier windows leave for the one that covers `span`: (credit, what is owed)."""
    rule = requirement.carry_over
    if (rule is None and requirement.shortfall is Shortfall.FORGET) or not activities:
        return ZERO, ZERO
    if window.kind in {WindowKind.ROLLING, WindowKind.ONCE}:
        return ZERO, ZERO
    registered_on = circumstances.registered_on
    begin = max(filter(None, [registered_on, activities[0].done_on]))
    lots: list[Lot] = []
    owed = ZERO
    for earlier in spans_until(window, begin, span.last, registered_on):
        if earlier.first >= span.first:
            break
        lots, owed = settled(requirement, window, activities, circumstances, earlier, lots, owed)
    return sum((lot.amount for lot in lots), ZERO), owed


def settled(
    requirement: Requirement,
    window: Window,
    activities: Sequence[Activity],
    circumstances: Circumstances,
    span: Span,
    lots: Sequence[Lot],
    owed: Decimal,
) -> tuple[list[Lot], Decimal]:
    """The lots and the debt after one past window: used oldest first, the rest grows older."""
    asked = asked_of(requirement, window, circumstances, span)
    lines = counted(requirement, activities, span, span.last)
    own = sum((line.credit for line in lines), ZERO)
    need = ZERO if asked.is_exempt else (asked.amount or ZERO) + owed
    still = max(ZERO, need - own)
    left = []
    for lot in lots:
        used = min(lot.amount, still)
        still -= used
        if lot.windows > 1 and lot.amount > used:
            left.append(Lot(lot.amount - used, lot.windows - 1))
    owed = still if requirement.shortfall is Shortfall.ADD else ZERO
    return [*left, *spare_of(requirement, lines, own - need)], owed


def spare_of(requirement: Requirement, lines: Sequence[Line], over: Decimal) -> list[Lot]:
    """What is over the target, of the kinds that carry over, up to the cap."""
    rule = requirement.carry_over
    kept = {category.code for category in requirement.categories if category.carries_over}
    carryable = sum((line.credit for line in lines if line.category in kept), ZERO)
    spare = min(over, carryable)
    if rule is None or spare <= ZERO:
        return []
    return [Lot(spare if rule.cap is None else min(spare, rule.cap), rule.windows)]
