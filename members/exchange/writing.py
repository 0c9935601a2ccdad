"""A member's entries as CSV and as XLSX, row by row from the database (see columns.py).

What a spreadsheet would take for a formula is neutral in both: in CSV by an apostrophe, in XLSX by
being text. An entry that begins with such an apostrophe itself gets another one in both, so that
reading takes away what was added and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from agreements.spreadsheets import AT_ONCE, FORMULA, csv_pieces, neutral
from members.cpd.fields import plain
from members.cpd.models import Record

from .columns import WRITTEN

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WORDS = {"kind": ActivityKind, "aspect": Aspect, "state": Record.State}
FIELDS = ("pk", *(column.code for column in WRITTEN[1:]))
YES_NO = {True: "yes", False: "no"}


def values_of(records: QuerySet[Record]) -> Iterator[dict]:
    """One query; never all rows at once."""
    return records.values(*FIELDS).iterator(chunk_size=AT_ONCE)


# --- CSV -----------------------------------------------------------------------------------------


def csv_lines(records: QuerySet[Record]) -> Iterator[str]:
    """Pieces of some hundred rows."""
    return csv_pieces([column.code for column in WRITTEN], map(csv_row, values_of(records)))


def csv_row(row: dict) -> Iterable[str]:
    return (
        f"CPD-{row['pk']}",
        row["done_on"].isoformat(),
        neutral(row["title"]),
        "" if row["hours"] is None else plain(row["hours"]),
        row["kind"],
        row["aspect"],
        "; ".join(row["topics"]),
        neutral(row["practice_area"]),
        YES_NO[row["is_online"]],
        neutral(row["provider"]),
        neutral(row["link"]),
        neutral(row["reflection"]),
        row["state"],
    )


# --- XLSX ----------------------------------------------------------------------------------------


def workbook(records: QuerySet[Record], title: str) -> BytesIO:
    """In the language of the page. The rows go through a file; packed they are small."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(WRITTEN, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([head(sheet, str(column.label)) for column in WRITTEN])
    words = words_now()
    for row in values_of(records):
        sheet.append(xlsx_row(sheet, row, words))
    packed = BytesIO()
    book.save(packed)
    packed.seek(0)
    return packed


def words_now() -> dict[str, dict]:
    """For each code its word in the language of the page."""
    choices = WORDS | {"topics": Topic}
    words = {
        code: {value: str(label) for value, label in its.choices} for code, its in choices.items()
    }
    return words | {"is_online": {True: _("yes"), False: _("no")}}


def head(sheet, label: str) -> Cell:
    cell = WriteOnlyCell(sheet, label)
    cell.font = Font(bold=True)
    return cell


def xlsx_row(sheet, row: dict, words: dict[str, dict]) -> list:
    return [
        f"CPD-{row['pk']}",
        shown_as(sheet, row["done_on"], "yyyy-mm-dd"),
        as_text(sheet, row["title"]),
        hours(sheet, row["hours"]),
        words["kind"][row["kind"]],
        words["aspect"][row["aspect"]],
        "; ".join(words["topics"][topic] for topic in row["topics"]),
        as_text(sheet, row["practice_area"]),
        words["is_online"][row["is_online"]],
        as_text(sheet, row["provider"]),
        as_text(sheet, row["link"]),
        as_text(sheet, row["reflection"]),
        words["state"][row["state"]],
    ]


def shown_as(sheet, value, number_format: str) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def hours(sheet, value: Decimal) -> Cell:
    return shown_as(sheet, value, "0.00")


def as_text(sheet, text: str) -> Cell | str:
    """Text even where it looks like a formula, also after somebody has edited the cell."""
    text = NOT_IN_XML.sub("", text)
    if not FORMULA.match(text):
        return text
    cell = WriteOnlyCell(sheet, neutral(text) if text.startswith("'") else text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
