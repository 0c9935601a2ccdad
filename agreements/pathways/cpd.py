"""How somebody stands with a CPD requirement that a pathway asks to be kept."""

from collections.abc import Callable, Sequence
from datetime import date

from agreements.requirements.rules import Asks, Assessment, Result, Verdict, assess
from agreements.requirements.spans import DAY
from agreements.requirements.terms import Activity, Circumstances, Requirement

from .terms import Cpd

ENOUGH = (Verdict.MET, Verdict.EXEMPT)
About = Callable[[date], Circumstances]


def standing(
    requirement: Requirement, activities: Sequence[Activity], about: About, on: date
) -> Cpd:
    """Kept if the period that runs is full already, or the last full one was.

    A year that has only begun says nothing against anybody. `about` gives the circumstances of a
    day. `until` is the last day for which this is said: the end of the period that runs.
    """
    now = assess(requirement, activities, about(on), on)
    running = telling(now)
    if running is None or now.verdict in ENOUGH:
        return said(now, running)
    before = running.span.first - DAY if running.span else on
    then = about(before)
    if running.span and running.span.last > on and was_bound(then, before):
        earlier = assess(requirement, activities, then, before)
        if earlier.verdict in ENOUGH:
            found = said(earlier, telling(earlier))
            return Cpd(found.verdict, found.span, running.span.last)
    return said(now, running)


def was_bound(then: Circumstances, day: date) -> bool:
    return bool(then.registered_on and then.registered_on <= day)


def telling(found: Assessment) -> Result | None:
    """The first required window that runs: its period is the one that is spoken of."""
    running = [result for result in found.results if result.span and result.is_required]
    return running[0] if running else None


def said(found: Assessment, running: Result | None) -> Cpd:
    if running is None or running.span is None:
        return Cpd(found.verdict)
    missing = [one.missing for one in running.findings if one.asks is Asks.TOTAL]
    return Cpd(found.verdict, running.span, running.span.last, *missing[:1])
