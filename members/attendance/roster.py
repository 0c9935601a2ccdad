"""A list of those present, as it is pasted or read from a file: lines of who, and how long."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.cpd.fields import HoursField

MOST_LINES = 5_000
LONGEST_LINE = 500
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and what is packed like it; xls
SEPARATORS = "\t;,"
# Words in the heading of a column, in lower case.
NAMES_WHO = ("number", "no.", "mail", "member", "号", "邮箱", "邮件")
NAMES_HOURS = ("hour", "学时", "小时", "时长")
WEIGHTLESS = re.compile("[\\s\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """`who` is a member number or an address, without spaces, in lower case.

    No hours: as many as the event gives. `trouble` says what cannot be read, and the cure.
    """

    number: int  # from 1, as editors count
    written: str
    who: str = ""
    hours: Decimal | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Who is the first of several columns that is filled in: some have a number, some none."""

    who: tuple[int, ...] = (0,)
    hours: int | None = 1


# --- A file as text ------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    """Of UTF-8 with or without mark, UTF-16, GB18030. Raises ValidationError for anything else."""
    if content.startswith(WORKBOOKS):
        raise ValidationError(
            _("This is a workbook. Save its sheet as CSV, or copy the columns and paste them.")
        )
    for encoding in encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("This file is no plain text. Save it as CSV or as text in UTF-8."))


def encodings(content: bytes) -> list[str]:
    """The mark says it; without one, only UTF-16 has zero bytes, beside each Latin sign."""
    marked = [encoding for mark, encoding in MARKS.items() if content.startswith(mark)]
    if marked:
        return marked
    if b"\0" in content:
        low, high = content[::2].count(0), content[1::2].count(0)
        return ["utf-16-le" if high > low else "utf-16-be"]
    return ["utf-8", "gb18030"]


# --- The text as lines ---------------------------------------------------------------------------


def lines_of(text: str) -> Iterator[Line]:
    """Empty lines and one heading line are passed over; they count in the numbers."""
    columns = Columns()
    is_first = True
    for number, written in enumerate(text.splitlines(), start=1):
        cells = cells_of(written)
        if not any(cells):
            continue
        if is_first and is_heading(cells):
            columns = columns_named(cells)
        else:
            yield line(number, written.strip(), cells, columns)
        is_first = False


def cells_of(written: str) -> list[str]:
    """Each line by itself: a quotation mark that is never closed swallows no other line."""
    plain = unicodedata.normalize("NFKC", written[:LONGEST_LINE])
    separator = next((sign for sign in SEPARATORS if sign in plain), ",")
    cells = next(csv.reader([plain], delimiter=separator, skipinitialspace=True), [])
    return [WEIGHTLESS.sub("", cell) for cell in cells]


def is_heading(cells: list[str]) -> bool:
    """It names a column. No member number is without a digit, and no address without its sign."""
    names = (*NAMES_WHO, *NAMES_HOURS)
    is_named = any(name in cell.lower() for cell in cells for name in names)
    return is_named and not any(sign.isdigit() or sign == "@" for cell in cells for sign in cell)


def columns_named(cells: list[str]) -> Columns:
    found = [cell.lower() for cell in cells]
    hours = [place for place, cell in enumerate(found) if any(one in cell for one in NAMES_HOURS)]
    who = [
        place
        for place, cell in enumerate(found)
        if place not in hours and any(one in cell for one in NAMES_WHO)
    ]
    return Columns(who=tuple(who) or (0,), hours=hours[0] if hours else None)


def line(number: int, written: str, cells: list[str], columns: Columns) -> Line:
    shown = written if len(written) <= 80 else f"{written[:80]}…"
    who = next((cells[at] for at in columns.who if at < len(cells) and cells[at]), "")
    if not who:
        return Line(number, shown, trouble=_("No number and no address. Write one of them."))
    hours = columns.hours
    try:
        wanted = cells[hours] if hours is not None and hours < len(cells) else ""
        return Line(number, shown, who.lower(), HoursField(required=False).clean(wanted))
    except ValidationError as error:
        return Line(number, shown, who.lower(), trouble=" ".join(error.messages))
