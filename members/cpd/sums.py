"""A counted requirement as its page tells it: the sum, each finding, each entry, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from agreements.pathways.in_force import RequirementInForce
from agreements.requirements import terms
from agreements.requirements.asked import Unknown
from agreements.requirements.counting import ZERO, Line, Outcome, Why
from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.rules import Asks, Assessment, Finding, Result, Verdict, assess
from agreements.requirements.spans import Span, spans_until
from agreements.requirements.terms import (
    Category,
    Circumstances,
    Per,
    Requirement,
    Window,
    WindowKind,
)
from agreements.requirements.vocabulary import Practice
from agreements.requirements.windows import CountingWindow

from . import sentences
from .facts import Block, Holder, Planned, activities_of, circumstances
from .fields import plain
from .models import Adjustment, Record

NUMBERED = {Asks.ACTIVITIES, Asks.VARIETY}  # without a unit
ORDER = (Verdict.SHORT, Verdict.UNKNOWN, Verdict.EXEMPT, Verdict.MET)
LOG = "log"
ASK = "ask"
# Who can help where nothing can be said; nobody, where the body has to publish something.
NEXT = {
    Unknown.NO_TARGET: ASK,
    Unknown.NO_BIRTHDAY: ASK,
    Unknown.NO_PERSONAL_TARGET: ASK,
    Unknown.NO_REGISTRATION: ASK,
    Unknown.CONTRADICTION: ASK,
    Unknown.ADJUSTMENTS_DIFFER: ASK,
    Unknown.NO_AREAS: LOG,
}
MOST_EARLIER = 12


@dataclass(frozen=True, slots=True)
class Count:
    """One requirement, held against all entries of one member on one day."""

    asked: RequirementInForce
    on: date
    circumstances: Circumstances
    assessment: Assessment
    activities: Sequence[terms.Activity]
    blocks: Sequence[Block]
    planned: Sequence[Planned]

    @property
    def rules(self) -> Requirement:
        return self.asked.rules

    @property
    def version(self) -> Version:
        return self.asked.version

    @property
    def unit(self) -> str:
        return self.version.requirement.unit

    @property
    def windows(self) -> dict[str, CountingWindow]:
        return {window.code: window for window in self.version.windows.all()}


def count(holder: Holder, asked: RequirementInForce, records: Iterable[Record], on: date) -> Count:
    activities = holder.counting_for(asked.slug, activities_of(records))
    about = circumstances(holder, asked, activities, on)
    found = assess(asked.rules, activities, about, on)
    blocks = holder.blocks_for(asked.slug)
    return Count(asked, on, about, found, activities, blocks, holder.planned)


# --- One period ----------------------------------------------------------------------------------


class Cell(NamedTuple):
    """One figure of the sum."""

    label: str
    amount: Decimal
    unit: str
    sign: str = ""

    @property
    def said(self) -> str:
        return sentences.amount(self.amount, self.unit)


class Told(NamedTuple):
    """A finding in words, with what to do next: LOG, ASK or nothing."""

    verdict: Verdict
    title: str
    text: str
    word: str
    action: str = ""
    is_total: bool = False


class Entry(NamedTuple):
    """What became of one entry, or of one accepted statement."""

    record: Record | Block
    category: str
    factor: str
    credit: Decimal
    outcome: str
    why: str


class Relieved(NamedTuple):
    """What the Society granted, in words, for which days, and why."""

    what: str
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """One window on the day, as the page shows it."""

    name: str
    result: Result
    verdict: Verdict
    sentence: str
    cells: list[Cell]
    findings: list[Told]
    entries: list[Entry]
    left_out: list[Entry]
    adjustments: list[Relieved]
    logged: Decimal
    counted: Decimal

    @property
    def span(self) -> Span | None:
        return self.result.span


def periods(counted: Count, records: Iterable[Record]) -> list[Period]:
    by_key: dict[int | str, Record | Block] = {record.pk: record for record in records}
    by_key |= {block.activity.key: block for block in counted.blocks}
    return [period(counted, result, by_key) for result in counted.assessment.results]


def period(counted: Count, result: Result, records: dict[int | str, Record | Block]) -> Period:
    names = {category.code: category.name for category in counted.version.categories.all()}
    entries = [
        entry(line, records[line.activity.key], category_of(counted, line), names)
        for line in result.lines
    ]
    is_out = [line.outcome is Outcome.LEFT_OUT for line in result.lines]
    return Period(
        name=counted.windows[result.window].name,
        result=result,
        verdict=result.verdict,
        sentence=sentences.VERDICTS[result.verdict],
        cells=list(cells(counted, result)),
        findings=told(counted, result),
        entries=[one for one, out in zip(entries, is_out, strict=True) if not out],
        left_out=[one for one, out in zip(entries, is_out, strict=True) if out],
        adjustments=[
            relieved(one)
            for one in counted.circumstances.adjustments
            if result.span and result.span.overlap(one.first, one.last)
        ],
        logged=sum(
            (line.activity.hours for line in result.lines if line.outcome is not Outcome.LEFT_OUT),
            ZERO,
        ),
        counted=result.total - result.carried,
    )


def relieved(one: terms.Adjustment) -> Relieved:
    what = Adjustment.Relief(one.relief).label
    if detail := Practice(one.status).label if one.status else one.amount:
        detail = detail if one.status else plain(detail)
        what = _("%(what)s: %(detail)s") % {"what": what, "detail": detail}
    return Relieved(what, one.first, one.last, one.reason)


# --- The sum -------------------------------------------------------------------------------------


def category_of(counted: Count, line: Line) -> Category | None:
    return next((one for one in counted.rules.categories if one.code == line.category), None)


def before_cap(counted: Count, line: Line) -> Decimal:
    """What the line would count for without the limit of its category."""
    category = category_of(counted, line)
    if category is None:
        return ZERO
    number = line.activity.hours if category.per is Per.HOUR else Decimal(line.activity.items)
    return number * category.factor


def cells(counted: Count, result: Result) -> Iterator[Cell]:
    """Logged, and what is taken from it or added, up to what is still to go."""
    logged = sum((line.activity.hours for line in result.lines), ZERO)
    taken = [line for line in result.lines if line.outcome is not Outcome.LEFT_OUT]
    left_out = logged - sum((line.activity.hours for line in taken), ZERO)
    weighed = sum((before_cap(counted, line) - line.activity.hours for line in taken), ZERO)
    capped = sum((before_cap(counted, line) - line.credit for line in taken), ZERO)
    hours, unit = CpdRequirement.Unit.HOUR, counted.unit
    yield Cell(_("Logged"), logged, hours)
    if left_out:
        yield Cell(_("Left out"), left_out, hours, "−")
    if weighed:
        yield Cell(_("By weight"), abs(weighed), unit, "+" if weighed > 0 else "−")
    if capped:
        yield Cell(_("Over a limit"), capped, unit, "−")
    if result.carried:
        yield Cell(_("Carried in"), result.carried, unit, "+")
    yield Cell(_("Counted"), result.total, unit)
    if result.target is not None:
        yield Cell(_("Asked"), result.target - result.owed, unit)
        if result.owed:
            yield Cell(_("Owed from before"), result.owed, unit, "+")
        yield Cell(_("Still to go"), max(ZERO, result.target - result.total), unit)


# --- Findings ------------------------------------------------------------------------------------


def told(counted: Count, result: Result) -> list[Told]:
    """What is missing first, then what cannot be said, then what is met."""
    if result.verdict is Verdict.EXEMPT:
        return [Told(Verdict.EXEMPT, sentences.VERDICTS[Verdict.EXEMPT], "", _("Exempt"))]
    if not result.findings:
        return [without_findings(result)]
    names = {share.code: share.name for share in counted.windows[result.window].shares.all()}
    found = [finding_told(finding, counted.unit, names) for finding in result.findings]
    return sorted(found, key=lambda one: ORDER.index(one.verdict))


def without_findings(result: Result) -> Told:
    if result.unknown:
        text = sentences.UNKNOWNS[result.unknown]
        action = NEXT.get(result.unknown, "")
        return Told(Verdict.UNKNOWN, sentences.ENOUGH, text, _("Cannot say yet"), action)
    return Told(Verdict.MET, _("No number is asked in this period"), "", _("Met"))


def finding_told(finding: Finding, unit: str, names: dict[str, str]) -> Told:
    text = sentences.SO_FAR[finding.asks] % {"have": in_words(finding, finding.have, unit)}
    title = title_of(finding, unit, names)
    if finding.verdict is Verdict.SHORT:
        missing = in_words(finding, finding.missing, unit)
        word = sentences.MISSING % {"amount": missing}
        return Told(finding.verdict, title, text, word, LOG, finding.asks is Asks.TOTAL)
    if finding.unknown:
        why = sentences.UNKNOWNS[finding.unknown]
        action = NEXT.get(finding.unknown, "")
        return Told(finding.verdict, title, why, _("Cannot say yet"), action)
    return Told(finding.verdict, title, text, _("Met"))


def in_words(finding: Finding, number: Decimal, unit: str) -> str:
    return plain(number) if finding.asks in NUMBERED else sentences.amount(number, unit)


def title_of(finding: Finding, unit: str, names: dict[str, str]) -> str:
    if finding.need is None:
        return sentences.ENOUGH
    title = sentences.TITLES[finding.asks]
    need = in_words(finding, finding.need, unit)
    if finding.asks is Asks.TOTAL:
        need = sentences.in_full(finding.need, unit)
    elif finding.asks is Asks.ACTIVITIES and finding.name:
        title = sentences.NAMED_ACTIVITIES
    elif finding.unknown is Unknown.NO_AREAS:
        title = sentences.EVERY_AREA
    return title % {"need": need, "name": names.get(finding.name, finding.name)}


# --- Entries -------------------------------------------------------------------------------------


def entry(
    line: Line, record: Record | Block, category: Category | None, names: dict[str, str]
) -> Entry:
    name = factor = ""
    if category is not None:
        name = names.get(category.code, _("Any activity"))
        factor = sentences.FACTORS[category.per] % {"factor": plain(category.factor)}
    return Entry(
        record=record,
        category=name,
        factor=factor,
        credit=line.credit,
        outcome=sentences.OUTCOMES[line.outcome],
        why=why(line, record),
    )


def why(line: Line, record: Record) -> str:
    """With the reason that the Society gave where it did not approve the entry."""
    given = record.reason if line.why is Why.REJECTED else ""
    return " ".join(filter(None, [str(sentences.WHYS[line.why]), given]))


# --- Earlier periods -----------------------------------------------------------------------------


def earlier_spans(counted: Count, records: Iterable[Record]) -> list[Span]:
    """Newest first: the periods before the one shown, since registration or the first entry.

    None from before the requirement had rules, and none of a window that ends every day.
    """
    first_entries = (record.done_on for record in records)
    begin = counted.circumstances.registered_on or min(first_entries, default=counted.on)
    found = set()
    for window, result in zip(running(counted), counted.assessment.results, strict=True):
        if window.kind is WindowKind.ROLLING or result.span is None:
            continue
        spans = spans_until(window, begin, counted.on, counted.circumstances.registered_on)
        found |= {
            span
            for span in spans
            if span.last < result.span.first and span.last >= counted.asked.since
        }
    return sorted(found, key=lambda span: span.last, reverse=True)[:MOST_EARLIER]


def running(counted: Count) -> list[Window]:
    """The windows of the results, in their order."""
    by_code = {window.code: window for window in counted.rules.windows}
    return [by_code[result.window] for result in counted.assessment.results]
