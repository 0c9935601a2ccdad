"""Pure: no database."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.membership.rules import State, open_renewals, renewals, standing

ON = date(2026, 3, 1)
DAY = timedelta(days=1)


@dataclass
class Term:
    starts_on: date
    ends_on: date | None = None
    grace_days: int = 0
    renewal_opens_days: int = 90
    term_years: int | None = 3
    scheme_slug: str = "cse"


PAST = Term(date(2020, 1, 1), date(2022, 12, 31))
LATER_PAST = Term(date(2023, 7, 1), date(2025, 6, 30))
NOW = Term(date(2025, 9, 1), date(2026, 12, 31))
OPEN = Term(date(2021, 1, 1))
NEXT = Term(date(2027, 1, 1), date(2029, 12, 31))
AFTER_NEXT = Term(date(2030, 1, 1))
LAST_DAY = Term(date(2025, 1, 1), ON)
FIRST_DAY = Term(ON, date(2026, 12, 31))
ENDED_YESTERDAY = Term(date(2025, 1, 1), date(2026, 2, 28))
BEGINS_TOMORROW = Term(date(2026, 3, 2))
FIRST_OF_GRACE = Term(date(2025, 1, 1), date(2026, 2, 28), grace_days=1)
LAST_OF_GRACE = Term(date(2025, 1, 1), date(2025, 12, 31), grace_days=60)
OUT_OF_GRACE = Term(date(2025, 1, 1), date(2025, 12, 31), grace_days=59)


@pytest.mark.parametrize(
    ("terms", "state", "told", "until"),
    [
        ([], State.NONE, None, None),
        ([PAST], State.LAPSED, PAST, None),
        ([LATER_PAST, PAST], State.LAPSED, LATER_PAST, None),
        ([PAST, NOW], State.CURRENT, NOW, date(2026, 12, 31)),
        ([OPEN], State.CURRENT, OPEN, None),
        ([OPEN, NOW], State.CURRENT, NOW, date(2026, 12, 31)),
        ([NOW, NEXT], State.CURRENT, NOW, date(2026, 12, 31)),
        ([PAST, NEXT], State.LAPSED, PAST, None),
        ([AFTER_NEXT, NEXT], State.COMING, NEXT, None),
        ([LAST_DAY], State.CURRENT, LAST_DAY, ON),
        ([FIRST_DAY], State.CURRENT, FIRST_DAY, date(2026, 12, 31)),
        ([ENDED_YESTERDAY], State.LAPSED, ENDED_YESTERDAY, None),
        ([BEGINS_TOMORROW], State.COMING, BEGINS_TOMORROW, None),
        ([FIRST_OF_GRACE], State.GRACE, FIRST_OF_GRACE, ON),
        ([LAST_OF_GRACE], State.GRACE, LAST_OF_GRACE, ON),
        ([OUT_OF_GRACE], State.LAPSED, OUT_OF_GRACE, None),
        ([PAST, LAST_OF_GRACE, NEXT], State.GRACE, LAST_OF_GRACE, ON),
        ([LAST_OF_GRACE, FIRST_DAY], State.CURRENT, FIRST_DAY, date(2026, 12, 31)),
    ],
)
def test_standing_tells_most_of_the_day(terms, state, told, until):
    result = standing(terms, ON)

    assert (result.state, result.term, result.until) == (state, told, until)
    assert standing(reversed(terms), ON) == result


RESTS = Term(date(2026, 2, 1), date(2026, 4, 30))
RESTS_ON = Term(date(2026, 1, 1))
RESTS_TODAY = Term(ON, ON)
RESTED = Term(date(2026, 2, 1), date(2026, 2, 28))
WILL_REST = Term(date(2026, 3, 2))


@pytest.mark.parametrize(
    ("terms", "suspensions", "state", "until"),
    [
        ([NOW], [RESTS], State.SUSPENDED, date(2026, 4, 30)),
        ([NOW], [RESTS_ON], State.SUSPENDED, None),
        ([NOW], [RESTS, RESTS_ON], State.SUSPENDED, None),
        ([NOW], [RESTS, RESTS_TODAY], State.SUSPENDED, date(2026, 4, 30)),
        ([NOW], [RESTED, WILL_REST], State.CURRENT, date(2026, 12, 31)),
        ([LAST_OF_GRACE], [RESTS_TODAY], State.SUSPENDED, ON),
        ([ENDED_YESTERDAY], [RESTS_ON], State.LAPSED, None),
        ([BEGINS_TOMORROW], [RESTS_ON], State.COMING, None),
        ([], [RESTS_ON], State.NONE, None),
    ],
)
def test_suspension_shows_while_there_is_a_membership_to_suspend(terms, suspensions, state, until):
    result = standing(terms, ON, suspensions)

    assert (result.state, result.until) == (state, until)
    assert result.term == standing(terms, ON).term


# --- Renewal -------------------------------------------------------------------------------------

ENDS = Term(date(2023, 3, 2), date(2026, 3, 1), grace_days=30)


@pytest.mark.parametrize(
    ("on", "is_open", "leaves_gap"),
    [
        (date(2025, 11, 30), False, False),
        (date(2025, 12, 1), True, False),
        (date(2026, 3, 1), True, False),
        (date(2026, 3, 2), True, False),
        (date(2026, 3, 31), True, True),
        (date(2026, 4, 1), False, True),
    ],
)
def test_renewal_is_open_from_so_many_days_before_the_end_to_the_last_of_grace(
    on, is_open, leaves_gap
):
    (renewal,) = renewals([ENDS])

    assert (renewal.opens_on, renewal.closes_on) == (date(2025, 12, 1), date(2026, 3, 31))
    assert (renewal.is_open(on), renewal.leaves_gap(on)) == (is_open, leaves_gap)


@pytest.mark.parametrize(
    ("ends_on", "renewed_on", "first", "last"),
    [
        # In time: the day after, whenever it is renewed.
        ("2026-03-01", "2025-12-01", "2026-03-02", "2029-03-01"),
        ("2026-03-01", "2026-03-01", "2026-03-02", "2029-03-01"),
        # Late: on the day itself, so that the gap stays.
        ("2026-03-01", "2026-03-02", "2026-03-02", "2029-03-01"),
        ("2026-03-01", "2026-03-31", "2026-03-31", "2029-03-30"),
        # Over the turn of a year.
        ("2025-12-31", "2025-12-31", "2026-01-01", "2028-12-31"),
        ("2025-12-30", "2025-12-31", "2025-12-31", "2028-12-30"),
        # 29 February becomes the 28th in a year that has none.
        ("2028-02-28", "2028-02-01", "2028-02-29", "2031-02-27"),
        ("2028-02-29", "2028-02-01", "2028-03-01", "2031-02-28"),
        ("2025-02-28", "2025-02-01", "2025-03-01", "2028-02-29"),
        ("2027-12-31", "2028-02-29", "2028-02-29", "2031-02-27"),
    ],
)
def test_renewal_adds_whole_years(ends_on, renewed_on, first, last):
    ends_on, renewed_on = date.fromisoformat(ends_on), date.fromisoformat(renewed_on)
    (renewal,) = renewals([Term(date(2020, 1, 1), ends_on, grace_days=90)])

    added = renewal.next_term(renewed_on)

    assert [day.isoformat() for day in added] == [first, last]


def test_renewal_is_of_the_term_that_ends_last_in_each_scheme():
    other = Term(date(2020, 1, 1), date(2021, 12, 31), scheme_slug="other")

    found = renewals([NEXT, other, PAST, NOW])

    assert [one.term for one in found] == [other, NEXT]


@pytest.mark.parametrize(
    "terms", [[], [NOW, OPEN], [Term(ON, date(2026, 12, 31), term_years=None)]], ids=len
)
def test_nothing_to_renew_without_an_end_or_without_rules(terms):
    assert renewals(terms) == []


@pytest.mark.parametrize(
    ("on", "suspensions", "is_open"),
    [
        (ENDS.ends_on, [], True),
        (ENDS.ends_on, [RESTS_TODAY], False),
        (ENDS.ends_on, [RESTED, WILL_REST], True),
        (date(2026, 3, 31), [RESTS], False),
        (date(2026, 4, 1), [], False),
    ],
)
def test_suspended_membership_is_not_renewed(on, suspensions, is_open):
    assert bool(open_renewals([PAST, ENDS], on, suspensions)) is is_open


@pytest.mark.parametrize(
    ("on", "is_near"), [(date(2025, 12, 30), False), (date(2025, 12, 31), True), (ON, True)]
)
def test_renewal_is_near_sixty_days_before_the_end(on, is_near):
    (renewal,) = renewals([ENDS])

    assert renewal.is_near(on) is is_near


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(
    ends_on=days, late=st.integers(-180, 90), years=st.integers(1, 10), opens=st.integers(0, 180)
)
def test_renewed_term_is_never_open_to_renewal_on_its_own_day(ends_on, late, years, opens):
    """Whatever a scheme may set: so a second press can never add a third term."""
    term = Term(ends_on - 400 * DAY, ends_on, 90, min(opens * years, 180 * years), years)
    (renewal,) = renewals([term])
    on = max(renewal.opens_on, ends_on + late * DAY)

    first, last = renewal.next_term(on)
    (next_renewal,) = renewals([term, Term(first, last, 90, term.renewal_opens_days, years)])

    assert next_renewal.term is not term
    assert not next_renewal.is_open(on)
