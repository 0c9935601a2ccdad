"""What periods add up to, worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.requirements.spans import Span
from members.experience.rules import Length, Work, summed

ON = date(2025, 9, 26)


def work(first: str, last: str = "", *, charge: bool = False) -> Work:
    return Work(date.fromisoformat(first), date.fromisoformat(last) if last else None, charge)


@pytest.mark.parametrize(
    ("works", "in_all", "in_charge"),
    [
        # Nothing yet.
        ([], (0, 0), (0, 0)),
        # Both ends count: January to December is twelve months.
        ([work("2020-01-01", "2020-12-31")], (1, 0), (0, 0)),
        # A day less is eleven whole months.
        ([work("2020-01-01", "2020-12-30")], (0, 11), (0, 0)),
        # 29 February begins and ends a month as any other last day does.
        ([work("2024-02-01", "2024-02-29")], (0, 1), (0, 0)),
        # Half of June twice is one June.
        ([work("2020-06-01", "2020-06-15"), work("2021-06-16", "2021-06-30")], (0, 1), (0, 0)),
        # An overlap counts once: 2018 to 2020 with two employers in 2019 is three years.
        ([work("2018-01-01", "2019-12-31"), work("2019-01-01", "2020-12-31")], (3, 0), (0, 0)),
        # One inside the other adds nothing.
        ([work("2018-01-01", "2020-12-31"), work("2019-03-01", "2019-05-31")], (3, 0), (0, 0)),
        # Going on: up to the day, which counts. 1 January to 26 September is 8 months and 26/30.
        ([work("2025-01-01")], (0, 8), (0, 0)),
        # What is to come does not count, nor the rest of what ends later.
        ([work("2026-01-01", "2026-12-31")], (0, 0), (0, 0)),
        ([work("2025-07-27", "2030-12-31")], (0, 2), (0, 0)),
        # Today alone is no month.
        ([work("2025-09-26")], (0, 0), (0, 0)),
        # In charge for the second two of four years.
        (
            [work("2018-01-01", "2019-12-31"), work("2020-01-01", "2021-12-31", charge=True)],
            (4, 0),
            (2, 0),
        ),
        # In charge in two places at once counts once.
        (
            [
                work("2020-01-01", "2020-12-31", charge=True),
                work("2020-07-01", "2021-06-30", charge=True),
            ],
            (1, 6),
            (1, 6),
        ),
    ],
)
def test_time_is_counted_once_in_whole_months(works, in_all, in_charge):
    found = summed(works, ON)

    assert (found.in_all, found.in_charge) == (in_all, in_charge)


@pytest.mark.parametrize(
    ("begins", "gaps"),
    [
        # July has 31 days: a month without work is no gap yet.
        ("2020-08-01", ()),
        ("2020-08-02", (Span(date(2020, 7, 1), date(2020, 8, 1)),)),
    ],
)
def test_gap_is_longer_than_31_days(begins, gaps):
    found = summed([work("2019-01-01", "2020-06-30"), work(begins)], ON)

    assert found.gaps == gaps


def test_gaps_are_between_works_and_oldest_first():
    works = [
        work("2022-01-01", "2022-12-31"),
        work("2018-01-01", "2018-12-31"),
        work("2020-01-01", "2020-12-31"),
        work("2018-06-01", "2018-07-31"),
    ]

    assert summed(works, ON).gaps == (
        Span(date(2019, 1, 1), date(2019, 12, 31)),
        Span(date(2021, 1, 1), date(2021, 12, 31)),
    )


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
works = st.lists(
    st.tuples(days, days, st.booleans()).map(
        lambda drawn: Work(min(drawn[:2]), max(drawn[:2]), drawn[2])
    ),
    max_size=6,
)


@given(works, works)
def test_more_work_never_makes_less_time(some, more):
    fewer, all_of_them = summed(some, ON), summed([*some, *more], ON)

    assert all_of_them.in_all >= fewer.in_all >= fewer.in_charge
    assert all_of_them.in_charge >= fewer.in_charge


@given(works, st.randoms())
def test_order_of_works_changes_nothing(some, random):
    mixed = random.sample(some, len(some))

    assert summed(mixed, ON) == summed(some, ON)


@given(works)
def test_time_fits_between_first_day_and_today(some):
    first = min((one.first for one in some), default=ON)

    assert summed(some, ON).in_all <= summed([Work(first)], ON).in_all
    assert summed(some, ON).in_all >= Length(0, 0)
