"""How much a requirement asks of one person in one span: status, pause, joining, relief."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from .spans import DAY, Span, months
from .terms import Adjustment, Circumstances, Relief, Requirement, Target, Window

WHOLE = Fraction(1)


class Unknown(StrEnum):
    """Why nothing can be said. Each has a sentence on the page."""

    NOT_PUBLISHED = "not_published"
    NO_TARGET = "no_target"
    NO_BIRTHDAY = "no_birthday"
    NO_PERSONAL_TARGET = "no_personal_target"
    NO_REGISTRATION = "no_registration"
    NO_AREAS = "no_areas"
    NOT_RUNNING = "not_running"
    CONTRADICTION = "contradiction"
    ADJUSTMENTS_DIFFER = "adjustments_differ"


@dataclass(frozen=True, slots=True)
class Asked:
    """`amount` is None where no number is asked, or where it is `unknown`."""

    amount: Decimal | None = None
    part: Fraction = WHOLE  # of the span that counts: less on a pause, or after joining
    is_exempt: bool = False
    least_categories: int = 0
    has_shares: bool = True
    unknown: Unknown | None = None
    step: Decimal = Decimal("0.01")

    def in_proportion(self, amount: Decimal) -> Decimal:
        """A sub-minimum shrinks as the target does."""
        return amount if self.part == 1 else rounded(Fraction(amount) * self.part, self.step)


def asked_of(
    requirement: Requirement, window: Window, circumstances: Circumstances, span: Span
) -> Asked:
    touching = [one for one in circumstances.adjustments if span.overlap(one.first, one.last)]
    if any(one.relief is Relief.EXEMPT for one in touching):
        return Asked(is_exempt=True)
    if any(differ(one, other) for one, other in combinations(touching, 2)):
        return Asked(unknown=Unknown.ADJUSTMENTS_DIFFER)
    if window.targets and (relief := granted_instead(touching)):
        return Asked(relief.amount, least_categories=relief.categories, has_shares=False)
    parts = parts_of(requirement, touching, circumstances, span)
    if not parts:
        return Asked(is_exempt=True)
    part = sum((part for part, _status in parts), Fraction())
    plain = Asked(part=part, least_categories=window.least_categories, step=requirement.step)
    if not window.targets:
        return plain
    amount = target_over(parts, window, circumstances, span, requirement.step)
    if isinstance(amount, Unknown):
        return replace(plain, unknown=amount)
    return replace(plain, amount=amount)


def differ(one: Adjustment, other: Adjustment) -> bool:
    """Whether both say of one day what cannot both be: two amounts, or two ways of practising."""
    return (
        one.relief is other.relief
        and one.first <= other.last
        and other.first <= one.last
        and (one.amount, one.categories, one.status)
        != (other.amount, other.categories, other.status)
    )


def granted_instead(adjustments: Sequence[Adjustment]) -> Adjustment | None:
    """The amount that replaces the target; of several the largest, whatever their order."""
    amounts = [one for one in adjustments if one.relief is Relief.AMOUNT]
    return max(amounts, key=lambda one: (one.amount or 0, one.categories), default=None)


# --- The span in parts ---------------------------------------------------------------------------


def parts_of(
    requirement: Requirement,
    adjustments: Sequence[Adjustment],
    circumstances: Circumstances,
    span: Span,
) -> list[tuple[Fraction, str]]:
    """The span cut where something changes: how large each part is, and the status in it."""
    joined = span.first
    if requirement.is_pro_rata_on_joining and circumstances.registered_on:
        joined = max(joined, circumstances.registered_on)
    if joined == span.first and not adjustments:
        return [(WHOLE, circumstances.status)]
    whole = months(span)
    parts = []
    for piece in cut(span, adjustments, joined):
        about = [one for one in adjustments if one.first <= piece.first <= one.last]
        is_paused = any(one.relief is Relief.PAUSE for one in about)
        if piece.first >= joined and not is_paused:
            other = [one.status for one in about if one.relief is Relief.STATUS]
            parts.append((months(piece) / whole, other[0] if other else circumstances.status))
    return parts


def cut(span: Span, adjustments: Sequence[Adjustment], joined: date) -> list[Span]:
    starts = {span.first, joined}
    for one in adjustments:
        starts |= {one.first, one.last + DAY}
    inside = sorted(day for day in starts if day in span)
    return [
        Span(first, after - DAY)
        for first, after in zip(inside, [*inside[1:], span.last + DAY], strict=True)
    ]


# --- The target ----------------------------------------------------------------------------------


def target_over(
    parts: Sequence[tuple[Fraction, str]],
    window: Window,
    circumstances: Circumstances,
    span: Span,
    step: Decimal,
) -> Decimal | Unknown:
    """The target of each part, for as much of the span as it is. A whole one is not rounded."""
    amount = Fraction()
    for part, status in parts:
        full = full_target(window, circumstances, status, span)
        if isinstance(full, Unknown) or part == 1:
            return full
        amount += part * Fraction(full)
    return rounded(amount, step)


def full_target(
    window: Window, circumstances: Circumstances, status: str, span: Span
) -> Decimal | Unknown:
    """For a whole span in one status, by the first target that fits.

    A birthday is missed only where a target that would fit otherwise asks for an age. The age is
    that of the span's first day.
    """
    for target in window.targets:
        if not is_for(target, circumstances, status):
            continue
        if not has_age(target):
            return amount_of(target, circumstances)
        if circumstances.born_on is None:
            return Unknown.NO_BIRTHDAY
        if is_of_age(target, age_on(circumstances.born_on, span.first)):
            return amount_of(target, circumstances)
    return Unknown.NO_TARGET


def amount_of(target: Target, circumstances: Circumstances) -> Decimal | Unknown:
    if target.is_personal:
        return circumstances.personal_target or Unknown.NO_PERSONAL_TARGET
    if target.amount is None:
        return Unknown.NOT_PUBLISHED
    return target.amount + target.per_extra_field * max(0, circumstances.fields - 1)


def is_for(target: Target, circumstances: Circumstances, status: str) -> bool:
    """Whatever the age."""
    return (not target.grades or circumstances.grade in target.grades) and (
        not target.statuses or status in target.statuses
    )


def has_age(target: Target) -> bool:
    return target.age_from is not None or target.age_to is not None


def is_of_age(target: Target, age: int) -> bool:
    return (target.age_from or 0) <= age <= (age if target.age_to is None else target.age_to)


def age_on(born_on: date, day: date) -> int:
    """In whole years; a birthday on 29 February is kept on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def rounded(amount: Fraction, step: Decimal) -> Decimal:
    """To the nearest step, halves up; exact, without floating point."""
    steps = Decimal(amount.numerator) / Decimal(amount.denominator) / step
    return steps.quantize(Decimal(1), ROUND_HALF_UP) * step
