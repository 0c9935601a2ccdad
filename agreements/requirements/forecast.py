"""On course or behind: what is left of a window, and the pace that it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

from .counting import Line, Outcome, Why
from .rules import Result, assess
from .spans import DAY, Span, months
from .terms import Activity, Circumstances, Requirement, WindowKind

QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Forecast:
    """Amounts in the requirement's unit; `ahead` is negative when behind an even pace."""

    missing: Decimal
    days_left: int  # after the day asked about
    ahead: Decimal
    a_month: Decimal  # needed from now on, rounded up to a quarter
    planned: Decimal  # what all that is planned would add to the total

    @property
    def is_on_course(self) -> bool:
        return self.ahead >= 0

    @property
    def is_enough_with_plan(self) -> bool:
        return self.planned >= self.missing


def forecast(result: Result, kind: WindowKind, on: date, planned: Decimal) -> Forecast | None:
    """None where there is no number to reach, or no end to reach it by (a rolling window)."""
    if result.span is None or result.target is None or kind is WindowKind.ROLLING:
        return None
    missing = max(Decimal(), result.target - result.total)
    passed = months(Span(result.span.first, on)) / months(result.span)
    even = quarters(Fraction(result.target) * passed, ROUND_HALF_UP)
    days_left = (result.span.last - on).days
    a_month = Decimal()
    if missing and days_left:
        left = months(Span(on + DAY, result.span.last))
        a_month = min(missing, quarters(Fraction(missing) / left, ROUND_UP))
    return Forecast(missing, days_left, result.total - even, a_month, planned)


def quarters(amount: Fraction, rounding: str) -> Decimal:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return (exact / QUARTER).quantize(Decimal(1), rounding) * QUARTER


def as_planned(
    requirement: Requirement,
    activities: Sequence[Activity],
    planned: Sequence[Activity],
    circumstances: Circumstances,
    result: Result,
    on: date,
) -> Result | None:
    """The window of `result` on its last day, if all that is planned took place.

    By the rules and circumstances of `on`, with the weights and limits of the requirement. What
    is dated ahead in the record takes place too; what was planned for a day before `on` does not.
    None where nothing lies ahead in the window, or where the window has no end (a rolling one).
    """
    kind = next(one.kind for one in requirement.windows if one.code == result.window)
    if result.span is None or kind is WindowKind.ROLLING:
        return None
    last = result.span.last
    ahead = [one for one in planned if on <= one.done_on <= last]
    if not ahead and not any(is_ahead(line) for line in result.lines):
        return None
    assessed = assess(requirement, [*activities, *ahead], circumstances, last)
    return next((one for one in assessed.results if one.window == result.window), None)


def is_ahead(line: Line) -> bool:
    """Left out for nothing but its day."""
    return line.outcome is Outcome.LEFT_OUT and line.why is Why.AHEAD
