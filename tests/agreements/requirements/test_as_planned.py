"""A window as it would stand if all that is planned took place, worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.requirements.forecast import as_planned
from agreements.requirements.rules import Result, Verdict, assess
from agreements.requirements.terms import (
    Activity,
    Category,
    Circumstances,
    Requirement,
    Selector,
    Share,
    Standing,
    Window,
    WindowKind,
)
from tests.agreements.requirements import bodies

ON = date(2025, 9, 26)
YEAR = Window("year", targets=bodies.amount(40))
NOBODY = Circumstances()


def activity(hours: str, on: date, key: str = "a", **fields) -> Activity:
    return Activity(key, on, Decimal(hours), **fields)


def planned_for(
    requirement: Requirement, done: list[Activity], planned: list[Activity], on: date = ON
) -> Result | None:
    (result,) = assess(requirement, done, NOBODY, on).results
    return as_planned(requirement, done, planned, NOBODY, result, on)


DONE = [activity("30", date(2025, 2, 1))]


def test_what_is_planned_is_added_up_on_the_last_day():
    found = planned_for(
        Requirement("x", (YEAR,)), DONE, [activity("8", date(2025, 12, 31), "planned:1")]
    )

    assert (found.total, found.target, found.verdict) == (38, 40, Verdict.SHORT)
    assert found.span.last == date(2025, 12, 31)


def test_what_is_planned_is_weighed_and_capped_as_the_requirement_says():
    online = Category("online", Selector(is_online=None, kinds=frozenset(["reading"])),
                      factor=Decimal("0.5"), cap=Decimal(3))  # fmt: skip
    requirement = Requirement("x", (YEAR,), (online, Category("rest")))
    planned = [
        activity("4", date(2025, 10, 1), "planned:1", kind="reading"),
        activity("4", date(2025, 11, 1), "planned:2", kind="reading"),
        activity("2", date(2025, 12, 1), "planned:3", kind="seminar"),
    ]

    found = planned_for(requirement, DONE, planned)

    assert found.total == 35
    assert [line.credit for line in found.lines] == [30, 2, 1, 2]


def test_what_is_planned_meets_shares_too():
    ethics = Share("ethics", Selector(aspects=frozenset(["ethics"])), least=Decimal(2))
    requirement = Requirement("x", (replace(YEAR, shares=(ethics,)),))

    without = planned_for(requirement, DONE, [activity("10", date(2025, 12, 1), "planned:1")])
    with_it = planned_for(
        requirement, DONE, [activity("10", date(2025, 12, 1), "planned:1", aspect="ethics")]
    )

    assert (without.total, without.verdict) == (40, Verdict.SHORT)
    assert (with_it.total, with_it.verdict) == (40, Verdict.MET)


@pytest.mark.parametrize(
    ("day", "is_in"),
    [
        (date(2025, 9, 25), False),  # overdue
        (date(2025, 9, 26), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),  # of the next window
    ],
)
def test_only_what_lies_ahead_in_the_window_is_added(day, is_in):
    found = planned_for(Requirement("x", (YEAR,)), DONE, [activity("8", day, "planned:1")])

    assert (found is not None) is is_in


def test_what_is_dated_ahead_in_the_record_takes_place_too():
    done = [*DONE, activity("5", date(2025, 12, 1), "b")]

    assert planned_for(Requirement("x", (YEAR,)), done, []).total == 35


def test_what_waits_or_was_refused_stays_left_out():
    done = [
        *DONE,
        activity("5", date(2025, 3, 1), "b", standing=Standing.PENDING),
        activity("5", date(2025, 3, 2), "c", standing=Standing.REJECTED),
    ]

    found = planned_for(
        Requirement("x", (YEAR,)), done, [activity("1", date(2025, 12, 1), "planned:1")]
    )

    assert found.total == 31


@pytest.mark.parametrize(
    "window",
    [
        replace(YEAR, kind=WindowKind.ROLLING),
        replace(YEAR, kind=WindowKind.ANNIVERSARY),  # nobody was registered
        replace(YEAR, kind=WindowKind.ONCE, first_day=date(2020, 1, 1), last_day=date(2021, 1, 1)),
    ],
)
def test_nothing_is_said_of_a_window_without_an_end_to_reach(window):
    planned = [activity("8", ON, "planned:1")]

    assert planned_for(Requirement("x", (window,)), DONE, planned) is None


quarters = st.integers(1, 400).map(lambda quarter: Decimal(quarter) / 4)
plans = st.lists(
    st.builds(
        Activity,
        key=st.uuids().map(str),
        done_on=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        hours=quarters,
        kind=st.sampled_from(["formal", "on_job", "reading"]),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)
REAL = [value for value in vars(bodies).values() if isinstance(value, Requirement)]


@given(st.sampled_from(REAL), plans, plans)
def test_a_plan_changes_no_result_and_lowers_no_total(requirement, done, planned):
    before = assess(requirement, done, NOBODY, ON)

    for result in before.results:
        found = as_planned(requirement, done, planned, NOBODY, result, ON)
        assert found is None or found.total >= result.total

    assert assess(requirement, done, NOBODY, ON) == before
