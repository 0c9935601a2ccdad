"""Golden cases of real CPD rules, worked by hand, each with its source in the id; and properties.

No test here may touch the database: the rule is pure.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.requirements.asked import Unknown
from agreements.requirements.counting import Outcome, Why
from agreements.requirements.rules import Asks, Verdict, assess
from agreements.requirements.terms import (
    Activity,
    Adjustment,
    CarryOver,
    Circumstances,
    Relief,
    Requirement,
    Shortfall,
    Standing,
    Target,
    Window,
    WindowKind,
)
from tests.agreements.requirements import bodies

MET, SHORT, EXEMPT, UNKNOWN = Verdict
END_2025 = date(2025, 12, 31)
NOBODY = Circumstances()


def did(hours, kind="seminar", *topics, on=date(2025, 6, 1), key=None, **fields) -> Activity:
    return Activity(
        key or f"{kind} {hours} {on}",
        on,
        Decimal(str(hours)),
        kind,
        topics=frozenset(topics),
        **fields,
    )


def away(first, last, relief=Relief.PAUSE, **fields) -> Circumstances:
    return Circumstances(adjustments=(Adjustment(first, last, relief, **fields),))


BEM_YEAR = [
    did(6, "formal"),
    did(14, "on_job"),
    did(12, "private"),
    did(5, "conference"),
    did(1, "paper"),
]
YEARS_OF_APEGA = [
    did(130, "practice", on=date(2023, 5, 1)),
    did(40, "formal", on=date(2024, 5, 1)),
    did(70, "practice", on=date(2025, 5, 1)),
]

# id: (requirement, activities, circumstances, day, verdict, total and target of the first window)
GOLDEN = {
    # 24 h at one PDU for two hours = 12, capped at 10; PEB's yearly minimum is not published.
    "1 PEB e-training": (
        bodies.PEB, [did(24, is_online=True)], NOBODY, END_2025, UNKNOWN, "10", None),
    # Two of three years practising: 2/3 of 150 + 1/3 of 90 = 130.
    "2 W. Australia status": (
        bodies.WESTERN_AUSTRALIA, [did(129)],
        away(date(2024, 7, 1), date(2025, 6, 30), Relief.STATUS, status="non_practising"),
        date(2025, 6, 30), SHORT, "129", "130"),
    # 12 + 10 (cap) + 5 (cap of 6) + 5 + 10 = 42; three years then hold the same 42 of 75.
    "3 BEM PE weights and caps": (bodies.BEM, BEM_YEAR, NOBODY, END_2025, SHORT, "42", "25"),
    # 130 + 40 + 70 = 240 reached, in two of the three categories asked.
    "5 APEGA categories": (bodies.APEGA, YEARS_OF_APEGA, NOBODY, END_2025, SHORT, "240", "240"),
    # 26 + 4 = 30 reached, broader studies 4 of 5.
    "6 HKIE sub-minimum": (
        bodies.HKIE, [did(26, "seminar", "technical"), did(4, "course", "broader")],
        NOBODY, END_2025, SHORT, "30", "30"),
    "7 NZ two fields": (
        bodies.NEW_ZEALAND, [did(55)], Circumstances(fields=2), END_2025, MET, "55", "55"),
    # 95 of 90, but ethics and safety 4 of 8.
    "9 Korea ethics": (
        bodies.KOREA, [did(4, "course", "ethics"), did(91, "course", "special")],
        Circumstances(registered_on=date(2021, 3, 1)), END_2025, SHORT, "95", "90"),
    "10 Engineers Ireland maternity": (
        bodies.ENGINEERS_IRELAND, [did(12)],
        away(date(2025, 2, 1), date(2025, 8, 1), Relief.EXEMPT), END_2025, EXEMPT, "12", None),
    "11 ECUK without a record": (
        bodies.ENGINEERING_COUNCIL, [], NOBODY, END_2025, SHORT, "0", None),
    "11 ECUK with one": (
        bodies.ENGINEERING_COUNCIL, [did("0.25")], NOBODY, END_2025, MET, "0.25", None),
    "12 CSE anniversary, year 1": (
        bodies.CSE_ANNIVERSARY, [did(41, on=date(2024, 6, 30)), did(38, on=date(2025, 6, 30))],
        Circumstances(registered_on=date(2023, 7, 1)), date(2024, 6, 30), MET, "41", "40"),
    "12 CSE anniversary, year 2": (
        bodies.CSE_ANNIVERSARY, [did(41, on=date(2024, 6, 30)), did(38, on=date(2025, 6, 30))],
        Circumstances(registered_on=date(2023, 7, 1)), date(2025, 6, 30), SHORT, "38", "40"),
    "14 HKIE 2018, recorded not audited": (
        bodies.HKIE_2018, [did(30, on=date(2018, 3, 1))], NOBODY, date(2018, 12, 31), MET,
        "30", "30"),
    # 60 workplace + study 30 capped at 18 + 80 = 158; in the area civil 60 of 50.
    "Engineers Australia met": (
        bodies.ENGINEERS_AUSTRALIA,
        [did(60, "workplace", areas=frozenset({"civil"})), did(30, "private"),
         did(80, "course", "risk", "business")],
        Circumstances(areas=frozenset({"civil"})), END_2025, MET, "158", "150"),
    # The same, but a second area of practice has no hours.
    "Engineers Australia second area": (
        bodies.ENGINEERS_AUSTRALIA,
        [did(60, "workplace", areas=frozenset({"civil"})), did(30, "private"),
         did(80, "course", "risk", "business")],
        Circumstances(areas=frozenset({"civil", "rail"})), END_2025, SHORT, "158", "150"),
    # 200 workplace are capped at 75.
    "Engineers Australia cap": (
        bodies.ENGINEERS_AUSTRALIA, [did(200, "workplace")],
        Circumstances(areas=frozenset({"civil"})), END_2025, SHORT, "75", "150"),
    "IPEJ met": (
        bodies.IPEJ, [did(249, on=date(2021, 4, 1)), did(1, "c", "ethics", on=date(2026, 3, 31))],
        NOBODY, date(2026, 3, 31), MET, "250", "250"),
    "IPEJ one day before the window": (
        bodies.IPEJ, [did(249, on=date(2021, 3, 31)), did(1, "c", "ethics", on=date(2026, 3, 31))],
        NOBODY, date(2026, 3, 31), SHORT, "1", "250"),
    "IPEJ late renewal": (
        bodies.IPEJ, [did(299, on=date(2021, 4, 1)), did(1, "c", "ethics", on=date(2026, 4, 1))],
        Circumstances(renews_late=True), date(2026, 6, 30), MET, "300", "300"),
    "RICS ethics two years ago": (
        bodies.RICS, [did(20, "formal"), did(1, "formal", "ethics", on=date(2023, 1, 1))],
        NOBODY, END_2025, MET, "20", "20"),
    "RICS ethics three years ago": (
        bodies.RICS, [did(20, "formal"), did(1, "formal", "ethics", on=date(2022, 12, 31))],
        NOBODY, END_2025, SHORT, "20", "20"),
    # Year from 1 December: 20 in it; three years 120 with 59 verifiable.
    "HKICPA verifiable": (
        bodies.HKICPA,
        [did(20, on=date(2024, 12, 1)), did(41, on=date(2023, 6, 1)),
         did(59, on=date(2023, 7, 1), is_verifiable=True)],
        NOBODY, date(2025, 11, 30), SHORT, "20", "20"),
    # Joined on 1 April of a year from 1 October: half of 25, to the next quarter.
    "HKIA joined mid-year": (
        bodies.ARCHITECTS, [did("12.5", on=date(2025, 5, 1))],
        Circumstances(registered_on=date(2025, 4, 1)), date(2025, 9, 30), MET, "12.5", "12.50"),
    # 40 in the first year: 15 spare, 10 carried; 15 + 10 = 25.
    "HKIA carry-over": (
        bodies.ARCHITECTS, [did(40, on=date(2023, 11, 1)), did(15, on=date(2024, 11, 1))],
        Circumstances(registered_on=date(2023, 10, 1)), date(2025, 9, 30), MET, "25", "25.00"),
    # The 10 carried are gone after one year.
    "HKIA carry-over expires": (
        bodies.ARCHITECTS,
        [did(40, on=date(2022, 11, 1)), did(25, on=date(2023, 11, 1)),
         did(15, on=date(2024, 11, 1))],
        Circumstances(registered_on=date(2022, 10, 1)), date(2025, 9, 30), SHORT, "15", "25.00"),
    # 5 short in the first year are asked on top: 25 + 5 = 30.
    "HKIA shortfall is made up": (
        bodies.ARCHITECTS, [did(20, on=date(2023, 11, 1)), did(29, on=date(2024, 11, 1))],
        Circumstances(registered_on=date(2023, 10, 1)), date(2025, 9, 30), SHORT, "29", "30.00"),
    "Singapore architects at 59": (
        bodies.BY_AGE, [did(15)], Circumstances(born_on=date(1965, 1, 2)), END_2025, SHORT,
        "15", "20"),
    "Singapore architects at 60": (
        bodies.BY_AGE, [did(15)], Circumstances(born_on=date(1965, 1, 1)), END_2025, MET,
        "15", "15"),
    "Singapore architects at 70": (
        bodies.BY_AGE, [did(10)], Circumstances(born_on=date(1950, 5, 5)), END_2025, MET,
        "10", "10"),
    "Singapore architects, age not known": (
        bodies.BY_AGE, [did(20)], NOBODY, END_2025, UNKNOWN, "20", None),
    "PEO own target": (
        bodies.ONTARIO, [did(16)], Circumstances(personal_target=Decimal("16.5")), END_2025, SHORT,
        "16", "16.5"),
    "PEO own target not set": (bodies.ONTARIO, [did(99)], NOBODY, END_2025, UNKNOWN, "99", None),
    # Six of twelve months on leave halve the target.
    "pause of half a year": (
        bodies.CSE_CALENDAR, [did(20)], away(date(2025, 7, 1), END_2025), END_2025, MET,
        "20", "20"),
    "pause of the whole year": (
        bodies.CSE_CALENDAR, [], away(date(2025, 1, 1), END_2025), END_2025, EXEMPT, "0", None),
    # APEGA's pandemic relief: 30 h and one category in one period.
    "relief by decree": (
        bodies.APEGA, [did(30, "practice")],
        away(date(2025, 1, 1), END_2025, Relief.AMOUNT, amount=Decimal(30), categories=1),
        END_2025, MET, "30", "30"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "activities", "circumstances", "on", "verdict", "total", "target"),
    GOLDEN.values(),
    ids=GOLDEN,
)
def test_golden_case(requirement, activities, circumstances, on, verdict, total, target):
    assessment = assess(requirement, activities, circumstances, on)

    first = assessment.results[0]
    assert assessment.verdict is verdict
    assert first.total == Decimal(total)
    assert first.target == (None if target is None else Decimal(target))


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


# --- Facts that cannot all be true ---------------------------------------------------------------

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


# --- From one window to the next -----------------------------------------------------------------


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


# --- Properties ----------------------------------------------------------------------------------

requirements = st.sampled_from(
    [value for value in vars(bodies).values() if isinstance(value, Requirement)]
)
quarters = st.integers(1, 400).map(lambda quarter: Decimal(quarter) / 4)
an_activity = st.builds(
    Activity,
    key=st.uuids().map(str),
    done_on=st.dates(date(2020, 1, 1), date(2025, 12, 31)),
    hours=quarters,
    kind=st.sampled_from(["formal", "on_job", "private", "paper", "conference", "workplace"]),
    topics=st.frozensets(st.sampled_from(["ethics", "risk", "technical", "broader"])),
    is_verifiable=st.booleans(),
    is_online=st.booleans(),
    standing=st.sampled_from(list(Standing)),
)
records = st.lists(an_activity, max_size=12, unique_by=lambda done: done.key)
SOMEBODY = Circumstances(
    registered_on=date(2020, 2, 29), born_on=date(1980, 2, 29), areas=frozenset({"civil"})
)


def own_credit(assessment) -> list[Decimal]:
    return [sum((line.credit for line in one.lines), Decimal()) for one in assessment.results]


@given(requirement=requirements, records=records, more=an_activity)
def test_one_activity_more_never_lowers_a_total(requirement, records, more):
    before = own_credit(assess(requirement, records, SOMEBODY, END_2025))
    after = own_credit(assess(requirement, [*records, more], SOMEBODY, END_2025))

    assert all(new >= old for old, new in zip(before, after, strict=True))


@given(requirement=requirements, records=records)
def test_order_of_entry_does_not_matter(requirement, records):
    assert assess(requirement, records, SOMEBODY, END_2025) == assess(
        requirement, records[::-1], SOMEBODY, END_2025
    )


@given(requirement=requirements, records=records)
def test_caps_and_factors_are_never_exceeded_and_what_waits_never_counts(requirement, records):
    caps = {category.code: category.cap for category in requirement.categories}
    factors = {category.code: category.factor for category in requirement.categories}

    for result in assess(requirement, records, SOMEBODY, END_2025).results:
        for code, cap in caps.items():
            credit = sum(line.credit for line in result.lines if line.category == code)
            assert cap is None or credit <= cap
        for line in result.lines:
            most = max(line.activity.hours, Decimal(line.activity.items))
            assert line.credit <= most * factors.get(line.category, 0)
            assert line.credit == 0 or line.activity.standing is Standing.COUNTS


def test_sums_of_a_thousand_decimals_are_exact():
    activities = [did("0.1", key=number) for number in range(1000)]

    (result,) = assess(bodies.CSE_CALENDAR, activities, NOBODY, END_2025).results

    assert result.total == Decimal("100.0")


def test_carried_credit_is_used_oldest_first_and_for_two_more_windows():
    requirement = replace(bodies.CSE_CALENDAR, carry_over=CarryOver(cap=Decimal(20), windows=2))
    activities = [did(60, on=date(2023, 1, 1)), did(30, on=date(2024, 1, 1)), did(29)]

    (result,) = assess(requirement, activities, NOBODY, END_2025).results

    # 20 spare in 2023; 2024 uses 10 of them; the other 10 still serve 2025: 29 + 10 = 39.
    assert (result.carried, result.total, result.verdict) == (10, 39, SHORT)


def test_target_that_fits_nobody_is_unknown_not_zero():
    window = Window("y", targets=(Target(Decimal(10), grades=frozenset({"SPE"})),))

    assessment = assess(Requirement("x", (window,)), [], Circumstances(grade="PE"), END_2025)

    assert assessment.results[0].unknown is Unknown.NO_TARGET
