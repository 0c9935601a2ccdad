"""How much a requirement asks of one person in one span: status, pause, joining, relief."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from .spans import DAY, Span, months
from .terms import Adjustment, Circumstances, Relief, Requirement, Target, Window


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


@dataclass(frozen=True, slots=True)
class Asked:
    """`amount` is None where no number is asked, or where it is `unknown`."""

    amount: Decimal | None = None
    part: Fraction = Fraction(1)  # of the span that counts: less on a pause, or after joining
    is_exempt: bool = False
    least_categories: int = 0
    has_shares: bool = True
    unknown: Unknown | None = None
    step: Decimal = Decimal("0.01")

    def in_proportion(self, amount: Decimal) -> Decimal:
        """A sub-minimum shrinks as the target does."""
        return rounded(Fraction(amount) * self.part, self.step)


def asked_of(
    requirement: Requirement, window: Window, circumstances: Circumstances, span: Span
) -> Asked:
    touching = [one for one in circumstances.adjustments if span.overlap(one.first, one.last)]
    if any(one.relief is Relief.EXEMPT for one in touching):
        return Asked(is_exempt=True)
    relief = next((one for one in touching if one.relief is Relief.AMOUNT), None)
    if relief is not None:
        return Asked(relief.amount, least_categories=relief.categories, has_shares=False)
    parts = parts_of(span, touching, circumstances, requirement)
    counted = sum((part for part, _status in parts), Fraction())
    if not counted:
        return Asked(is_exempt=True)
    plain = Asked(part=counted, least_categories=window.least_categories, step=requirement.step)
    if not window.targets:
        return plain
    amounts = [(part, full_target(window, circumstances, status, span)) for part, status in parts]
    unknown = next((full for _part, full in amounts if isinstance(full, Unknown)), None)
    if unknown:
        return replace(plain, unknown=unknown)
    known = [(part, Fraction(full)) for part, full in amounts if isinstance(full, Decimal)]
    whole = sum((part * full for part, full in known), Fraction())
    return replace(plain, amount=rounded(whole, requirement.step))


def parts_of(
    span: Span,
    adjustments: list[Adjustment],
    circumstances: Circumstances,
    requirement: Requirement,
) -> list[tuple[Fraction, str]]:
    """The span cut where something changes: how large each part is, and the status in it."""
    joined = span.first
    if requirement.is_pro_rata_on_joining and circumstances.registered_on:
        joined = max(joined, circumstances.registered_on)
    whole = months(span)
    parts = []
    for piece in cut(span, adjustments, joined):
        about = [one for one in adjustments if one.first <= piece.first <= one.last]
        is_paused = any(one.relief is Relief.PAUSE for one in about)
        if piece.first >= joined and not is_paused:
            other = [one.status for one in about if one.relief is Relief.STATUS]
            parts.append((months(piece) / whole, other[-1] if other else circumstances.status))
    return parts


def cut(span: Span, adjustments: list[Adjustment], joined: date) -> list[Span]:
    starts = {span.first, joined}
    for one in adjustments:
        starts |= {one.first, one.last + DAY}
    inside = sorted(day for day in starts if day in span)
    return [
        Span(first, after - DAY)
        for first, after in zip(inside, [*inside[1:], span.last + DAY], strict=True)
    ]


def full_target(
    window: Window, circumstances: Circumstances, status: str, span: Span
) -> Decimal | Unknown:
    """For a whole span in one status. The age is that of the span's first day."""
    if circumstances.born_on is None and any(has_age(target) for target in window.targets):
        return Unknown.NO_BIRTHDAY
    for target in window.targets:
        if is_for(target, circumstances, status, span):
            return amount_of(target, circumstances)
    return Unknown.NO_TARGET


def amount_of(target: Target, circumstances: Circumstances) -> Decimal | Unknown:
    if target.is_personal:
        return circumstances.personal_target or Unknown.NO_PERSONAL_TARGET
    if target.amount is None:
        return Unknown.NOT_PUBLISHED
    return target.amount + target.per_extra_field * max(0, circumstances.fields - 1)


def has_age(target: Target) -> bool:
    return target.age_from is not None or target.age_to is not None


def is_for(target: Target, circumstances: Circumstances, status: str, span: Span) -> bool:
    if target.grades and circumstances.grade not in target.grades:
        return False
    if target.statuses and status not in target.statuses:
        return False
    if not has_age(target):
        return True
    age = age_on(circumstances.born_on or span.first, span.first)
    return (target.age_from or 0) <= age <= (age if target.age_to is None else target.age_to)


def age_on(born_on: date, day: date) -> int:
    """In whole years; a birthday on 29 February is kept on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def rounded(amount: Fraction, step: Decimal) -> Decimal:
    """To the nearest step, halves up; exact, without floating point."""
    steps = Decimal(amount.numerator) / Decimal(amount.denominator) / step
    return steps.quantize(Decimal(1), ROUND_HALF_UP) * step
