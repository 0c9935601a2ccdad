"""What becomes of each row of a table: a new entry, one that is there already, or none yet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.cpd.models import Record
from members.cpd.workflow import objections
from members.profile.models import Member

from .cells import READERS, shown
from .columns import BY_CODE, Matching
from .tables import Row, Table, as_text

KEY = re.compile(r"CPD-(\d{1,18})")
COMPARED = tuple(READERS)
DEFAULTED = ("kind", "aspect")


class Outcome(StrEnum):
    WRONG = "wrong"
    NEW = "new"
    THERE = "there"


class Problem(NamedTuple):
    """`column` is the head in the file."""

    column: str
    typed: str
    said: str

    @property
    def is_quoted(self) -> bool:
        """The sentence names what was typed by itself."""
        return f"“{self.typed}”" in self.said


@dataclass(slots=True)
class Reading:
    """`record` is the entry as it would be saved; in a wrong row, as far as it can be read."""

    number: int
    record: Record
    outcome: Outcome = Outcome.NEW
    problems: list[Problem] = field(default_factory=list)
    note: str = ""


class Read(NamedTuple):
    """What a row says by itself, whatever the member has: what could be read, and what not."""

    row: Row
    values: dict
    problems: list[Problem]


class Known:
    """The member's own entries: by number, and by what makes two of them the same. One query."""

    def __init__(self, member: Member):
        rows = list(Record.objects.of(member).values("pk", *COMPARED))
        self.by_key = {row["pk"]: row for row in rows}
        self.alike = {(row["done_on"], row["title"], row["hours"]) for row in rows}


def key_of(record: Record) -> str:
    """By which our own export is known again."""
    return f"CPD-{record.pk}"


def rows_read(table: Table, matching: Matching) -> Iterator[Read]:
    """In the order of the rows. This takes most of the time, and asks the database nothing."""
    for row in table.rows:
        yield Read(row, *read(row, table, matching))


def readings(
    rows: Iterable[Read], table: Table, matching: Matching, member: Member
) -> list[Reading]:
    """In the order of the rows. One query, and those of `objections`."""
    known, seen = Known(member), {}
    found = [reading(one, table, matching, member, known, seen) for one in rows]
    new = [one for one in found if one.outcome is Outcome.NEW]
    for place, error in objections([one.record for one in new]).items():
        new[place].outcome = Outcome.WRONG
        new[place].problems = [Problem("", "", " ".join(error.messages))]
    return found


def reading(
    read: Read,
    table: Table,
    matching: Matching,
    member: Member,
    known: Known,
    seen: dict[tuple[date, str, Decimal], int],
) -> Reading:
    """`seen` are the entries of the rows above, with their numbers."""
    row, values, problems = read
    record = Record(member=member, **values)
    one = Reading(row.number, record)
    same = (record.done_on, record.title, record.hours)
    if own := known.by_key.get(number_in(row, matching)):
        one.outcome, one.note = Outcome.THERE, kept_as_it_is(own, values, table, matching, problems)
    elif problems:
        one.outcome, one.problems = Outcome.WRONG, problems
    elif same in known.alike:
        one.outcome = Outcome.THERE
    elif same in seen:
        one.outcome = Outcome.THERE
        one.note = _("The same day, title and hours as in row %(row)s.") % {"row": seen[same]}
    else:
        seen[same] = row.number
    return one


def read(row: Row, table: Table, matching: Matching) -> tuple[dict, list[Problem]]:
    """What can be read, and a problem for each cell that cannot."""
    values: dict = {"title": "", "kind": matching.kind, "aspect": matching.aspect}
    problems = []
    for code, place in matched(matching):
        cell = row.cell(place)
        try:
            value = READERS[code](cell, table.epoch)
        except ValidationError as error:
            said = " ".join(error.messages)
            problems.append(Problem(table.heads[place], shown(cell), said))
            values |= {code: ""} if code in DEFAULTED else {}
            continue
        if value or code not in DEFAULTED:
            values[code] = value
    if extra := row.cells[len(table.heads) :]:
        said = _("The row has more cells than there are headings. Put it right in the file.")
        problems.append(Problem("", shown(next(cell for cell in extra if cell)), said))
    return values, problems


def matched(matching: Matching) -> list[tuple[str, int]]:
    """Columns that say something of an entry, in the order of the form."""
    return [(code, matching.columns[code]) for code in READERS if code in matching.columns]


def number_in(row: Row, matching: Matching) -> int | None:
    found = KEY.fullmatch(as_text(row.cell(matching.columns.get("entry"))))
    return int(found[1]) if found else None


def kept_as_it_is(
    own: dict, values: dict, table: Table, matching: Matching, problems: list[Problem]
) -> str:
    """What to tell of an entry that is there: empty when the file says the same."""
    differing = [
        str(BY_CODE[code].label)
        for code, _place in matched(matching)
        if code in values and values[code] != own[code]
    ]
    codes = {table.heads[place]: code for code, place in matched(matching)}
    unread = [
        one.column
        for one in problems
        if one.typed or own.get(codes.get(one.column, ""), "") is not None
    ]
    if not differing and not unread:
        return ""
    names = _(", ").join([*differing, *unread])
    said = _("It differs from the file (%(columns)s) and stays as it is. Change it on its page.")
    return said % {"columns": names}
