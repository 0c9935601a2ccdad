"""A table of old addresses as a spreadsheet saves it: read, looked at line by line, then saved."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import places, written
from .models import IS_A_PAGE, LEADS_BACK, NO_PAGE, NOT_AN_ADDRESS, OldAddress, forms_of
from .targets import own_target

MOST_ROWS = 10_000
MOST_BYTES = 1_500_000  # they travel back and forth as text
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SEPARATORS = "\t;,"
LOOKED_AT = 20  # lines, to find the separator
HEADS = ["old address", "leads to"]


@dataclass(frozen=True, slots=True)
class Row:
    """`trouble` says what is wrong, and the cure."""

    number: int  # of the line, from 1
    old: str
    target: str
    host: str = ""
    path: str = ""
    trouble: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.path, self.host

    def wrong(self, trouble) -> "Row":
        return replace(self, trouble=str(trouble))


@dataclass(slots=True)
class Preview:
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)

    @property
    def can_be_saved(self) -> bool:
        return not self.wrong and bool(self.new or self.changed)


# --- A file as rows ------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    """Of UTF-8 with or without mark, UTF-16 or GB18030. Raises ValidationError."""
    marked = [name for mark, name in MARKS.items() if content.startswith(mark)]
    for encoding in marked or ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("This file is no plain text. Save it as CSV or as text in UTF-8."))


def rows_of(text: str) -> list[Row]:
    """Without empty lines and a heading. Raises ValidationError for too many."""
    lines = [line.strip() for line in text.replace("\ufeff", "").splitlines()]
    separator = separator_of(lines)
    found = [
        row(number, cells(line, separator))
        for number, line in enumerate(lines, 1)
        if line.strip(";,")
    ]
    if found and "/" not in found[0].old + found[0].target:
        found = found[1:]
    if len(found) > MOST_ROWS:
        raise ValidationError(_("One file has at most 10,000 rows. Divide it."))
    return found


def separator_of(lines: list[str]) -> str:
    """After which most lines go on with an address: old ones may have commas and semicolons."""
    sample = list(islice((line for line in lines if line), LOOKED_AT))
    return max(SEPARATORS, key=lambda sign: sum(leads_on(cells(line, sign)) for line in sample))


def leads_on(found: list[str]) -> bool:
    return len(found) > 1 and (found[1].startswith("/") or "://" in found[1])


def cells(line: str, separator: str) -> list[str]:
    """Each line by itself: a quotation mark that is never closed swallows no other."""
    found = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    return [cell.strip() for cell in found]


def row(number: int, found: list[str]) -> Row:
    old, target = (*found, "", "")[:2]
    address = written.read(old)
    return Row(number, old, target, address.host, address.path)


# --- What the rows would do ----------------------------------------------------------------------


def preview(text: str, *, replaces: bool) -> Preview:
    """Fifteen queries at most, however long the table is."""
    rows = [readable(one) for one in rows_of(text)]
    kept = kept_already(rows)
    rows = followed(without_pages_of_ours(rows), kept)
    found, first = Preview(), {}
    for one in rows:
        before = first.setdefault(one.key, one)
        there = kept.get(one.key)
        if one.trouble:
            found.wrong.append(one)
        elif before is not one and before.target != one.target:
            found.wrong.append(one.wrong(clash_within(before)))
        elif before is not one or (there and there.target == one.target):
            found.same.append(one)
        elif there and not replaces:
            found.wrong.append(one.wrong(clash_with(there)))
        else:
            (found.changed if there else found.new).append(one)
    return found


def clash_within(before: Row) -> str:
    return _("Line %(number)d leads the same address elsewhere. Keep one of them.") % {
        "number": before.number
    }


def clash_with(there: OldAddress) -> str:
    return _("It leads to %(target)s today. Tick “replace”, or take the line out.") % {
        "target": there.target
    }


def readable(one: Row) -> Row:
    """By the rules of the form; whether the target is there comes later."""
    is_short = len(one.path) <= written.LONGEST and len(one.host) <= 100
    if not one.old or not is_short or "\0" in one.path:
        return one.wrong(NOT_AN_ADDRESS)
    try:
        return replace(one, target=own_target(one.target))
    except ValidationError as error:
        return one.wrong(" ".join(error.messages))


def kept_already(rows: Iterable[Row]) -> dict[tuple[str, str], OldAddress]:
    """Of old addresses in the table those that the rows name, as old or as target. One query."""
    paths = {path for one in rows for path in (one.path, written.read(one.target).path)}
    return {(row.path, row.host): row for row in OldAddress.objects.filter(path__in=paths)}


def without_pages_of_ours(rows: list[Row]) -> list[Row]:
    forms = {form for one in rows for form in forms_of(one.path)}
    pages = forms - places.unknown(forms)
    return [
        one.wrong(IS_A_PAGE) if not one.trouble and pages & forms_of(one.path) else one
        for one in rows
    ]


def followed(rows: list[Row], kept: dict[tuple[str, str], OldAddress]) -> list[Row]:
    """Each row with the page at the end of its chain as target, or with what is wrong of it."""
    missing = places.unknown(one.target for one in rows if not one.trouble)
    steps = {path: row.target for (path, _host), row in kept.items()}
    steps |= {one.path: one.target for one in rows if not one.trouble}
    return [one if one.trouble else at_its_end(one, missing, steps) for one in rows]


def at_its_end(one: Row, missing: set[str], steps: dict[str, str]) -> Row:
    target, seen = one.target, {one.path}
    while target in missing:
        path = written.read(target).path
        if path in seen:
            return one.wrong(LEADS_BACK)
        if path not in steps:
            return one.wrong(NO_PAGE % {"target": target})
        seen.add(path)
        target = steps[path]
    return replace(one, target=target)


# --- Saving, and the way back --------------------------------------------------------------------


def save(found: Preview) -> int:
    """All rows or none; how many. Raises IntegrityError where somebody was faster."""
    with transaction.atomic():
        OldAddress.objects.bulk_create(
            [OldAddress(path=one.path, host=one.host, target=one.target) for one in found.new],
            batch_size=500,
        )
        targets = {one.key: one.target for one in found.changed}
        changed = list(OldAddress.objects.filter(path__in=[path for path, _host in targets]))
        changed = [one for one in changed if (one.path, one.host) in targets]
        for one in changed:
            one.target = targets[one.path, one.host]
        OldAddress.objects.bulk_update(changed, ["target"], batch_size=500)
    return len(found.new) + len(changed)


def lines() -> Iterator[list[str]]:
    """The whole table, as it can be read again. No cell can begin a formula: hosts and slashes."""
    yield HEADS
    for path, host, target in OldAddress.objects.values_list("path", "host", "target").iterator():
        yield [f"{host}{path}", target]
