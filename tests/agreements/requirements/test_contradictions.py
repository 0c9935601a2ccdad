"""Facts that cannot all be true give no verdict: neither a pass nor a failure."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.asked import Unknown
from agreements.requirements.rules import Verdict, assess
from agreements.requirements.terms import (
    Adjustment,
    Circumstances,
    Relief,
)
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import END_2025, NOBODY, away, did

MET, SHORT, EXEMPT, UNKNOWN = Verdict

YEAR_2025 = (date(2025, 1, 1), END_2025)
CONTRADICTIONS = {
    "registered before birth": (
        did(40), Circumstances(born_on=date(2000, 1, 1), registered_on=date(1999, 1, 1))),
    "registered on the day of birth": (
        did(40), Circumstances(born_on=date(2000, 1, 1), registered_on=date(2000, 1, 1))),
    "active before birth": (did(40), Circumstances(born_on=date(2025, 6, 2))),
    "leave that ends before it starts": (did(40), away(date(2025, 5, 2), date(2025, 5, 1))),
    "an amount that is not named": (did(40), away(*YEAR_2025, Relief.AMOUNT)),
    "an amount below nothing": (did(40), away(*YEAR_2025, Relief.AMOUNT, amount=Decimal(-1))),
    "a status that is not named": (did(40), away(*YEAR_2025, Relief.STATUS)),
    "a target of one's own below nothing": (did(40), Circumstances(personal_target=Decimal(-1))),
    "less than no hours": (did(-1), NOBODY),
    "no piece at all": (did(40, items=0), NOBODY),
}  # fmt: skip


@pytest.mark.parametrize(("activity", "circumstances"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_facts_that_contradict_give_no_verdict(activity, circumstances):
    assessment = assess(bodies.CSE_CALENDAR, [activity], circumstances, END_2025)

    assert assessment.verdict is UNKNOWN
    assert assessment.results[0].unknown is Unknown.CONTRADICTION


def granted(*adjustments: Adjustment):
    circumstances = Circumstances(adjustments=adjustments)
    return assess(bodies.CSE_CALENDAR, [did(30)], circumstances, END_2025).results[0]


def relief(amount: int, first: str, last: str, **fields) -> Adjustment:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    return Adjustment(*days, Relief.AMOUNT, amount=Decimal(amount), **fields)


@pytest.mark.parametrize(
    "other",
    [relief(31, "2025-03-01", "2025-04-30"), relief(30, "2025-03-31", "2025-03-31", categories=1)],
    ids=["another amount", "another number of categories"],
)
def test_two_amounts_for_one_day_give_no_verdict(other):
    one = relief(30, "2025-01-01", "2025-03-31")

    results = [granted(one, other), granted(other, one)]

    assert [result.unknown for result in results] == [Unknown.ADJUSTMENTS_DIFFER] * 2
    assert [result.verdict for result in results] == [UNKNOWN] * 2


def test_two_ways_of_practising_on_one_day_give_no_verdict():
    days = (date(2025, 1, 1), date(2025, 6, 30))
    retired = Adjustment(*days, Relief.STATUS, status="retired")
    part_time = Adjustment(days[1], END_2025, Relief.STATUS, status="part_time")

    assert granted(retired, part_time).unknown is Unknown.ADJUSTMENTS_DIFFER


def test_amounts_that_follow_each_other_ask_the_larger():
    first, second = relief(30, "2025-01-01", "2025-06-30"), relief(20, "2025-07-01", "2025-12-31")

    results = [granted(first, second), granted(second, first)]

    assert [(result.target, result.verdict) for result in results] == [(30, MET), (30, MET)]


def test_what_differs_outside_the_window_does_not_matter():
    old = relief(30, "2020-01-01", "2020-12-31"), relief(20, "2020-12-31", "2021-12-31")

    assert (granted(*old).target, granted(*old).unknown) == (40, None)
