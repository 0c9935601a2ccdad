"""The questions about titles, registrations and certificates that a person holds."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from agreements.requirements.spans import DAY, Span, day_after, merged, months

from .findings import UNCHECKED, Finding, Why
from .terms import Case, Check, Condition, Letter, Title

# Of several titles that do not meet a condition, which one speaks.
NEARNESS = (
    Why.CONTRADICTION,
    Why.SUSPENDED,
    Why.WAITING,
    Why.CLAIMED,
    Why.NOT_YET,
    Why.ENDED,
)


def title(condition: Condition, case: Case, on: date) -> Finding:
    """One of the titles, checked, on the day."""
    named = [held for held in case.titles if held.grade in condition.grades]
    current = [held for held in named if held.is_checked and held.covers(on)]
    if current:
        return held_now(condition, current)
    reasons = sorted(
        ((NEARNESS.index(why), held) for held in named if (why := why_not(held, on))),
        key=lambda found: found[0],
    )
    if not reasons:
        return Finding(condition, Why.NONE)
    place, nearest = reasons[0]
    earliest = nearest.first if NEARNESS[place] is Why.NOT_YET else None
    return Finding(condition, NEARNESS[place], (nearest.key,), earliest=earliest)


def held_now(condition: Condition, current: Sequence[Title]) -> Finding:
    ends = [held.last for held in current]
    return Finding(
        condition,
        Why.HELD,
        tuple(held.key for held in current),
        since=min((held.first for held in current if held.first), default=None),
        until=None if None in ends else max(day for day in ends if day),
    )


def why_not(held: Title, on: date) -> Why:
    """Why a title that is named does not meet the condition on the day."""
    if not held.is_sound:
        return Why.CONTRADICTION
    if held.check is Check.SUSPENDED:
        return Why.SUSPENDED
    if held.last and held.last < on:
        return Why.ENDED
    if held.check is not Check.CHECKED:
        return UNCHECKED[held.check]
    return Why.NOT_YET


def registered(condition: Condition, case: Case, on: date) -> Finding:
    """The registration is current; where a letter of good standing is asked, it is new enough."""
    found = title(condition, case, on)
    if condition.within_months is None or not found.is_met:
        return found
    schemes = {grade.partition("/")[0] for grade in condition.grades}
    letters = [one for one in case.letters if one.scheme in schemes and one.dated]
    return with_letter(condition, found, letters, on)


def with_letter(
    condition: Condition, found: Finding, letters: Sequence[Letter], on: date
) -> Finding:
    newest = max(
        (one for one in letters if one.dated and one.dated <= on),
        key=lambda one: (one.check is Check.CHECKED, one.dated),
        default=None,
    )
    if newest is None or newest.dated is None:
        return Finding(condition, Why.NO_LETTER, found.evidence)
    until = day_after(newest.dated, Fraction(condition.within_months or 0))
    if until < on:
        return Finding(condition, Why.TOO_OLD, (newest.key,))
    if newest.check in UNCHECKED:
        return Finding(condition, UNCHECKED[newest.check], (newest.key,))
    ends = [day for day in (found.until, until) if day]
    return Finding(
        condition, Why.HELD, (*found.evidence, newest.key), since=newest.dated, until=min(ends)
    )


def standing(condition: Condition, case: Case, on: date) -> Finding:
    """So many years without a break in the titles up to the day."""
    found = title(condition, case, on)
    if not found.is_met:
        return found
    named = [held for held in case.titles if held.is_checked and held.grade in condition.grades]
    if any(held.first is None for held in named if held.covers(on)):
        return Finding(condition, Why.NOT_STATED, found.evidence)
    spans = [Span(held.first, held.last or date.max - DAY) for held in named if held.first]
    run = next(span for span in merged(spans) if on in span)
    need = condition.months_needed
    reached = day_after(run.first, need)
    have = months(Span(run.first, on))
    if reached <= on:
        return Finding(
            condition, Why.ENOUGH, found.evidence, reached, found.until, None, have, need
        )
    earliest = reached if reached <= run.last else None
    return Finding(
        condition, Why.TOO_SHORT, found.evidence, earliest=earliest, have=have, need=need
    )


def certificate(condition: Condition, case: Case, on: date) -> Finding:
    """An examination, a training, a language: waived, proved by a certificate, or for a person."""
    if condition.is_waived:
        return Finding(condition, Why.WAIVED)
    if not condition.grades:
        return Finding(condition, Why.BY_PERSON)
    return title(condition, case, on)


def discipline(condition: Condition, case: Case, on: date) -> Finding:
    """The field in which the title is held stands on the partner's list."""
    if not condition.disciplines:
        return Finding(condition, Why.NOT_PUBLISHED)
    held = held_on(condition, case, on)
    fitting = [one for one in held if one.discipline in condition.disciplines]
    if fitting:
        return held_now(condition, fitting)
    return not_fitting(
        condition, held, Why.OTHER_FIELD, [one for one in held if not one.discipline]
    )


def excluded(condition: Condition, case: Case, on: date) -> Finding:
    """Met by whoever came by the title another way than those that are shut out."""
    held = held_on(condition, case, on)
    admitted = [one for one in held if one.route and one.route not in condition.routes]
    if admitted:
        return Finding(condition, Why.OTHER_ROUTE, tuple(one.key for one in admitted))
    return not_fitting(condition, held, Why.EXCLUDED_ROUTE, [one for one in held if not one.route])


def not_fitting(
    condition: Condition, held: Sequence[Title], otherwise: Why, unstated: Sequence[Title]
) -> Finding:
    if not held:
        return Finding(condition, Why.NO_TITLE)
    if unstated:
        return Finding(condition, Why.NOT_STATED, tuple(one.key for one in unstated))
    return Finding(condition, otherwise, tuple(one.key for one in held))


def held_on(condition: Condition, case: Case, on: date) -> list[Title]:
    return [
        held
        for held in case.titles
        if held.is_checked and held.grade in condition.grades and held.covers(on)
    ]
