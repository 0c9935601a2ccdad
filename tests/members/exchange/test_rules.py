"""What a cell can mean: no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.exchange.rules import guessed, head_row, possible_days

JUNE_1, JANUARY_6 = date(2025, 6, 1), date(2025, 1, 6)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2025-06-01", [JUNE_1]),
        ("2025/6/1", [JUNE_1]),
        ("2025.6.1", [JUNE_1]),
        ("2025年6月1日", [JUNE_1]),
        ("２０２５年６月１日", [JUNE_1]),
        ("2025 年 6 月 1 日", [JUNE_1]),
        ("20250601", [JUNE_1]),
        ("2025-06-01 00:00:00", [JUNE_1]),
        ("2025-06-01T09:30", [JUNE_1]),
        ("1 June 2025", [JUNE_1]),
        ("1st Jun. 2025", [JUNE_1]),
        ("1-Jun-2025", [JUNE_1]),
        ("June 1, 2025", [JUNE_1]),
        ("Sept 30, 2024", [date(2024, 9, 30)]),
        ("13/6/2025", [date(2025, 6, 13)]),
        ("6/13/2025", [date(2025, 6, 13)]),
        ("13.6.2025", [date(2025, 6, 13)]),
        ("6/6/2025", [date(2025, 6, 6)]),
        ("1/6/2025", [JANUARY_6, JUNE_1]),
        ("1.6.2025", [JANUARY_6, JUNE_1]),
        ("01-06-2025", [JANUARY_6, JUNE_1]),
        ("2025-02-30", []),
        ("31/31/2025", []),
        ("1/6/25", []),
        ("0000-01-01", []),
        ("45809", []),
        ("1 Juno 2025", []),
        ("yesterday", []),
        ("", []),
    ],
)
def test_day_is_read_as_every_day_that_it_can_be(written, days):
    assert possible_days(written) == days


@given(st.text(max_size=40))
def test_any_text_is_at_most_two_days(written):
    assert len(possible_days(written)) <= 2


KNOWN = {"done_on": ["Date", "日期"], "hours": ["Hours", "学时"], "title": ["Activity"]}


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (["Activity", "Date", "Hours"], {"title": 0, "done_on": 1, "hours": 2}),
        ([" HOURS (h) ", "日 期："], {"hours": 0, "done_on": 1}),
        (["学时（h）", "Hours"], {"hours": 0}),
        (["Colour", ""], {}),
    ],
)
def test_heads_are_known_in_both_languages_however_they_are_dressed(heads, places):
    assert guessed(heads, KNOWN) == places


def test_row_of_heads_may_stand_below_a_title():
    rows = [["CPD of 2025"], ["Date", "Hours"], ["2025-06-01", "2"]]

    assert head_row(rows, KNOWN) == 1


def test_first_row_holds_the_heads_when_none_is_known():
    assert head_row([["a", "b"], ["c", "d"]], KNOWN) == 0
