"""A whole pathway: any-of groups, the verdict, the distance, and what is never a pass."""

from datetime import date

import pytest

from agreements.pathways.rules import Verdict, assess
from agreements.pathways.terms import Case, Check, Condition, Gate, Kind, Period, Rules, Title
from tests.agreements.pathways.test_conditions import (
    BACHELOR,
    CODE,
    ON,
    ONGOING,
    PE,
    PE_ASKED,
    SEVEN,
    TITLE,
    TWO_IN_CHARGE,
    WORK,
    asked,
    declared,
    degree,
    period,
    title,
    titles,
    work,
)

REVIEW = asked("review")
READY = Case(titles=(TITLE,), degrees=(BACHELOR,), periods=(WORK, ONGOING))


def rules(*conditions: Condition, **values) -> Rules:
    return Rules("to-pec", conditions, **values)


def test_pathway_is_ready_when_only_a_person_is_left():
    """CAST Newsletter 54: PE, registered, and the Council decides."""
    found = assess(rules(PE_ASKED, asked("registered", grades=[PE]), REVIEW), READY, ON)

    assert (found.verdict, found.met, found.missing, found.unsaid, found.for_person) == (
        Verdict.READY, 2, 0, 0, 1,
    )  # fmt: skip
    assert found.until == date(2027, 12, 31)


def test_pathway_of_the_ipea_shape_says_what_is_missing_and_when():
    """Seven years end with 2022; two in charge, begun on 1 July 2025, end on 30 June 2027."""
    in_charge = period(key="p:4", first=date(2025, 7, 1), last=None, is_in_charge=True)
    case = work(WORK, Period("p:5", date(2021, 1, 1), date(2025, 6, 30)), in_charge)

    found = assess(rules(SEVEN, TWO_IN_CHARGE, CODE), case, ON)

    assert (found.verdict, found.met, found.missing) == (Verdict.MISSING, 1, 2)
    assert found.earliest is None  # the code needs a declaration, not time
    without_code = assess(rules(SEVEN, TWO_IN_CHARGE), case, ON)
    assert without_code.earliest == date(2027, 6, 30)


def test_pathway_that_nothing_is_missing_for_may_still_not_be_said():
    found = assess(rules(PE_ASKED, SEVEN), work(period(check=Check.CLAIMED), ONGOING), ON)

    assert (found.verdict, found.met, found.unsaid) == (Verdict.UNSAID, 1, 1)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"has_published_rules": False}, Verdict.UNPUBLISHED),
        ({"has_published_rules": False, "gate": Gate.NOT_OPEN}, Verdict.NOT_OPEN),
        ({"gate": Gate.NOT_OPEN}, Verdict.NOT_OPEN),
        ({"gate": Gate.CLOSED}, Verdict.CLOSED),
    ],
)
def test_pathway_that_is_not_open_is_never_a_pass(values, verdict):
    assert assess(rules(PE_ASKED, **values), READY, ON).verdict is verdict


def test_published_rules_without_conditions_are_no_pass():
    assert assess(rules(), READY, ON).verdict is Verdict.UNPUBLISHED


# --- Any one of a group --------------------------------------------------------------------------

ACCREDITED = asked("degree", accords=["washington"], group="degree")
RECOGNISED = asked("degree", is_by_person=True, group="degree")


@pytest.mark.parametrize(
    ("case", "speaks", "verdict"),
    [
        (Case(degrees=(BACHELOR,)), ACCREDITED, Verdict.READY),
        (Case(degrees=(degree(accord="none"),)), RECOGNISED, Verdict.READY),
        (Case(), RECOGNISED, Verdict.READY),
    ],
)
def test_group_is_one_line_and_the_nearest_speaks(case, speaks, verdict):
    """APEC Engineer manual: a degree accredited, or recognised as of the same standard."""
    found = assess(rules(ACCREDITED, REVIEW, RECOGNISED), case, ON)

    assert [line.finding.condition for line in found.lines] == [speaks, REVIEW]
    assert len(found.lines[0].others) == 1
    assert found.verdict is verdict


def test_group_of_two_unmet_conditions_names_the_one_that_time_will_meet():
    in_time = asked("experience", least_years=10, group="g")
    never = asked("title", grades=["x/y"], group="g")

    found = assess(rules(never, in_time), work(ONGOING), ON)

    assert found.lines[0].finding.condition is in_time
    assert found.earliest == date(2030, 12, 31)


def test_group_that_is_met_twice_holds_as_long_as_the_longer():
    one, other = (asked("title", grades=[grade], group="g") for grade in (PE, "cse/SPE"))
    longer = Title("q:7", "cse/SPE", date(2024, 1, 1), date(2029, 12, 31))

    found = assess(rules(one, other), titles(TITLE, longer), ON)

    assert (found.lines[0].finding.condition, found.until) == (other, date(2029, 12, 31))


# --- Distance ------------------------------------------------------------------------------------


def test_pathways_are_sorted_by_what_is_missing():
    case = Case(titles=(TITLE,), declarations=declared("no_record").declarations)
    found = {
        "closed": assess(rules(PE_ASKED, gate=Gate.CLOSED), case, ON),
        "unpublished": assess(rules(has_published_rules=False), case, ON),
        "talks": assess(rules(gate=Gate.NOT_OPEN), case, ON),
        "two missing": assess(rules(PE_ASKED, CODE, SEVEN), case, ON),
        "one missing": assess(rules(PE_ASKED, CODE), case, ON),
        "cannot say": assess(rules(asked("discipline", grades=[PE])), case, ON),
        "ready": assess(rules(PE_ASKED), case, ON),
    }

    assert sorted(found, key=lambda name: found[name].distance) == [
        "ready", "one missing", "two missing", "cannot say", "talks", "unpublished", "closed",
    ]  # fmt: skip


def test_case_of_another_day_is_another_answer():
    case = titles(title(first=date(2027, 1, 1), last=None))

    assert assess(rules(PE_ASKED), case, ON).earliest == date(2027, 1, 1)
    assert assess(rules(PE_ASKED), case, date(2027, 1, 1)).verdict is Verdict.READY


def test_line_for_each_condition():
    conditions = [asked(kind) for kind in Kind]

    assert len(assess(rules(*conditions), Case(), ON).lines) == len(Kind)
