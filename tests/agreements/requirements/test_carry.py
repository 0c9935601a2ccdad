"""What one window leaves to the next, and what it does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.rules import Verdict, assess
from agreements.requirements.terms import (
    CarryOver,
    Relief,
    Shortfall,
    Target,
    Window,
    WindowKind,
)
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import END_2025, NOBODY, away, did

MET, SHORT, EXEMPT, UNKNOWN = Verdict


def two_years_on(requirement, *hours, circumstances=NOBODY):
    """The first window on the last day of 2025, with these hours in 2024 and 2025."""
    activities = [did(amount, on=date(2024 + year, 6, 1)) for year, amount in enumerate(hours)]
    return assess(requirement, activities, circumstances, END_2025).results[0]


CARRIES = replace(bodies.CSE_CALENDAR, carry_over=CarryOver())
ADDS = replace(bodies.CSE_CALENDAR, shortfall=Shortfall.ADD)


def test_windows_that_overlap_leave_each_other_nothing():
    three_years = Window("three", years=3, targets=bodies.amount(40))

    results = [
        two_years_on(replace(requirement, windows=(three_years,)), 60, 0)
        for requirement in (CARRIES, ADDS)
    ]

    # The 60 of 2024 count in 2023-2025 already, and 2022-2024 leaves none of them over.
    assert [(one.total, one.carried, one.owed) for one in results] == [(60, 0, 0)] * 2


@pytest.mark.parametrize("targets", [(Target(None),), ()], ids=["not published", "no number"])
def test_nothing_is_over_where_no_number_was_asked(targets):
    window = Window("y", targets=targets, least_activities=1)

    assert two_years_on(replace(CARRIES, windows=(window,)), 60, 10).carried == 0


def test_debt_outlives_a_year_of_exemption():
    exempt = away(date(2024, 1, 1), date(2024, 12, 31), Relief.EXEMPT)
    activities = [did(35, on=date(2023, 6, 1)), did(3, on=date(2024, 6, 1)), did(42)]

    (result,) = assess(ADDS, activities, exempt, END_2025).results

    # 5 short in 2023; the 3 of the exempt year repay 3 of them: 40 + 2 = 42.
    assert (result.owed, result.target, result.verdict) == (2, 42, MET)


def test_cycle_that_began_after_the_first_activity_carries_over():
    cycle = Window("c", WindowKind.CYCLE, first_day=date(2024, 1, 1), targets=bodies.amount(40))
    activities = [did(1, on=date(2019, 1, 1)), did(60, on=date(2024, 6, 1)), did(20)]

    (result,) = assess(replace(CARRIES, windows=(cycle,)), activities, NOBODY, END_2025).results

    assert (result.carried, result.total) == (20, 40)


def test_carried_credit_is_used_oldest_first_and_for_two_more_windows():
    requirement = replace(bodies.CSE_CALENDAR, carry_over=CarryOver(cap=Decimal(20), windows=2))
    activities = [did(60, on=date(2023, 1, 1)), did(30, on=date(2024, 1, 1)), did(29)]

    (result,) = assess(requirement, activities, NOBODY, END_2025).results

    # 20 spare in 2023; 2024 uses 10 of them; the other 10 still serve 2025: 29 + 10 = 39.
    assert (result.carried, result.total, result.verdict) == (10, 39, SHORT)
