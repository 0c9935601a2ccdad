"""When a period is over, declared and closed: boundaries, leap days, cycles, changed rules.

No test here may touch the database: the rule is pure.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.requirements.closing import Era, ended_periods
from agreements.requirements.spans import DAY, Span
from agreements.requirements.terms import Requirement, Window, WindowKind

NEVER_ENDS = date(9999, 12, 30)
YEAR = Window("year")
LEAP = date(2024, 2, 29)


def era(*windows: Window, closes=90, declares=60, first=date(2020, 1, 1), last=NEVER_ENDS) -> Era:
    rules = Requirement("r", windows, closes_after_days=closes, declare_within_days=declares)
    return Era(rules, first, last)


def spans(found) -> list[tuple[str, str]]:
    return [(str(one.span.first), str(one.span.last)) for one in found]


def test_year_is_over_on_the_day_after_its_last():
    rules = era(YEAR, first=date(2025, 1, 1))

    assert ended_periods(rules, None, date(2025, 12, 31)) == ()
    assert spans(ended_periods(rules, None, date(2026, 1, 1))) == [("2025-01-01", "2025-12-31")]


@pytest.mark.parametrize(
    ("closes", "declares", "closes_on", "declare_by"),
    [
        (0, 0, "2026-01-01", "2025-12-31"),
        (90, 60, "2026-04-01", "2026-03-01"),
        (None, 60, "None", "2026-03-01"),
        (90, None, "2026-04-01", "None"),
    ],
)
def test_days_are_counted_from_the_last_day(closes, declares, closes_on, declare_by):
    rules = era(YEAR, closes=closes, declares=declares, first=date(2025, 1, 1))

    (found,) = ended_periods(rules, None, date(2026, 1, 1))

    assert (str(found.closes_on), str(found.declare_by)) == (closes_on, declare_by)


def test_days_after_a_leap_february_are_days():
    rules = era(Window("y", start_month=3), closes=365, first=date(2023, 3, 1))

    (found,) = ended_periods(rules, None, date(2024, 3, 1))

    assert (found.span.last, found.closes_on) == (LEAP, date(2025, 3, 1))


def test_anniversaries_of_a_leap_day_end_on_the_day_before():
    found = ended_periods(era(Window("a", WindowKind.ANNIVERSARY)), LEAP, date(2028, 2, 29))

    assert spans(found) == [
        ("2024-02-29", "2025-02-27"),
        ("2025-02-28", "2026-02-27"),
        ("2026-02-28", "2027-02-27"),
        ("2027-02-28", "2028-02-28"),
    ]


def test_anniversaries_need_the_day_of_registration():
    assert ended_periods(era(Window("a", WindowKind.ANNIVERSARY)), None, date(2028, 1, 1)) == ()


def test_cycle_closes_as_a_whole():
    cycle = Window("c", WindowKind.CYCLE, years=3, first_day=date(2022, 7, 1))

    found = ended_periods(era(cycle), None, date(2028, 6, 30))

    assert spans(found) == [("2022-07-01", "2025-06-30")]
    assert found[0].closes_on == date(2025, 9, 29)


def test_span_that_never_comes_again_closes_once():
    once = Window("o", WindowKind.ONCE, first_day=date(2024, 10, 1), last_day=date(2025, 12, 31))

    assert spans(ended_periods(era(once), None, date(2030, 1, 1))) == [("2024-10-01", "2025-12-31")]


@pytest.mark.parametrize(
    "window",
    [
        Window("r", WindowKind.ROLLING, years=3),
        replace(YEAR, is_required=False),
        replace(YEAR, is_for_late_renewal=True),
    ],
)
def test_windows_that_end_every_day_or_bind_nobody_have_no_period(window):
    assert ended_periods(era(window), None, date(2030, 1, 1)) == ()


def test_year_is_told_where_a_cycle_ends_with_it():
    cycle = Window("c", WindowKind.CYCLE, years=2, first_day=date(2024, 1, 1))

    found = ended_periods(era(cycle, YEAR, first=date(2024, 1, 1)), None, date(2026, 1, 1))

    assert spans(found) == [("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31")]


def test_new_rules_close_nothing_that_ended_before_them():
    found = ended_periods(era(YEAR, first=date(2025, 7, 1)), None, date(2027, 1, 1))

    assert spans(found) == [("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31")]


def test_period_goes_with_the_rules_of_its_last_day():
    old = era(YEAR, first=date(2024, 1, 1), last=date(2025, 12, 30))

    assert spans(ended_periods(old, None, date(2027, 1, 1))) == [("2024-01-01", "2024-12-31")]


def test_rules_to_come_have_no_period():
    assert ended_periods(era(YEAR, first=date(2026, 12, 15)), None, date(2026, 11, 28)) == ()


@given(
    st.sampled_from([YEAR, Window("y", start_month=10), Window("y", years=3)]),
    st.dates(date(2021, 1, 1), date(2040, 12, 31)),
)
def test_days_of_every_period_are_over_and_periods_end_once(window, on):
    found = ended_periods(era(window), None, on)

    ends = [one.span.last for one in found]
    assert all(end < on for end in ends)
    assert ends == sorted(set(ends))
    assert all(isinstance(one.span, Span) and one.closes_on > one.span.last + DAY for one in found)
