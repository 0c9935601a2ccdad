"""Pure: no database."""

from dataclasses import dataclass
from datetime import date

import pytest

from members.membership.rules import State, standing

ON = date(2026, 3, 1)


@dataclass
class Span:
    starts_on: date
    ends_on: date | None = None


PAST = Span(date(2020, 1, 1), date(2022, 12, 31))
LATER_PAST = Span(date(2023, 7, 1), date(2025, 6, 30))
NOW = Span(date(2025, 9, 1), date(2026, 12, 31))
OPEN = Span(date(2021, 1, 1))
NEXT = Span(date(2027, 1, 1), date(2029, 12, 31))
AFTER_NEXT = Span(date(2030, 1, 1))
LAST_DAY = Span(date(2025, 1, 1), ON)
FIRST_DAY = Span(ON, date(2026, 12, 31))
ENDED_YESTERDAY = Span(date(2025, 1, 1), date(2026, 2, 28))
BEGINS_TOMORROW = Span(date(2026, 3, 2))


@pytest.mark.parametrize(
    ("terms", "state", "told"),
    [
        ([], State.NONE, None),
        ([PAST], State.LAPSED, PAST),
        ([LATER_PAST, PAST], State.LAPSED, LATER_PAST),
        ([PAST, NOW], State.CURRENT, NOW),
        ([OPEN], State.CURRENT, OPEN),
        ([OPEN, NOW], State.CURRENT, NOW),
        ([NOW, NEXT], State.CURRENT, NOW),
        ([PAST, NEXT], State.LAPSED, PAST),
        ([AFTER_NEXT, NEXT], State.COMING, NEXT),
        ([LAST_DAY], State.CURRENT, LAST_DAY),
        ([FIRST_DAY], State.CURRENT, FIRST_DAY),
        ([ENDED_YESTERDAY], State.LAPSED, ENDED_YESTERDAY),
        ([BEGINS_TOMORROW], State.COMING, BEGINS_TOMORROW),
    ],
)
def test_standing_tells_most_of_the_day(terms, state, told):
    result = standing(terms, ON)

    assert (result.state, result.term) == (state, told)
    assert standing(reversed(terms), ON) == result
