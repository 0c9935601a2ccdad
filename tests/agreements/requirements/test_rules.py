"""What the rules answer beside the verdict: findings, lines, and why nothing can be said.

Cases of real bodies are in test_golden.py, test_how_it_counts.py and test_how_much_is_asked.py. No
test here may touch the database: the rule is pure.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.asked import Unknown
from agreements.requirements.counting import Outcome, Why
from agreements.requirements.rules import Asks, Verdict, assess
from agreements.requirements.terms import (
    Circumstances,
    Relief,
    Requirement,
    Share,
    Standing,
    Target,
    Window,
    WindowKind,
)
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import END_2025, NOBODY, away, did

MET, SHORT, EXEMPT, UNKNOWN = Verdict
YEAR_2025 = (date(2025, 1, 1), END_2025)


def test_findings_say_what_is_missing():
    activities = [did(26, "seminar", "technical"), did(4, "course", "broader")]

    (result,) = assess(bodies.HKIE, activities, NOBODY, END_2025).results

    assert [(f.asks, f.name, f.verdict, f.missing) for f in result.findings] == [
        (Asks.TOTAL, "", MET, 0),
        (Asks.SHARE, "technical", MET, 0),
        (Asks.SHARE, "broader", SHORT, 1),
    ]


def test_lines_tell_what_became_of_each_activity():
    activities = [
        did(6, "formal", key=1),
        did(14, "on_job", key=2),
        did(2, "reading", key=3),
        did(3, "conference", key=4, standing=Standing.PENDING),
        did(3, "conference", key=5, standing=Standing.REJECTED),
        did(0, "conference", key=6, standing=Standing.UNFINISHED),
        did(5, "conference", key=7, on=END_2025),
        did(5, "conference", key=8),
    ]

    result = assess(bodies.BEM, activities, NOBODY, date(2025, 12, 1)).results[0]

    assert {line.activity.key: (line.outcome, line.credit, line.why) for line in result.lines} == {
        1: (Outcome.WEIGHTED, 12, Why.FACTOR),
        2: (Outcome.CAPPED, 10, Why.CAP),
        3: (Outcome.LEFT_OUT, 0, Why.NO_CATEGORY),
        4: (Outcome.LEFT_OUT, 0, Why.PENDING),
        5: (Outcome.LEFT_OUT, 0, Why.REJECTED),
        6: (Outcome.LEFT_OUT, 0, Why.UNFINISHED),
        7: (Outcome.LEFT_OUT, 0, Why.AHEAD),
        8: (Outcome.COUNTED, 5, Why.NONE),
    }


def test_one_hour_serves_two_shares_and_counts_once():
    activity = did(40, "course", "technical", "broader")

    (result,) = assess(bodies.HKIE, [activity], NOBODY, END_2025).results

    assert result.total == 40
    assert [finding.have for finding in result.findings] == [40, 40, 40]


# --- Windows that do not run, relief, and where it does not reach --------------------------------


@pytest.mark.parametrize(
    ("window", "circumstances", "unknown"),
    [
        (Window("y", WindowKind.ANNIVERSARY), NOBODY, Unknown.NO_REGISTRATION),
        (Window("y", WindowKind.ANNIVERSARY), Circumstances(registered_on=date(2026, 1, 1)),
         Unknown.NOT_RUNNING),
        (Window("y", WindowKind.ONCE, first_day=date(2020, 1, 1), last_day=date(2021, 3, 31)),
         NOBODY, Unknown.NOT_RUNNING),
    ],
)  # fmt: skip
def test_window_that_does_not_run_says_so(window, circumstances, unknown):
    assessment = assess(Requirement("x", (window,)), [], circumstances, END_2025)

    assert (assessment.verdict, assessment.results[0].unknown) == (UNKNOWN, unknown)


def test_window_that_does_not_run_asks_nothing_beside_one_that_does():
    past = Window("t", WindowKind.ONCE, first_day=date(2020, 1, 1), last_day=date(2021, 3, 31),
                  targets=bodies.amount(20))  # fmt: skip
    requirement = replace(bodies.CSE_CALENDAR, windows=(past, *bodies.CSE_CALENDAR.windows))

    assessment = assess(requirement, [did(40)], NOBODY, END_2025)

    assert assessment.verdict is MET
    assert [result.unknown for result in assessment.results] == [Unknown.NOT_RUNNING, None]


def test_recommended_window_without_a_registration_is_not_held_against_anybody():
    advised = Window("a", WindowKind.ANNIVERSARY, targets=bodies.amount(50), is_required=False)
    requirement = replace(bodies.CSE_CALENDAR, windows=(*bodies.CSE_CALENDAR.windows, advised))

    assert assess(requirement, [did(40)], NOBODY, END_2025).verdict is MET


def test_relief_of_the_amount_leaves_alone_what_asks_no_amount():
    year = away(*YEAR_2025, Relief.AMOUNT, amount=Decimal(10))

    results = assess(bodies.RICS, [did(10, "reading")], year, END_2025).results

    assert [(one.target, one.verdict) for one in results] == [(10, MET), (None, SHORT)]


def test_exemption_leaves_nothing_to_find():
    year = away(*YEAR_2025, Relief.EXEMPT)

    (result,) = assess(bodies.HKIE, [], year, END_2025).results

    assert (result.verdict, result.findings) == (EXEMPT, ())


def test_birthday_is_missed_only_where_it_decides():
    retired = Target(Decimal(5), statuses=frozenset({"retired"}))
    window = replace(bodies.BY_AGE.windows[0], targets=(retired, *bodies.BY_AGE.windows[0].targets))
    requirement = replace(bodies.BY_AGE, windows=(window,))

    known = assess(requirement, [did(5)], Circumstances(status="retired"), END_2025)
    missed = assess(requirement, [did(5)], NOBODY, END_2025)

    assert (known.verdict, known.results[0].target) == (MET, 5)
    assert missed.results[0].unknown is Unknown.NO_BIRTHDAY


def test_target_that_is_asked_whole_is_not_rounded():
    requirement = replace(bodies.ONTARIO, step=Decimal(1))

    (result,) = assess(
        requirement, [did("16.5")], Circumstances(personal_target=Decimal("16.5")), END_2025
    ).results

    assert (result.target, result.verdict) == (Decimal("16.5"), MET)


def test_sub_minimum_that_is_asked_whole_is_not_rounded():
    share = Share("ethics", least=Decimal("1.5"))
    window = Window("y", shares=(share,))

    (result,) = assess(
        Requirement("r", (window,), step=Decimal(1)), [did("1.5")], NOBODY, END_2025
    ).results

    assert [(one.need, one.verdict) for one in result.findings] == [(Decimal("1.5"), MET)]


def test_activity_over_a_full_cap_still_counts_as_an_activity():
    ethics = replace(bodies.RICS.windows[1], years=1)
    capped = (bodies.weighted("formal", "1", cap="20"),)
    requirement = Requirement("r", (ethics,), capped)
    activities = [did(20, "formal"), did(1, "formal", "ethics", on=END_2025)]

    (result,) = assess(requirement, activities, NOBODY, END_2025).results

    assert (result.total, result.verdict) == (20, MET)


@pytest.mark.parametrize(("on", "total"), [(END_2025, 0), (date(2026, 1, 1), 3)])
def test_activity_over_midnight_belongs_whole_to_the_day_it_ended(on, total):
    night_shift = did(3, on=date(2026, 1, 1))  # from 22:30 on 31 December to 01:30

    (result,) = assess(bodies.CSE_CALENDAR, [night_shift], NOBODY, on).results

    assert result.total == total


def test_recommended_window_is_told_but_not_held_against_anybody():
    yearly = Window("year", targets=bodies.amount(50), is_required=False)
    five = Window("five", years=5, targets=bodies.amount(10))

    assessment = assess(Requirement("x", (yearly, five)), [did(10)], NOBODY, END_2025)

    assert assessment.verdict is MET
    assert [result.verdict for result in assessment.results] == [SHORT, MET]


def test_transition_of_fifteen_months_is_one_window():
    window = Window(
        "t",
        WindowKind.ONCE,
        first_day=date(2024, 10, 1),
        last_day=END_2025,
        targets=bodies.amount(20),
    )
    activities = [did(10, on=date(2024, 10, 1)), did(10, on=END_2025), did(9, on=date(2024, 9, 30))]

    assessment = assess(Requirement("x", (window,)), activities, NOBODY, END_2025)

    assert (assessment.verdict, assessment.results[0].total) == (MET, 20)


def test_target_that_fits_nobody_is_unknown_not_zero():
    window = Window("y", targets=(Target(Decimal(10), grades=frozenset({"SPE"})),))

    assessment = assess(Requirement("x", (window,)), [], Circumstances(grade="PE"), END_2025)

    assert assessment.results[0].unknown is Unknown.NO_TARGET
