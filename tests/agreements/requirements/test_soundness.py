"""Rules that could never be met, or ask nothing, are found before anybody is measured by them.

No test here may touch the database: the check is pure.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.soundness import Fault, Trouble, troubles
from agreements.requirements.terms import (
    CarryOver,
    Category,
    Requirement,
    Selector,
    Share,
    Target,
    Window,
    WindowKind,
)
from tests.agreements.requirements import bodies

REAL = {name: one for name, one in vars(bodies).items() if isinstance(one, Requirement)}
YEAR = Window("year", targets=bodies.amount(40))
ANYTHING = Selector()
ONE_CATEGORY = (Category("any"),)
TRAINING, SEMINAR = bodies.kinds("training"), bodies.kinds("seminar")


def asking(*windows: Window, categories=ONE_CATEGORY, **fields) -> Requirement:
    return Requirement("r", windows, categories, **fields)


def sharing(selector: Selector, least: str, *categories: Category) -> Requirement:
    share = Share("part", selector, Decimal(least))
    return asking(replace(YEAR, shares=(share,)), categories=categories)


def capped(code: str, cap: str, selector: Selector = ANYTHING) -> Category:
    return Category(code, selector, cap=Decimal(cap))


def targets(*some: Target) -> Requirement:
    return asking(Window("year", targets=some))


@pytest.mark.parametrize("requirement", REAL.values(), ids=REAL)
def test_rules_of_real_bodies_are_sound(requirement):
    assert troubles(requirement) == []


FAULTY = {
    "no window": (asking(), Fault.NO_WINDOW, ""),
    "asks nothing": (asking(Window("year")), Fault.ASKS_NOTHING, "year"),
    "no years": (asking(replace(YEAR, years=0)), Fault.NO_LENGTH, "year"),
    "a cycle without its first day": (
        asking(replace(YEAR, kind=WindowKind.CYCLE)), Fault.NO_LENGTH, "year"),
    "once, on one day": (
        asking(replace(YEAR, kind=WindowKind.ONCE,
                       first_day=date(2025, 1, 1), last_day=date(2025, 1, 1))),
        Fault.NO_LENGTH, "year"),
    "fifty-one years": (asking(replace(YEAR, years=51)), Fault.TOO_LONG, "year"),
    "only a late window": (
        asking(replace(YEAR, is_for_late_renewal=True)), Fault.LATE_ALONE, ""),
    "factor zero": (
        asking(YEAR, categories=(Category("a", factor=Decimal()),)), Fault.WEIGHT, "a"),
    "factor negative": (
        asking(YEAR, categories=(Category("a", factor=Decimal("-0.5")),)), Fault.WEIGHT, "a"),
    "target negative": (targets(Target(Decimal(-1))), Fault.NEGATIVE, "year"),
    "less for each further field": (
        targets(Target(Decimal(40), per_extra_field=Decimal(-5))), Fault.NEGATIVE, "year"),
    "carried over: at most nothing": (
        asking(YEAR, carry_over=CarryOver(cap=Decimal())), Fault.NEGATIVE, "r"),
    "sub-minimum negative": (
        sharing(TRAINING, "-1", Category("any")), Fault.NEGATIVE, "part"),
    "category behind one that takes all": (
        asking(YEAR, categories=(Category("any"), Category("late", TRAINING))),
        Fault.NEVER_COUNTED, "late"),
    "target behind one for everybody": (
        targets(Target(Decimal(40)), Target(Decimal(20), age_from=70)),
        Fault.NEVER_ASKED, "year"),
    "target behind a wider age": (
        targets(Target(Decimal(15), age_from=60), Target(Decimal(10), age_from=70)),
        Fault.NEVER_ASKED, "year"),
    "an uncapped category serves it too": (
        sharing(bodies.topics("ethics"), "10", capped("training", "9", TRAINING), Category("rest")),
        None, ""),
    "an uncapped category is left nothing of it": (
        sharing(TRAINING, "10", capped("training", "9", TRAINING), Category("rest")),
        Fault.CAP_BELOW_SHARE, "part"),
    "an uncapped category is left one kind of two": (
        sharing(bodies.kinds("training", "seminar"), "10", capped("training", "9", TRAINING),
                Category("rest")),
        None, ""),
    "an uncapped category is left no kind of two": (
        sharing(bodies.kinds("training", "seminar"), "10", capped("training", "4", TRAINING),
                capped("seminar", "5", SEMINAR), Category("rest")),
        Fault.CAP_BELOW_SHARE, "part"),
    "cap below the sub-minimum of one category": (
        sharing(TRAINING, "10", capped("training", "9", TRAINING), Category("rest", SEMINAR)),
        Fault.CAP_BELOW_SHARE, "part"),
    "an uncapped category is left none of the topic": (
        sharing(bodies.topics("ethics"), "10", capped("ethics", "9", bodies.topics("ethics")),
                Category("rest")),
        Fault.CAP_BELOW_SHARE, "part"),
    "an uncapped category is left nothing online": (
        sharing(Selector(is_online=True), "10", capped("online", "9", Selector(is_online=True)),
                Category("rest")),
        Fault.CAP_BELOW_SHARE, "part"),
    "no category takes the kind of the sub-minimum": (
        sharing(TRAINING, "10", Category("rest", SEMINAR)), Fault.UNSERVED, "part"),
    "no category takes what is counted by the piece": (
        asking(replace(YEAR, shares=(Share("part", TRAINING, least_activities=1),)),
               categories=(Category("rest", SEMINAR),)),
        Fault.UNSERVED, "part"),
    "what is online and what is not": (
        sharing(Selector(is_online=True), "10", Category("rest", Selector(is_online=False))),
        Fault.UNSERVED, "part"),
    "two caps together reach it": (
        sharing(bodies.topics("ethics"), "10", capped("training", "5", TRAINING),
                capped("seminar", "5", SEMINAR), Category("rest", bodies.kinds("lecture"))),
        None, ""),
    "caps one short of the target": (
        asking(YEAR, categories=(capped("a", "20", TRAINING), capped("b", "19", SEMINAR))),
        Fault.CAPS_BELOW_TARGET, "year"),
    "caps exactly the target": (
        asking(YEAR, categories=(capped("a", "20", TRAINING), capped("b", "20", SEMINAR))),
        None, ""),
    "three of two categories": (
        asking(replace(YEAR, least_categories=3),
               categories=(Category("a", TRAINING), Category("b", SEMINAR))),
        Fault.VARIETY, "year"),
    "two of two categories": (
        asking(replace(YEAR, least_categories=2),
               categories=(Category("a", TRAINING), Category("b", SEMINAR))),
        None, ""),
    "nothing is ever over": (
        asking(replace(YEAR, kind=WindowKind.ROLLING), closes_after_days=90),
        Fault.NEVER_OVER, ""),
    "closed before it is declared": (
        asking(YEAR, closes_after_days=59, declare_within_days=60), Fault.DECLARED_TOO_LATE, ""),
}  # fmt: skip


@pytest.mark.parametrize(("requirement", "fault", "where"), FAULTY.values(), ids=FAULTY)
def test_fault_is_found_where_it_is(requirement, fault, where):
    assert troubles(requirement) == ([Trouble(fault, where)] if fault else [])


def test_every_fault_has_its_case():
    assert {fault for _requirement, fault, _where in FAULTY.values()} - {None} == set(Fault)


def test_all_faults_are_told_at_once():
    requirement = asking(
        Window("first"), replace(YEAR, years=0), categories=(Category("a", factor=Decimal()),)
    )

    assert troubles(requirement) == [
        Trouble(Fault.WEIGHT, "a"),
        Trouble(Fault.ASKS_NOTHING, "first"),
        Trouble(Fault.NO_LENGTH, "year"),
    ]


ROLLING = replace(YEAR, kind=WindowKind.ROLLING)


@pytest.mark.parametrize(
    ("windows", "closes", "declares", "faults"),
    [
        ((YEAR,), None, None, []),
        ((ROLLING,), None, None, []),
        ((YEAR,), 90, 60, []),
        ((YEAR,), 60, 60, []),
        ((YEAR,), None, 60, []),
        ((YEAR, ROLLING), 0, None, []),
        ((YEAR,), 59, 60, [Fault.DECLARED_TOO_LATE]),
        ((ROLLING,), 90, None, [Fault.NEVER_OVER]),
        ((replace(YEAR, is_required=False),), None, 60, [Fault.NEVER_OVER]),
    ],
)
def test_closing_needs_an_end_and_leaves_time_to_mend(windows, closes, declares, faults):
    rules = asking(*windows, closes_after_days=closes, declare_within_days=declares)

    assert [trouble.fault for trouble in troubles(rules)] == faults
