"""What a member is asked to show: the entries of the period, what each counts, and its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects

from agreements.requirements.counting import Line as CountedLine
from agreements.requirements.counting import Outcome, Why
from members.cpd import sentences
from members.cpd.facts import Block, activities_of, holder
from members.cpd.models import Record
from members.cpd.sums import Period, count, period
from members.evidence.models import EvidenceFile

from .entries import AuditEntry
from .models import Audit
from .periods import asked_on, audited


@dataclass(frozen=True, slots=True)
class Line:
    record: Record
    credit: Decimal
    why: Why
    is_left_out: bool
    files: list[EvidenceFile]
    before: AuditEntry | None = None  # what was found of it when it was sent before

    @property
    def counted(self) -> str:
        """Why it counts for less, or not at all; empty where every hour does."""
        return "" if self.why is Why.NONE else str(sentences.WHYS[self.why])

    @property
    def is_proven(self) -> bool:
        """By a file, or by a check of the Society."""
        return bool(self.files) or self.record.state == Record.State.VERIFIED

    @property
    def is_refused(self) -> bool:
        return self.before is not None and self.before.mark == AuditEntry.Mark.NOT_ACCEPTED


@dataclass(frozen=True, slots=True)
class Sheet:
    """`period` is the sum of the audited window; None where no rule says anything of the days."""

    lines: list[Line]
    period: Period | None = None
    unit: str = ""
    blocks: Sequence[Block] = ()  # statements that count beside the entries; they were proven

    @property
    def counting(self) -> list[Line]:
        return [line for line in self.lines if not line.is_left_out]

    @property
    def left_out(self) -> list[Line]:
        return [line for line in self.lines if line.is_left_out]

    @property
    def proven(self) -> int:
        return sum(line.is_proven for line in self.counting)

    @property
    def unproven(self) -> int:
        return len(self.counting) - self.proven

    @property
    def said(self) -> str:
        """27.5 of 40 credit hours; empty where nothing can be said."""
        if self.period is None or not self.unit:
            return ""
        total, target = self.period.result.total, self.period.result.target
        if target is None:
            return sentences.in_full(total, self.unit)
        return sentences.of_target(total, target, self.unit)


def sheet(audit: Audit) -> Sheet:
    """Of the record as it is now. Four queries."""
    records = list(Record.objects.of(audit.member))
    asked = asked_on(audit.draw.requirement, audit.draw.last_on)
    by_key = {record.pk: record for record in records}
    result, blocks = None, {}
    if asked:
        held = holder(audit.member)
        blocks = {one.activity.key: one for one in held.blocks_for(asked.slug)}
        counted = count(held, asked, records, audit.draw.last_on)
        results = counted.assessment.results
        result = audited(results, audit.draw.first_on, audit.draw.last_on)
    if result is None:
        return Sheet(lines_of(audit, by_key, list(uncounted(audit, records))))
    entries = [line for line in result.lines if line.activity.key in by_key]
    return Sheet(
        lines_of(audit, by_key, entries),
        period(counted, result, by_key | blocks),
        counted.unit,
        [blocks[line.activity.key] for line in result.lines if line.activity.key in blocks],
    )


def uncounted(audit: Audit, records: Sequence[Record]) -> Iterator[CountedLine]:
    """The entries of the days themselves, where no rule counts them."""
    first, last = audit.draw.first_on, audit.draw.last_on
    inside = sorted((one for one in records if first <= one.done_on <= last), key=in_order)
    for record, activity in zip(inside, activities_of(inside), strict=True):
        is_counting = record.state in Record.COUNTING
        outcome = Outcome.COUNTED if is_counting else Outcome.LEFT_OUT
        yield CountedLine(activity, outcome, record.counted_hours)


def in_order(record: Record) -> tuple[date, int]:
    return record.done_on, record.pk


def lines_of(
    audit: Audit, records: dict[int, Record], counted: Sequence[CountedLine]
) -> list[Line]:
    before = {entry.record_id: entry for entry in audit.entries.newest()} if audit.rounds else {}
    chosen = [records[line.activity.key] for line in counted]
    prefetch_related_objects(chosen, "evidence")
    return [
        Line(
            record=record,
            credit=line.credit,
            why=line.why,
            is_left_out=line.outcome is Outcome.LEFT_OUT,
            files=list(record.evidence.all()),
            before=before.get(record.pk),
        )
        for record, line in zip(chosen, counted, strict=True)
    ]
