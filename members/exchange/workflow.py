"""How a file is kept between the steps, how its rows are saved, and how it goes.

A large file is saved beside the requests. Its rows are read there step by step, and each step is
told; then they are saved in one transaction, as in a request, with the member's row locked. So a
worker that ends before the end has saved nothing, and what comes in meanwhile is not doubled.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from agreements.background import task
from members.cpd.models import Record
from members.cpd.workflow import log_all
from members.evidence.names import LONGEST, one_line
from members.profile.models import Member

from .columns import known_heads
from .models import Sheet, SheetQuerySet
from .readings import Outcome, Read, Reading, readings, rows_read
from .rules import guessed
from .tables import Table, packed, unpacked

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500  # rows that are saved in the request
A_STEP = 500  # rows between two words of progress
ATTEMPT = ["asked_at", "leaves_out_wrong", "moved_at", "done", "total", "failed_at", "reference"]


class Opened(NamedTuple):
    table: Table
    readings: list[Reading]

    @property
    def numbers(self) -> Counter[Outcome]:
        return Counter(one.outcome for one in self.readings)


def keep(member: Member, name: str, table: Table) -> Sheet:
    """In the place of an earlier one of the member. Those of anybody whose time is over go too."""
    Sheet.objects.over().delete()
    Sheet.objects.of(member).delete()
    last = Record.objects.of(member).order_by("-pk")[:1]
    blank = Record.blank(member, last)
    return Sheet.objects.create(
        member=member,
        name=one_line(name)[:LONGEST],
        table=packed(table),
        columns=guessed(table.heads, known_heads()),
        kind=blank.kind,
        aspect=blank.aspect,
    )


def set_columns(sheet: Sheet, columns: dict[str, int], kind: str, aspect: str) -> None:
    """Say which column is what; an attempt to save it otherwise is over."""
    sheet.columns, sheet.kind, sheet.aspect = columns, kind, aspect
    sheet.asked_at = sheet.failed_at = None
    sheet.save(update_fields=["columns", "kind", "aspect", "asked_at", "failed_at"])


def opened(sheet: Sheet) -> Opened:
    """The rows as they stand now, beside what the member has."""
    table = unpacked(sheet.table)
    return compared(sheet, table, rows_read(table, sheet.matching))


def compared(sheet: Sheet, table: Table, rows: Iterable[Read]) -> Opened:
    return Opened(table, readings(rows, table, sheet.matching, sheet.member))


# --- Save ----------------------------------------------------------------------------------------


def begin(sheet: Sheet, found: Opened) -> None:
    """Save a small file, and let a worker save a large one. Call it as `save`."""
    if len(found.readings) <= MOST_AT_ONCE:
        save(sheet, found)
    else:
        ask(sheet, found)


def ask(sheet: Sheet, found: Opened) -> None:
    """Once, until it has failed or stopped. Rows that are wrong now are left out, if any are."""
    if sheet.saved_at or sheet.is_awaited:
        return
    sheet.asked_at, sheet.moved_at = timezone.now(), None
    sheet.failed_at, sheet.reference = None, ""
    sheet.leaves_out_wrong = found.numbers[Outcome.WRONG] > 0
    sheet.done, sheet.total = 0, len(found.readings)
    sheet.save(update_fields=ATTEMPT)
    save_beside.enqueue(sheet.pk)


def save(sheet: Sheet, found: Opened) -> None:
    """Save every row that is new, all of them or none; a file is saved once.

    Call it with the member's row locked since `opened`: what is there already was looked up then.
    """
    if sheet.saved_at:
        return
    log_all([one.record for one in found.readings if one.outcome is Outcome.NEW])
    numbers = found.numbers
    sheet.saved_at, sheet.failed_at = timezone.now(), None
    sheet.saved, sheet.there = numbers[Outcome.NEW], numbers[Outcome.THERE]
    sheet.wrong = numbers[Outcome.WRONG]
    sheet.save(update_fields=["saved_at", "failed_at", "saved", "there", "wrong"])


# --- Save beside the requests --------------------------------------------------------------------


class Replaced(Exception):
    """The file is saved, or is gone, or is to be saved otherwise: nobody waits for this attempt."""


class Changed(Exception):
    """Rows that could be saved when the member pressed the button cannot be any more."""


@task
def save_beside(sheet_pk: int) -> None:
    asked_at = Sheet.objects.filter(pk=sheet_pk).values_list("asked_at", flat=True).first()
    attempt = waiting(sheet_pk, asked_at)
    try:
        take_in(attempt)
    except Replaced:
        return
    except Changed:
        attempt.update(failed_at=timezone.now())
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("An import has failed, reference %s", reference)
        attempt.update(failed_at=timezone.now(), reference=reference)
        raise


def waiting(sheet_pk: int, asked_at: datetime | None) -> SheetQuerySet:
    """The file, as long as this attempt to save it is awaited."""
    awaited = Sheet.objects.kept().filter(asked_at__isnull=False)
    return awaited.filter(pk=sheet_pk, asked_at=asked_at, saved_at=None, failed_at=None)


def take_in(attempt: SheetQuerySet) -> None:
    say(attempt, done=0)
    sheet = held(attempt.select_related("member"))
    with timezone.override(sheet.member.time_zone):
        table = unpacked(sheet.table)
        rows = list(told(attempt, rows_read(table, sheet.matching)))
        save_read(attempt, sheet.member_id, table, rows)


def told(attempt: SheetQuerySet, rows: Iterable[Read]) -> Iterator[Read]:
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if number % A_STEP == 0:
            say(attempt, done=number)
    say(attempt, done=number)


def say(attempt: SheetQuerySet, done: int) -> None:
    if not attempt.update(moved_at=timezone.now(), done=done):
        raise Replaced


def held(attempt: SheetQuerySet) -> Sheet:
    sheet = attempt.first()
    if sheet is None:
        raise Replaced
    return sheet


@transaction.atomic
def save_read(attempt: SheetQuerySet, member_pk: int, table: Table, rows: Sequence[Read]) -> None:
    """The member's row is locked first, as a request does; what is there is looked up after it."""
    list(Member.objects.select_for_update().filter(pk=member_pk))
    sheet = held(attempt.select_related("member").select_for_update(of=("self",)))
    found = compared(sheet, table, rows)
    if found.numbers[Outcome.WRONG] and not sheet.leaves_out_wrong:
        raise Changed
    save(sheet, found)


# --- They go -------------------------------------------------------------------------------------


def clear() -> int:
    """Delete the files whose time is over; how many there were."""
    number, _by_table = Sheet.objects.over().delete()
    return number
