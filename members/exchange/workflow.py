"""How a file is kept between the steps, how its rows are saved, and how it goes."""

from collections import Counter
from typing import NamedTuple

from django.utils import timezone

from members.cpd.models import Record
from members.cpd.workflow import log_all
from members.evidence.names import LONGEST, one_line
from members.profile.models import Member

from .columns import known_heads
from .models import Sheet
from .readings import Outcome, Reading, readings
from .rules import guessed
from .tables import Table, packed, unpacked


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


def opened(sheet: Sheet) -> Opened:
    """The rows as they stand now, beside what the member has."""
    table = unpacked(sheet.table)
    return Opened(table, readings(table, sheet.matching, sheet.member))


def save(sheet: Sheet, found: Opened) -> None:
    """Save every row that is new, all of them or none; a file is saved once.

    Call it with the member's row locked since `opened`: what is there already was looked up then.
    """
    if sheet.saved_at:
        return
    log_all([one.record for one in found.readings if one.outcome is Outcome.NEW])
    numbers = found.numbers
    sheet.saved_at = timezone.now()
    sheet.saved, sheet.there = numbers[Outcome.NEW], numbers[Outcome.THERE]
    sheet.wrong = numbers[Outcome.WRONG]
    sheet.save(update_fields=["saved_at", "saved", "there", "wrong"])


def clear() -> int:
    """Delete the files whose time is over; how many there were."""
    number, _by_table = Sheet.objects.over().delete()
    return number
