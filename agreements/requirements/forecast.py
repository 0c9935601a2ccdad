"""On course or behind: what is left of a window, and the pace that it needs."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

from .rules import Result
from .spans import DAY, Span, months
from .terms import WindowKind

QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Forecast:
    """Amounts in the requirement's unit; `ahead` is negative when behind an even pace."""

    missing: Decimal
    days_left: int  # after the day asked about
    ahead: Decimal
    a_month: Decimal  # needed from now on, rounded up to a quarter
    planned: Decimal

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
