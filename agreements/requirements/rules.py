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
from .carry import brought_forward
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
    """Every window of the requirement that runs on `on`, and the verdict over all of them."""
    activities = sorted(activities, key=lambda done: (done.done_on, str(done.key)))
    results = tuple(
        assess_window(requirement, window, activities, circumstances, on)
        for window in requirement.windows
        if window.is_for_late_renewal == circumstances.renews_late
        or not any(other.is_for_late_renewal for other in requirement.windows)
    )
    return Assessment(overall(results), results)


def overall(results: Sequence[Result]) -> Verdict:
    """Short if any required window is short; else unknown if any is; met if any is; exempt."""
    verdicts = {result.verdict for result in results if result.is_required}
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
    trouble = contradiction(activities, circumstances)
    span = span_on(window, on, circumstances.registered_on)
    if trouble or span is None:
        reason = trouble or Unknown.NOT_RUNNING
        if (
            span is None
            and window.kind is WindowKind.ANNIVERSARY
            and not circumstances.registered_on
        ):
            reason = Unknown.NO_REGISTRATION
        return Result(window.code, span, Verdict.UNKNOWN, unknown=reason)
    asked = asked_of(requirement, window, circumstances, span)
    carried, owed = brought_forward(requirement, window, activities, circumstances, span)
    lines = counted(requirement, activities, span, on)
    return judged(window, span, asked, lines, carried, owed, circumstances)


def contradiction(activities: Sequence[Activity], about: Circumstances) -> Unknown | None:
    """Facts that cannot all be true give no verdict, rather than a wrong one."""
    if about.born_on and about.registered_on and about.born_on >= about.registered_on:
        return Unknown.CONTRADICTION
    if any(adjustment.last < adjustment.first for adjustment in about.adjustments):
        return Unknown.CONTRADICTION
    if any(done.hours < 0 or done.items < 1 for done in activities):
        return Unknown.CONTRADICTION
    return None


# --- Total, shares, variety ----------------------------------------------------------------------


def judged(
    window: Window,
    span: Span,
    asked: Asked,
    lines: tuple[Line, ...],
    carried: Decimal,
    owed: Decimal,
    circumstances: Circumstances,
) -> Result:
    total = sum((line.credit for line in lines), ZERO) + carried
    target = None if asked.amount is None else asked.amount + owed
    findings = (
        *total_finding(window, asked, total, target),
        *share_findings(window, asked, lines, circumstances),
        *activity_finding(window, lines),
        *variety_finding(asked, lines),
    )
    verdict = Verdict.EXEMPT if asked.is_exempt else verdict_of(findings)
    return Result(
        window.code, span, verdict, total, target, carried, owed, lines, findings,
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
    for share in window.shares if asked.has_shares else ():
        if not share.is_audited:
            continue
        taken = [line for line in lines if line.credit and share.selector.takes(line.activity)]
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
