"""The rules on the last day of an audited period, and the window of them that is audited."""

from collections.abc import Iterable
from datetime import date

from agreements.pathways.in_force import RequirementInForce, rules_in_force
from agreements.requirements.models import CpdRequirement
from agreements.requirements.rules import Result
from agreements.requirements.spans import Span, span_on
from agreements.requirements.terms import WindowKind

# Their days are the same for everybody.
COMMON = {WindowKind.YEAR, WindowKind.CYCLE, WindowKind.ONCE}


def asked_on(requirement: CpdRequirement, on: date) -> RequirementInForce | None:
    return rules_in_force(on).requirements.get(requirement.slug)


def periods_on(requirement: CpdRequirement, on: date) -> list[Span] | None:
    """The periods that run on the day, of windows whose days are the same for everybody.

    None without rules on that day; [] where each member has a period of their own.
    """
    asked = asked_on(requirement, on)
    if asked is None:
        return None
    windows = [window for window in asked.rules.windows if window.kind in COMMON]
    spans = (span_on(window, on, None) for window in windows)
    return sorted({span for span in spans if span})


def audited(results: Iterable[Result], first: date, last: date) -> Result | None:
    """Of the windows on the last day the one with these days; else the first that asks something.

    None where nothing runs.
    """
    running = [one for one in results if one.span]
    return min(
        running,
        key=lambda one: (one.span != (first, last), not one.is_required, one.target is None),
        default=None,
    )
