"""Windows and their parts: leap days, month ends, year boundaries."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.requirements.spans import (
    DAY,
    Span,
    day_after,
    gaps,
    merged,
    months,
    span_on,
    spans_until,
    years_after,
)
from agreements.requirements.terms import Window, WindowKind

LEAP = date(2024, 2, 29)
CYCLE = Window("c", WindowKind.CYCLE, years=3, first_day=date(2022, 7, 1))


@pytest.mark.parametrize(
    ("window", "on", "registered_on", "first", "last"),
    [
        (Window("y"), date(2025, 1, 1), None, date(2025, 1, 1), date(2025, 12, 31)),
        (Window("y"), date(2025, 12, 31), None, date(2025, 1, 1), date(2025, 12, 31)),
        (Window("y", start_month=10), date(2025, 9, 30), None,
         date(2024, 10, 1), date(2025, 9, 30)),
        (Window("y", start_month=10), date(2025, 10, 1), None,
         date(2025, 10, 1), date(2026, 9, 30)),
        (Window("y", years=3), date(2025, 5, 5), None, date(2023, 1, 1), date(2025, 12, 31)),
        (Window("a", WindowKind.ANNIVERSARY), date(2025, 2, 28), LEAP, date(2025, 2, 28),
         date(2026, 2, 27)),
        (Window("a", WindowKind.ANNIVERSARY), date(2025, 2, 27), LEAP, LEAP, date(2025, 2, 27)),
        (Window("a", WindowKind.ANNIVERSARY), date(2028, 2, 29), LEAP, date(2028, 2, 29),
         date(2029, 2, 27)),
        (Window("a", WindowKind.ANNIVERSARY, years=5), date(2030, 1, 1), date(2021, 3, 1),
         date(2026, 3, 1), date(2031, 2, 28)),
        (CYCLE, date(2025, 6, 30), None, date(2022, 7, 1), date(2025, 6, 30)),
        (CYCLE, date(2025, 7, 1), None, date(2025, 7, 1), date(2028, 6, 30)),
        (Window("r", WindowKind.ROLLING, years=1), LEAP, None, date(2023, 3, 1), LEAP),
        (Window("r", WindowKind.ROLLING, years=3), date(2025, 3, 31), None, date(2022, 4, 1),
         date(2025, 3, 31)),
    ],
)  # fmt: skip
def test_span_has_its_first_and_last_day(window, on, registered_on, first, last):
    assert span_on(window, on, registered_on) == (first, last)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (LEAP, 1, date(2025, 2, 28)),
        (LEAP, 4, date(2028, 2, 29)),
        (date(2025, 1, 31), -1, date(2024, 1, 31)),
    ],
)
def test_years_after(day, years, expected):
    assert years_after(day, years) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 12),
        (date(2024, 2, 1), date(2024, 2, 29), 1),
        (date(2025, 1, 16), date(2025, 1, 31), Fraction(16, 31)),
        (date(2025, 7, 15), date(2026, 7, 14), 12),
        (date(2025, 1, 1), date(2025, 1, 1), Fraction(1, 31)),
    ],
)
def test_months_are_exact(first, last, expected):
    assert months(Span(first, last)) == expected


def test_parts_of_a_span_add_up_to_it():
    whole = Span(date(2024, 2, 10), date(2027, 2, 9))
    left, right = Span(whole.first, date(2025, 8, 3)), Span(date(2025, 8, 4), whole.last)

    assert months(left) + months(right) == months(whole)


@pytest.mark.parametrize(
    ("first", "passed", "expected"),
    [
        (date(2018, 6, 29), 84, date(2025, 6, 28)),
        (date(2024, 1, 1), 1, date(2024, 1, 31)),
        (LEAP, 12, date(2025, 2, 28)),
        (date(2025, 12, 31), Fraction(1, 31), date(2025, 12, 31)),
    ],
)
def test_day_on_which_so_many_months_are_over(first, passed, expected):
    assert day_after(first, passed) == expected


@given(
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    st.fractions(Fraction(1, 31), 600, max_denominator=400),
)
def test_day_after_is_the_first_on_which_they_are_over(first, passed):
    day = day_after(first, passed)

    assert months(Span(first, day)) >= passed
    assert day == first or months(Span(first, day - DAY)) < passed


@pytest.mark.parametrize(
    ("window", "registered_on", "first_days"),
    [
        (CYCLE, None, [date(2022, 7, 1), date(2025, 7, 1)]),
        (Window("a", WindowKind.ANNIVERSARY), LEAP, [LEAP, date(2025, 2, 28)]),
        (Window("a", WindowKind.ANNIVERSARY), None, []),
        (Window("y"), None, [date(2020 + year, 1, 1) for year in range(6)]),
        (Window("o", WindowKind.ONCE, first_day=date(2024, 10, 1), last_day=date(2025, 12, 31)),
         None, [date(2024, 10, 1)]),
    ],
)  # fmt: skip
def test_spans_begin_with_the_window_where_it_began_later(window, registered_on, first_days):
    spans = list(spans_until(window, date(2020, 5, 5), date(2025, 8, 1), registered_on))

    assert [span.first for span in spans] == first_days


def test_overlapping_and_touching_spans_are_one():
    spans = [
        Span(date(2022, 1, 1), date(2022, 12, 31)),
        Span(date(2020, 1, 1), date(2020, 12, 31)),
        Span(date(2020, 6, 1), date(2021, 3, 31)),
        Span(date(2021, 4, 1), date(2021, 4, 30)),
    ]

    assert merged(spans) == [
        Span(date(2020, 1, 1), date(2021, 4, 30)),
        Span(date(2022, 1, 1), date(2022, 12, 31)),
    ]
    assert gaps(spans) == [Span(date(2021, 5, 1), date(2021, 12, 31))]
