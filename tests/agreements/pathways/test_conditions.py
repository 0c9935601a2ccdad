"""Every kind of condition with each of its answers, the dates that go with it, and its reasons.

The shapes are those of real pathways: seven years since graduation and two in charge (APEC
Engineer manual; IPEA), five years' standing (NABER(S)–HKIE 2004), routes that are not admitted
(Engineering Council guidance notes, November 2018), a letter of good standing (APEGS–HKIE).
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.pathways.conditions import RULES, answer
from agreements.pathways.findings import ANSWER_OF, Answer, Why
from agreements.pathways.terms import (
    Case,
    Check,
    Condition,
    CountedFrom,
    Cpd,
    Declaration,
    Degree,
    Kind,
    Letter,
    Period,
    Title,
)
from agreements.requirements.rules import Verdict

ON = date(2026, 6, 30)
PE, SPE = "cse/PE", "cse/SPE"
TITLE = Title("q:1", PE, date(2022, 1, 1), date(2027, 12, 31), route="full_assessment")
BACHELOR = Degree("q:2", date(2015, 6, 30), "washington", 4)
WORK = Period("p:1", date(2016, 1, 1), date(2020, 12, 31))
ONGOING = Period("p:2", date(2021, 1, 1), is_in_charge=True, country="PK")
WAITING, CLAIMED, SUSPENDED = Check.WAITING, Check.CLAIMED, Check.SUSPENDED


def asked(kind: str, **values) -> Condition:
    lists = {"grades", "accords", "routes", "disciplines"}
    values = {name: frozenset(v) if name in lists else v for name, v in values.items()}
    if "least_years" in values:
        values["least_years"] = Decimal(str(values["least_years"]))
    return Condition("c", Kind(kind), **values)


def title(**changes) -> Title:
    values = {"key": "q:1", "grade": PE, "first": date(2022, 1, 1), "last": date(2027, 12, 31)}
    return Title(**(values | changes))


def degree(**changes) -> Degree:
    values = {"key": "q:2", "awarded_on": date(2015, 6, 30), "accord": "washington", "years": 4}
    return Degree(**(values | changes))


def period(**changes) -> Period:
    values = {"key": "p:1", "first": date(2016, 1, 1), "last": date(2020, 12, 31)}
    return Period(**(values | changes))


def titles(*held) -> Case:
    return Case(titles=held)


def degrees(*held) -> Case:
    return Case(degrees=held)


def letter(dated: date, check=Check.CHECKED) -> Case:
    return Case(titles=(TITLE,), letters=(Letter("q:9", "cse", dated, check),))


def work(*periods, graduated=BACHELOR) -> Case:
    return Case(titles=(TITLE,), degrees=(graduated,) if graduated else (), periods=periods)


def cpd(verdict: Verdict) -> Case:
    return Case(cpd={"cse": Cpd(verdict, until=date(2026, 12, 31))})


def declared(kind: str, made_on=date(2026, 1, 3), body="") -> Case:
    return Case(declarations=(Declaration("d:1", Kind(kind), made_on, body),))


NOTHING = Case()
PE_ASKED = asked("title", grades=[PE])
GOOD = asked("registered", grades=[PE])
FRESH = asked("registered", grades=[PE], within_months=3)
FIVE = asked("standing", grades=[PE], least_years=5)
DEGREE = asked("degree")
FOUR_YEARS = asked("degree", accords=["washington"], least_years=4)
SEVEN = asked("experience", least_years=7)
TWO_IN_CHARGE = asked("charge", least_years=2)
ONE_THERE = asked("local_experience", least_years=1, country="PK", counted_from=CountedFrom.ANY)
CSE = asked("cpd", requirement="cse")
CODE = asked("code", body="cse")
CLEAN = asked("no_record", within_months=12)
LAW = asked("exam", grades=["exam/law"])
PASS = Title("q:5", "exam/law", date(2024, 5, 1), date(2029, 4, 30))
CIVIL = asked("discipline", grades=[PE], disciplines=["civil"])
ROUTES = asked("excluded", grades=[PE], routes=["mature_candidate"])

# condition, case, reason, (since, until, earliest)
TABLE = [
    # A title: checked, and current on the day
    (PE_ASKED, titles(TITLE), "held", (date(2022, 1, 1), date(2027, 12, 31), None)),
    (PE_ASKED, titles(title(last=None)), "held", (date(2022, 1, 1), None, None)),
    (PE_ASKED, titles(title(first=None, last=ON)), "held", (None, ON, None)),
    (PE_ASKED, NOTHING, "none", (None, None, None)),
    (PE_ASKED, titles(title(grade=SPE)), "none", (None, None, None)),
    (PE_ASKED, titles(title(last=date(2026, 6, 29))), "ended", (None, None, None)),
    (PE_ASKED, titles(title(first=date(2026, 7, 1))), "not_yet", (None, None, date(2026, 7, 1))),
    (PE_ASKED, titles(title(check=SUSPENDED)), "suspended", (None, None, None)),
    (PE_ASKED, titles(title(check=WAITING)), "waiting", (None, None, None)),
    (PE_ASKED, titles(title(check=CLAIMED)), "claimed", (None, None, None)),
    (PE_ASKED, titles(title(last=date(2021, 1, 1))), "contradiction", (None, None, None)),
    # Its renewal waits while the old one has ended: that speaks, not the end
    (
        PE_ASKED,
        titles(title(last=date(2026, 1, 1)), title(key="q:3", check=WAITING)),
        "waiting",
        (None, None, None),
    ),
    # Registered: as a title, and a letter that is new enough, 3 May to 2 August
    (GOOD, titles(TITLE), "held", (date(2022, 1, 1), date(2027, 12, 31), None)),
    (GOOD, titles(title(check=SUSPENDED)), "suspended", (None, None, None)),
    (FRESH, letter(date(2026, 5, 3)), "held", (date(2026, 5, 3), date(2026, 8, 2), None)),
    (FRESH, letter(date(2026, 2, 2)), "too_old", (None, None, None)),
    (FRESH, titles(TITLE), "no_letter", (None, None, None)),
    (FRESH, letter(date(2026, 7, 1)), "no_letter", (None, None, None)),
    (FRESH, letter(date(2026, 5, 3), WAITING), "waiting", (None, None, None)),
    (FRESH, NOTHING, "none", (None, None, None)),
    # Five years' standing: the fifth year of one begun on 1 January 2022 ends on 31 December 2026
    (FIVE, titles(title(last=None)), "too_short", (None, None, date(2026, 12, 31))),
    (FIVE, titles(title(last=date(2026, 12, 30))), "too_short", (None, None, None)),
    (
        FIVE,
        titles(title(first=date(2021, 7, 1), last=None)),
        "enough",
        (date(2026, 6, 30), None, None),
    ),
    # Two terms that touch are one standing; with a day between them it begins anew
    (
        FIVE,
        titles(title(first=date(2020, 1, 1), last=date(2021, 12, 31)), title(key="q:3")),
        "enough",
        (date(2024, 12, 31), date(2027, 12, 31), None),
    ),
    (
        FIVE,
        titles(title(first=date(2020, 1, 1), last=date(2021, 12, 30)), title(key="q:3")),
        "too_short",
        (None, None, date(2026, 12, 31)),
    ),
    (FIVE, titles(title(first=None)), "not_stated", (None, None, None)),
    (FIVE, NOTHING, "none", (None, None, None)),
    # A degree: its accord, its length, its day
    (DEGREE, degrees(BACHELOR), "held", (date(2015, 6, 30), None, None)),
    (DEGREE, degrees(degree(years=None)), "held", (date(2015, 6, 30), None, None)),
    (FOUR_YEARS, degrees(BACHELOR), "held", (date(2015, 6, 30), None, None)),
    (FOUR_YEARS, degrees(degree(years=3)), "too_short", (None, None, None)),
    (FOUR_YEARS, degrees(degree(accord="dublin")), "not_accredited", (None, None, None)),
    (DEGREE, degrees(degree(accord="none")), "not_accredited", (None, None, None)),
    (FOUR_YEARS, degrees(degree(years=None)), "not_stated", (None, None, None)),
    (DEGREE, degrees(degree(accord="")), "not_stated", (None, None, None)),
    (DEGREE, degrees(degree(awarded_on=None)), "not_stated", (None, None, None)),
    (DEGREE, degrees(degree(awarded_on=ON.replace(day=1, month=7))), "not_yet",
     (None, None, date(2026, 7, 1))),
    (DEGREE, degrees(degree(check=WAITING)), "waiting", (None, None, None)),
    (DEGREE, degrees(degree(check=CLAIMED)), "claimed", (None, None, None)),
    (DEGREE, degrees(degree(check=SUSPENDED)), "suspended", (None, None, None)),
    (DEGREE, NOTHING, "none", (None, None, None)),
    # Of two degrees the one that comes nearest speaks
    (FOUR_YEARS, degrees(degree(years=3), BACHELOR), "held", (date(2015, 6, 30), None, None)),
    # Seven years since graduation: five to the end of 2020, two more to the end of 2022
    (SEVEN, work(WORK, ONGOING), "enough", (date(2022, 12, 31), None, None)),
    # Overlapping periods count once: 2016 to 2020 and from 2019 on is seven years on 31.12.2022
    (SEVEN, work(WORK, period(key="p:3", first=date(2019, 1, 1), last=None)), "enough",
     (date(2022, 12, 31), None, None)),
    # A gap of 2021 does not count, so the two years from 2022 end with 2023
    (SEVEN, work(WORK, period(key="p:3", first=date(2022, 1, 1), last=None)), "enough",
     (date(2023, 12, 31), None, None)),
    # Five years, then work from 1 March 2025 that goes on: two years of it end on 28 February 2027
    (SEVEN, work(WORK, period(key="p:3", first=date(2025, 3, 1), last=None)), "too_short",
     (None, None, date(2027, 2, 28))),
    (SEVEN, work(WORK), "too_short", (None, None, None)),
    (SEVEN, work(period(check=CLAIMED), ONGOING), "claimed", (None, None, None)),
    (SEVEN, work(WORK, ONGOING, graduated=degree(check=CLAIMED)), "claimed", (None, None, None)),
    (SEVEN, work(WORK, graduated=None), "no_start", (None, None, None)),
    (SEVEN, work(), "none", (None, None, None)),
    # Work before the degree: what ended before it does not count, what runs across it contradicts
    (SEVEN, work(period(first=date(2010, 1, 1), last=date(2015, 6, 29)), ONGOING), "too_short",
     (None, None, date(2027, 12, 31))),
    (SEVEN, work(period(first=date(2010, 1, 1)), ONGOING), "contradiction", (None, None, None)),
    (SEVEN, work(period(last=date(2015, 1, 1)), ONGOING), "contradiction", (None, None, None)),
    # From a title, or from any time
    (asked("experience", least_years=4, grades=[PE], counted_from=CountedFrom.TITLE),
     work(period(first=date(2022, 1, 1), last=None)), "enough", (date(2025, 12, 31), None, None)),
    (asked("experience", least_years=4, grades=[SPE], counted_from=CountedFrom.TITLE),
     work(WORK), "no_start", (None, None, None)),
    (asked("experience", least_years=5, counted_from=CountedFrom.ANY),
     work(WORK, graduated=None), "enough", (date(2020, 12, 31), None, None)),
    # Two years in charge
    (TWO_IN_CHARGE, work(WORK, ONGOING), "enough", (date(2022, 12, 31), None, None)),
    (TWO_IN_CHARGE, work(WORK), "none", (None, None, None)),
    (TWO_IN_CHARGE, work(period(first=date(2025, 7, 1), last=None, is_in_charge=True)),
     "too_short", (None, None, date(2027, 6, 30))),
    (TWO_IN_CHARGE, work(period(is_in_charge=True, check=CLAIMED)), "claimed", (None, None, None)),
    (TWO_IN_CHARGE, work(period(is_in_charge=True), graduated=None), "no_start",
     (None, None, None)),
    (TWO_IN_CHARGE, work(period(first=date(2015, 1, 1), is_in_charge=True)), "contradiction",
     (None, None, None)),
    # A year in the country
    (ONE_THERE, work(WORK, ONGOING), "enough", (date(2021, 12, 31), None, None)),
    (ONE_THERE, work(WORK), "none", (None, None, None)),
    (ONE_THERE, work(period(first=date(2026, 1, 1), last=None, country="PK")), "too_short",
     (None, None, date(2026, 12, 31))),
    (ONE_THERE, work(period(country="PK", check=CLAIMED)), "claimed", (None, None, None)),
    (ONE_THERE, work(period(country="PK", last=date(2015, 1, 1))), "contradiction",
     (None, None, None)),
    # CPD
    (CSE, cpd(Verdict.MET), "enough", (None, date(2026, 12, 31), None)),
    (CSE, cpd(Verdict.SHORT), "too_short", (None, date(2026, 12, 31), None)),
    (CSE, cpd(Verdict.EXEMPT), "relieved", (None, date(2026, 12, 31), None)),
    (CSE, cpd(Verdict.UNKNOWN), "not_stated", (None, None, None)),
    (CSE, NOTHING, "not_stated", (None, None, None)),
    # Declarations
    (CODE, declared("code", body="cse"), "held", (date(2026, 1, 3), None, None)),
    (CODE, declared("code", body="pec"), "none", (None, None, None)),
    (CODE, declared("code", body="cse", made_on=date(2026, 7, 1)), "none", (None, None, None)),
    (asked("code", body="cse", within_months=1), declared("code", body="cse"), "too_old",
     (None, None, None)),
    (asked("code"), declared("code"), "by_person", (None, None, None)),
    (CLEAN, declared("no_record"), "held", (date(2026, 1, 3), date(2027, 1, 2), None)),
    (CLEAN, declared("no_record", made_on=date(2025, 6, 30)), "too_old", (None, None, None)),
    (CLEAN, NOTHING, "none", (None, None, None)),
    (asked("no_record", is_by_person=True), declared("no_record"), "by_person",
     (None, None, None)),
    # An examination whose pass expires
    (LAW, titles(PASS), "held", (date(2024, 5, 1), date(2029, 4, 30), None)),
    (LAW, NOTHING, "none", (None, None, None)),
    (LAW, titles(title(grade="exam/law", last=date(2026, 1, 1))), "ended", (None, None, None)),
    (LAW, titles(title(grade="exam/law", check=WAITING)), "waiting", (None, None, None)),
    (asked("exam", is_waived=True), NOTHING, "waived", (None, None, None)),
    (asked("exam"), titles(PASS), "by_person", (None, None, None)),
    # The field
    (CIVIL, titles(title(discipline="civil")), "held",
     (date(2022, 1, 1), date(2027, 12, 31), None)),
    (CIVIL, titles(title(discipline="nuclear")), "other_field", (None, None, None)),
    (CIVIL, titles(title()), "not_stated", (None, None, None)),
    (CIVIL, NOTHING, "no_title", (None, None, None)),
    (asked("discipline", grades=[PE]), titles(title(discipline="civil")), "not_published",
     (None, None, None)),
    # Routes that are not admitted
    (ROUTES, titles(TITLE), "other_route", (None, None, None)),
    (ROUTES, titles(title(route="mature_candidate")), "excluded_route", (None, None, None)),
    (ROUTES, titles(title()), "not_stated", (None, None, None)),
    (ROUTES, titles(title(route="senior", check=WAITING)), "no_title", (None, None, None)),
    # What a person decides, whatever the record holds
    (asked("review"), titles(TITLE), "by_person", (None, None, None)),
    (asked("local_partner"), NOTHING, "by_person", (None, None, None)),
    (asked("title", grades=[PE], is_by_person=True), titles(TITLE), "by_person",
     (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "case", "why", "days"),
    TABLE,
    ids=[f"{place}-{row[0].kind}-{row[2]}" for place, row in enumerate(TABLE)],
)
def test_condition_answers_with_its_reason_and_days(condition, case, why, days):
    finding = answer(condition, case, ON)

    assert (finding.why, (finding.since, finding.until, finding.earliest)) == (Why(why), days)


@pytest.mark.parametrize("kind", ["interview", "training", "language"])
@pytest.mark.parametrize("row", [row for row in TABLE if row[0].kind is Kind.EXAM])
def test_interview_training_and_language_answer_as_an_examination_does(kind, row):
    condition, case, why, _days = row
    values = {"grades": condition.grades, "is_waived": condition.is_waived}

    assert answer(asked(kind, **values), case, ON).why == why


def test_every_kind_has_a_rule():
    assert RULES.keys() == set(Kind)


def test_every_reason_stands_for_one_answer():
    assert ANSWER_OF.keys() == set(Why)


# What each kind can answer, by the table above.
ANSWERS = {
    kind: {ANSWER_OF[Why(row[2])] for row in TABLE if row[0].kind is kind} for kind in Kind
} | {kind: {Answer.UNKNOWN} for kind in (Kind.REVIEW, Kind.LOCAL_PARTNER)}
for like_an_exam in (Kind.INTERVIEW, Kind.TRAINING, Kind.LANGUAGE):
    ANSWERS[like_an_exam] = ANSWERS[Kind.EXAM]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in ("review", "local_partner")])
def test_every_kind_that_the_record_can_answer_is_met_missed_and_unknown(kind):
    assert ANSWERS[kind] >= {Answer.MET, Answer.NOT_MET, Answer.UNKNOWN}


def test_years_are_told_in_months():
    finding = answer(SEVEN, work(WORK), ON)

    assert (finding.have, finding.need) == (60, 84)


def test_half_a_year_is_exact():
    finding = answer(
        asked("experience", least_years="0.5"), work(period(last=date(2016, 6, 30))), ON
    )

    assert (finding.why, finding.since, finding.have) == ("enough", date(2016, 6, 30), 6)


def test_years_on_29_february_are_full_on_the_28th():
    finding = answer(
        asked("experience", least_years=1, counted_from=CountedFrom.ANY),
        work(period(first=date(2024, 2, 29), last=None)),
        ON,
    )

    assert finding.since == date(2025, 2, 28)


# --- Whatever the facts --------------------------------------------------------------------------

DAYS = st.dates(date(1995, 1, 1), date(2040, 1, 1))
CHECKS = st.sampled_from(Check)
CASES = st.builds(
    Case,
    titles=st.lists(
        st.builds(
            Title,
            st.just("q:1"),
            st.sampled_from([PE, SPE]),
            st.none() | DAYS,
            st.none() | DAYS,
            CHECKS,
            st.sampled_from(["", "senior", "mature_candidate"]),
            st.sampled_from(["", "civil", "nuclear"]),
        ),
        max_size=3,
    ).map(tuple),
    degrees=st.lists(
        st.builds(
            Degree,
            st.just("q:2"),
            st.none() | DAYS,
            st.sampled_from(["", "washington", "none"]),
            st.none() | st.integers(2, 6),
            CHECKS,
        ),
        max_size=2,
    ).map(tuple),
    letters=st.lists(
        st.builds(Letter, st.just("q:3"), st.just("cse"), st.none() | DAYS, CHECKS), max_size=2
    ).map(tuple),
    periods=st.lists(
        st.builds(
            Period,
            st.just("p:1"),
            DAYS,
            st.none() | DAYS,
            st.booleans(),
            st.sampled_from(["", "PK"]),
            st.sampled_from([Check.CHECKED, Check.CLAIMED]),
        ),
        max_size=4,
    ).map(tuple),
)
CONDITIONS = st.sampled_from(
    sorted({row[0].code + str(at): row[0] for at, row in enumerate(TABLE)}.values(), key=str)
)


@given(CONDITIONS, CASES, DAYS)
def test_no_facts_break_a_rule_and_its_days_fit_its_answer(condition, case, on):
    finding = answer(condition, case, on)

    if finding.answer is Answer.MET:
        assert finding.since is None or finding.since <= on
        assert finding.until is None or finding.until >= on
    if finding.earliest:
        assert finding.answer is Answer.NOT_MET
        assert finding.earliest > on


@given(CONDITIONS, CASES, DAYS)
def test_what_nobody_has_checked_never_meets_a_condition(condition, case, on):
    unchecked = Case(
        tuple(Title(t.key, t.grade, t.first, t.last, Check.CLAIMED) for t in case.titles),
        tuple(Degree(d.key, d.awarded_on, d.accord, d.years, Check.CLAIMED) for d in case.degrees),
        (),
        tuple(Period(p.key, p.first, p.last, check=Check.CLAIMED) for p in case.periods),
    )

    assert answer(condition, unchecked, on).answer is not Answer.MET


@given(CASES, st.integers(1, 12), DAYS)
def test_condition_is_met_on_the_earliest_day_it_names(case, least, on):
    condition = asked("experience", least_years=least, counted_from=CountedFrom.ANY)
    finding = answer(condition, case, on)

    if finding.earliest and all(one.check is Check.CHECKED for one in case.periods):
        then = answer(condition, case, finding.earliest)
        assert (then.answer, then.since) == (Answer.MET, finding.earliest)
        assert then.have >= Fraction(12 * least)
