"""Is a CPD requirement met on a day, and if not, why? The sum line by line, as a small pipeline:

window → target (status, pause, joining, relief) → weigh → cap → total → shares → variety → carry.
Standard library only; "today" is an argument.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .asked import Asked, Unknown, asked_of
from .carry import Left, brought_forward
from .contradictions import contradiction
from .counting import ZERO, Line, Outcome, counted
from .spans import Span, span_on
from .terms import Activity, Circumstances, Requirement, Share, Window, WindowKind


class Verdict(StrEnum):
    MET = "met"
    SHORT = "short"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"


class Asks(StrEnum):
    """What a finding is about."""

    TOTAL = "total"
    SHARE = "share"
    AREA = "area"
    ACTIVITIES = "activities"
    VARIETY = "variety"


@dataclass(frozen=True, slots=True)
class Finding:
    asks: Asks
    verdict: Verdict
    have: Decimal
    need: Decimal | None
    name: str = ""  # code of the share, or the area
    unknown: Unknown | None = None

    @property
    def missing(self) -> Decimal:
        return max(ZERO, (self.need or ZERO) - self.have)


@dataclass(frozen=True, slots=True)
class Result:
    """One window on one day. `total` includes what was carried in."""

    window: str
    span: Span | None
    verdict: Verdict
    total: Decimal = ZERO
    target: Decimal | None = None
    carried: Decimal = ZERO
    owed: Decimal = ZERO
    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_required: bool = True
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    verdict: Verdict
    results: tuple[Result, ...]


def assess(
    requirement: Requirement,
    activities: Iterable[Activity],
    circumstances: Circumstances,
    on: date,
) -> Assessment:
    """Every window of the requirement on `on`, and the verdict over those that run."""
    windows = windows_for(requirement, circumstances)
    activities = sorted(activities, key=in_order)
    if trouble := contradiction(activities, circumstances):
        results = tuple(unknown(window, circumstances, on, trouble) for window in windows)
    else:
        results = tuple(
            assess_window(requirement, window, activities, circumstances, on) for window in windows
        )
    return Assessment(overall(results), results)


def in_order(activity: Activity) -> tuple[date, str]:
    """By the day; those of one day by their key, so that the order of entry says nothing."""
    return activity.done_on, str(activity.key)


def windows_for(requirement: Requirement, circumstances: Circumstances) -> Sequence[Window]:
    """A late renewal has windows of its own, where the requirement has any."""
    if not any(window.is_for_late_renewal for window in requirement.windows):
        return requirement.windows
    late = circumstances.renews_late
    return [window for window in requirement.windows if window.is_for_late_renewal == late]


def overall(results: Sequence[Result]) -> Verdict:
    """Short if any required window is short; else unknown if any is; met if any is; exempt.

    A window that does not run asks nothing beside one that does.
    """
    verdicts = {
        result.verdict
        for result in results
        if result.is_required and result.unknown is not Unknown.NOT_RUNNING
    }
    for verdict in (Verdict.SHORT, Verdict.UNKNOWN, Verdict.MET, Verdict.EXEMPT):
        if verdict in verdicts:
            return verdict
    return Verdict.UNKNOWN


def assess_window(
    requirement: Requirement,
    window: Window,
    activities: Sequence[Activity],
    circumstances: Circumstances,
    on: date,
) -> Result:
    """`activities` are `in_order`."""
    span = span_on(window, on, circumstances.registered_on)
    if span is None:
        return unknown(window, circumstances, on, why_not_running(window, circumstances))
    asked = asked_of(requirement, window, circumstances, span)
    left = brought_forward(requirement, window, activities, circumstances, span)
    lines = counted(requirement, activities, span, on)
    return judged(window, span, asked, lines, left, circumstances)


def why_not_running(window: Window, circumstances: Circumstances) -> Unknown:
    if window.kind is WindowKind.ANNIVERSARY and circumstances.registered_on is None:
        return Unknown.NO_REGISTRATION
    return Unknown.NOT_RUNNING


def unknown(window: Window, circumstances: Circumstances, on: date, reason: Unknown) -> Result:
    span = span_on(window, on, circumstances.registered_on)
    return Result(
        window.code, span, Verdict.UNKNOWN, is_required=window.is_required, unknown=reason
    )


# --- Total, shares, variety ----------------------------------------------------------------------


def judged(
    window: Window,
    span: Span,
    asked: Asked,
    lines: tuple[Line, ...],
    left: Left,
    circumstances: Circumstances,
) -> Result:
    total = sum((line.credit for line in lines), ZERO) + left.credit
    target = None if asked.amount is None else asked.amount + left.owed
    findings = (
        ()
        if asked.is_exempt
        else (
            *total_finding(window, asked, total, target),
            *share_findings(window, asked, lines, circumstances),
            *activity_finding(window, lines),
            *variety_finding(asked, lines),
        )
    )
    verdict = Verdict.EXEMPT if asked.is_exempt else verdict_of(findings)
    return Result(
        window.code, span, verdict, total, target, left.credit, left.owed, lines, findings,
        window.is_required, asked.unknown,
    )  # fmt: skip


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    verdicts = {finding.verdict for finding in findings}
    for verdict in (Verdict.SHORT, Verdict.UNKNOWN):
        if verdict in verdicts:
            return verdict
    return Verdict.MET


def verdict_on(have: Decimal, need: Decimal) -> Verdict:
    return Verdict.MET if have >= need else Verdict.SHORT


def total_finding(
    window: Window, asked: Asked, total: Decimal, target: Decimal | None
) -> Iterator[Finding]:
    if asked.unknown:
        yield Finding(Asks.TOTAL, Verdict.UNKNOWN, total, None, unknown=asked.unknown)
    elif window.targets and target is not None:
        yield Finding(Asks.TOTAL, verdict_on(total, target), total, target)


def share_findings(
    window: Window, asked: Asked, lines: Sequence[Line], circumstances: Circumstances
) -> Iterator[Finding]:
    """Only shares that are held against somebody; those merely recorded ask nothing yet."""
    counting = [line for line in lines if line.outcome is not Outcome.LEFT_OUT]
    for share in window.shares if asked.has_shares else ():
        if not share.is_audited:
            continue
        taken = [line for line in counting if share.selector.takes(line.activity)]
        if share.is_each_area:
            yield from area_findings(share, asked, taken, circumstances)
        elif share.least is not None:
            have = sum((line.credit for line in taken), ZERO)
            need = asked.in_proportion(share.least)
            yield Finding(Asks.SHARE, verdict_on(have, need), have, need, share.code)
        if share.least_activities:
            have, need = Decimal(len(taken)), Decimal(share.least_activities)
            yield Finding(Asks.ACTIVITIES, verdict_on(have, need), have, need, share.code)


def area_findings(
    share: Share, asked: Asked, taken: Sequence[Line], about: Circumstances
) -> Iterator[Finding]:
    need = asked.in_proportion(share.least or ZERO)
    if not about.areas:
        yield Finding(Asks.AREA, Verdict.UNKNOWN, ZERO, need, share.code, Unknown.NO_AREAS)
    for area in sorted(about.areas):
        have = sum((line.credit for line in taken if area in line.activity.areas), ZERO)
        yield Finding(Asks.AREA, verdict_on(have, need), have, need, area)


def activity_finding(window: Window, lines: Sequence[Line]) -> Iterator[Finding]:
    """A record is asked for, whatever its hours."""
    if window.least_activities:
        have = Decimal(sum(line.outcome is not Outcome.LEFT_OUT for line in lines))
        need = Decimal(window.least_activities)
        yield Finding(Asks.ACTIVITIES, verdict_on(have, need), have, need)


def variety_finding(asked: Asked, lines: Sequence[Line]) -> Iterator[Finding]:
    if asked.least_categories:
        have = Decimal(len({line.category for line in lines if line.credit}))
        need = Decimal(asked.least_categories)
        yield Finding(Asks.VARIETY, verdict_on(have, need), have, need)
