"""What holds for every requirement and every record: found by trying many of them.

The requirements are those of real bodies; activities, granted adjustments and people are invented.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.requirements.rules import Assessment, Result, Verdict, assess
from agreements.requirements.terms import (
    Activity,
    Adjustment,
    Circumstances,
    Per,
    Relief,
    Requirement,
    Shortfall,
    Standing,
    WindowKind,
)
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import END_2025, NOBODY, did, missing_in

FIRST = date(2020, 1, 1)
REAL = [value for value in vars(bodies).values() if isinstance(value, Requirement)]
WORDS = {
    "kind": ["formal", "on_job", "private", "paper", "conference", "workplace", "reading"],
    "aspect": ["ethics", "knowledge"],
    "provider": ["HKIA", "A university"],
}
TOPICS = ["ethics", "risk", "business", "technical", "broader", "special"]

# Often the same day, a leap day, or the last.
days = st.dates(FIRST, END_2025) | st.sampled_from([date(2024, 2, 29), END_2025])
quarters = st.integers(1, 400).map(lambda quarter: Decimal(quarter) / 4)
areas = st.frozensets(st.sampled_from(["civil", "rail"]))
requirements = st.sampled_from(REAL)
activities = st.builds(
    Activity,
    key=st.uuids().map(str),
    done_on=days,
    hours=quarters,
    topics=st.frozensets(st.sampled_from(TOPICS)),
    areas=areas,
    is_verifiable=st.booleans(),
    is_online=st.booleans(),
    items=st.integers(1, 3),
    standing=st.sampled_from([*Standing, *[Standing.COUNTS] * 4]),
    **{name: st.sampled_from(words) for name, words in WORDS.items()},
)
records = st.lists(activities, max_size=12, unique_by=lambda done: done.key)


@st.composite
def adjustments(draw) -> Adjustment:
    first, last = sorted([draw(days), draw(days)])
    relief = draw(st.sampled_from(list(Relief)))
    match relief:
        case Relief.AMOUNT:
            return Adjustment(first, last, relief, amount=draw(quarters), categories=1)
        case Relief.STATUS:
            return Adjustment(first, last, relief, status=draw(st.sampled_from(["retired", "x"])))
        case _:
            return Adjustment(first, last, relief)


people = st.builds(
    Circumstances,
    registered_on=st.none() | days,
    grade=st.sampled_from(["PE", "PEPC"]),
    status=st.sampled_from(["practising", "non_practising"]),
    born_on=st.none() | st.dates(date(1940, 1, 1), date(2000, 2, 29)),
    fields=st.integers(1, 3),
    areas=areas,
    personal_target=st.none() | quarters,
    renews_late=st.booleans(),
    adjustments=st.lists(adjustments(), max_size=2).map(tuple),
)


def own(result: Result) -> Decimal:
    return sum((line.credit for line in result.lines), Decimal())


# --- More, and in another order ------------------------------------------------------------------


@given(requirement=requirements, records=records, more=activities, about=people)
def test_one_activity_more_never_lowers_a_total(requirement, records, more, about):
    before = assess(requirement, records, about, END_2025).results
    after = assess(requirement, [*records, more], about, END_2025).results

    assert all(own(new) >= own(old) for old, new in zip(before, after, strict=True))
    if requirement.shortfall is Shortfall.FORGET:  # else it may open an earlier window, with a debt
        assert all(new.total >= old.total for old, new in zip(before, after, strict=True))


@given(data=st.data(), requirement=requirements, records=records, about=people)
def test_order_does_not_matter(data, requirement, records, about):
    shuffled = data.draw(st.permutations(records))
    turned = replace(about, adjustments=about.adjustments[::-1])

    assert assess(requirement, shuffled, turned, END_2025) == assess(
        requirement, records, about, END_2025
    )


def is_counted_by_the_piece(requirement: Requirement) -> bool:
    counts = [window.least_activities for window in requirement.windows]
    counts += [share.least_activities for window in requirement.windows for share in window.shares]
    return any(counts) or any(one.per is Per.ITEM for one in requirement.categories)


def without_lines(assessment: Assessment) -> list[Result]:
    return [replace(result, lines=()) for result in assessment.results]


@given(
    requirement=st.sampled_from([one for one in REAL if not is_counted_by_the_piece(one)]),
    records=records,
    whole=activities,
    part=st.decimals(0, 1, places=2),
    about=people,
)
def test_activity_in_two_parts_of_one_day_is_the_same(requirement, records, whole, part, about):
    first = replace(whole, key=f"{whole.key} 1", hours=whole.hours * part)
    second = replace(whole, key=f"{whole.key} 2", hours=whole.hours - first.hours)

    in_one = assess(requirement, [*records, whole], about, END_2025)
    in_two = assess(requirement, [*records, first, second], about, END_2025)

    assert without_lines(in_two) == without_lines(in_one)


# --- Limits --------------------------------------------------------------------------------------


@given(requirement=requirements, records=records, about=people)
def test_no_cap_is_exceeded(requirement, records, about):
    for result in assess(requirement, records, about, END_2025).results:
        for category in requirement.categories:
            credit = sum(line.credit for line in result.lines if line.category == category.code)
            assert category.cap is None or credit <= category.cap


@given(requirement=requirements, records=records, about=people)
def test_no_activity_gives_more_than_its_weight(requirement, records, about):
    categories = {category.code: category for category in requirement.categories}

    for result in assess(requirement, records, about, END_2025).results:
        for line in result.lines:
            done = line.activity
            if not line.credit:
                continue
            category = categories[line.category]
            amount = done.hours if category.per is Per.HOUR else done.items
            assert line.credit <= amount * category.factor
            assert done.standing is Standing.COUNTS


@given(requirement=requirements, records=records, about=people)
def test_nobody_is_exempt_without_relief(requirement, records, about):
    for result in assess(requirement, records, about, END_2025).results:
        if result.verdict is Verdict.EXEMPT:
            relieving = {Relief.EXEMPT, Relief.PAUSE}
            assert joins_after(requirement, about, result) or any(
                one.relief in relieving and result.span.overlap(one.first, one.last)
                for one in about.adjustments
            )


def joins_after(requirement: Requirement, about: Circumstances, result: Result) -> bool:
    joined = about.registered_on
    return requirement.is_pro_rata_on_joining and bool(joined and joined > result.span.last)


@given(requirement=requirements, records=records, about=people)
def test_short_is_who_misses_something(requirement, records, about):
    assessment = assess(requirement, records, about, END_2025)

    missing = dict(missing_in(assessment))

    assert (assessment.verdict is Verdict.SHORT) is bool(missing)
    assert all(amount > 0 for amount in missing.values())


# --- Time passes ---------------------------------------------------------------------------------


@given(data=st.data(), requirement=requirements, records=records, about=people, on=days)
def test_a_later_day_in_a_window_never_raises_what_is_missing(
    data, requirement, records, about, on
):
    later = data.draw(st.dates(on, END_2025))
    rolling = {one.code for one in requirement.windows if one.kind is WindowKind.ROLLING}
    before = assess(requirement, records, about, on).results
    after = assess(requirement, records, about, later).results

    pairs = [
        (old, new)
        for old, new in zip(before, after, strict=True)
        if old.window not in rolling and old.span and old.span == new.span
    ]
    assume(pairs)

    for old, new in pairs:
        assert [(one.asks, one.name) for one in new.findings] == [
            (one.asks, one.name) for one in old.findings
        ]
        for was, now in zip(old.findings, new.findings, strict=True):
            assert now.missing <= was.missing


# --- Exact sums ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "total"),
    [
        ([Decimal("0.1")] * 1000, "100"),
        ([Decimal("0.25")] * 1000, "250"),
        (
            [Decimal(number) / 100 for number in range(1, 1001)],
            "5005",
        ),  # hundredths: 1000 x 1001 / 2
        ([Decimal("999.75"), *[Decimal("0.01")] * 999], "1009.74"),
    ],
    ids=["tenths", "quarters", "0.01 to 10", "large and small"],
)
def test_sums_of_a_thousand_decimals_are_exact(hours, total):
    records = [did(one, key=number) for number, one in enumerate(hours)]

    (result,) = assess(bodies.CSE_CALENDAR, records, NOBODY, END_2025).results

    assert result.total == Decimal(total)
