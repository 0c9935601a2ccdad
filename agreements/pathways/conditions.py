"""The question of each kind of condition, answered from the facts of one person on one day.

Standard library only; "today" is an argument. The kinds are those of real pathways: APEC Engineer
manual, IPEA, Engineering Council guidance notes of 2018, agreements of the HKIE and others.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from agreements.requirements.rules import Verdict
from agreements.requirements.spans import day_after

from .findings import UNCHECKED, Finding, Why
from .of_titles import certificate, discipline, excluded, registered, standing, title
from .of_work import charge, experience, local_experience
from .terms import Case, Check, Condition, Degree, Kind

ACCORDS = frozenset({"washington", "sydney", "dublin"})
Rule = Callable[[Condition, Case, date], Finding]


def answer(condition: Condition, case: Case, on: date) -> Finding:
    """What a person decides is never decided here, whatever the record holds."""
    if condition.is_by_person:
        return person(condition, case, on)
    return RULES[condition.kind](condition, case, on)


def person(condition: Condition, case: Case, on: date) -> Finding:
    return Finding(condition, Why.BY_PERSON)


# --- Degrees -------------------------------------------------------------------------------------


def degree(condition: Condition, case: Case, on: date) -> Finding:
    """A checked degree of the accords that are asked, and long enough."""
    judged = sorted(
        ((PLACE[why], why, one) for one in case.degrees if (why := of_degree(condition, one, on))),
        key=lambda found: found[0],
    )
    if not judged:
        return Finding(condition, Why.NONE)
    _place, why, best = judged[0]
    return Finding(
        condition,
        why,
        (best.key,),
        since=best.awarded_on if why is Why.HELD else None,
        earliest=best.awarded_on if why is Why.NOT_YET else None,
    )


# Of several degrees the one that comes nearest speaks.
PLACE = {
    Why.HELD: 0,
    Why.NOT_YET: 1,
    Why.WAITING: 2,
    Why.CLAIMED: 3,
    Why.NOT_STATED: 4,
    Why.TOO_SHORT: 5,
    Why.NOT_ACCREDITED: 6,
    Why.SUSPENDED: 7,
}


def of_degree(condition: Condition, held: Degree, on: date) -> Why:
    if held.accord and held.accord not in (condition.accords or ACCORDS):
        return Why.NOT_ACCREDITED
    if held.years and condition.least_years and held.years < condition.least_years:
        return Why.TOO_SHORT
    if held.check is not Check.CHECKED:
        return UNCHECKED.get(held.check, Why.SUSPENDED)
    if not held.accord or not held.awarded_on or (condition.least_years and not held.years):
        return Why.NOT_STATED
    return Why.NOT_YET if held.awarded_on > on else Why.HELD


# --- CPD, declarations ---------------------------------------------------------------------------


def cpd(condition: Condition, case: Case, on: date) -> Finding:
    """The evidence names the requirement and the last day of the period that was counted."""
    known = case.cpd.get(condition.requirement)
    if known is None or known.verdict is Verdict.UNKNOWN:
        return Finding(condition, Why.NOT_STATED)
    why = {Verdict.MET: Why.ENOUGH, Verdict.EXEMPT: Why.RELIEVED, Verdict.SHORT: Why.TOO_SHORT}
    key = f"cpd:{condition.requirement}:{known.span.last if known.span else ''}"
    return Finding(condition, why[known.verdict], (key,), until=known.until, missing=known.missing)


def code(condition: Condition, case: Case, on: date) -> Finding:
    """Bound by the code of a body; a code that no body is named for is signed with the form."""
    if not condition.body:
        return Finding(condition, Why.BY_PERSON)
    return declared(condition, case, on)


def declared(condition: Condition, case: Case, on: date) -> Finding:
    """The newest declaration of the kind, not older than is asked."""
    made = [
        one
        for one in case.declarations
        if one.kind is condition.kind and one.body == condition.body and one.made_on <= on
    ]
    newest = max(made, key=lambda one: one.made_on, default=None)
    if newest is None:
        return Finding(condition, Why.NONE)
    months_old = condition.within_months
    end = day_after(newest.made_on, Fraction(months_old)) if months_old else None
    if end and end < on:
        return Finding(condition, Why.TOO_OLD, (newest.key,))
    return Finding(condition, Why.HELD, (newest.key,), since=newest.made_on, until=end)


RULES: dict[Kind, Rule] = {
    Kind.TITLE: title,
    Kind.REGISTERED: registered,
    Kind.STANDING: standing,
    Kind.DEGREE: degree,
    Kind.EXPERIENCE: experience,
    Kind.CHARGE: charge,
    Kind.CPD: cpd,
    Kind.CODE: code,
    Kind.NO_RECORD: declared,
    Kind.EXAM: certificate,
    Kind.INTERVIEW: certificate,
    Kind.TRAINING: certificate,
    Kind.DISCIPLINE: discipline,
    Kind.LOCAL_EXPERIENCE: local_experience,
    Kind.LANGUAGE: certificate,
    Kind.LOCAL_PARTNER: person,
    Kind.EXCLUDED: excluded,
    Kind.REVIEW: person,
}
