"""Why a file cannot be read as a table, each with what works."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000  # bytes of everything in a workbook
MOST_CHARACTERS = 10_000_000  # in all cells together
MOST_PARTS = 1_000  # files in a workbook
MOST_ROWS = 10_000
MOST_SCANNED = 100_000  # rows with the empty ones between
MOST_COLUMNS = 60
MOST_IN_CELL = 131_072  # characters: the limit of Python's own reader


class Refusal(StrEnum):
    EMPTY = "empty"
    ONLY_HEADS = "only_heads"
    TOO_LARGE = "too_large"
    NO_TABLE = "no_table"
    OLD_WORKBOOK = "old_workbook"
    MIXED = "mixed"
    QUOTES = "quotes"
    LONG_CELL = "long_cell"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    BOMB = "bomb"
    DAMAGED = "damaged"


SENTENCES = {
    Refusal.EMPTY: _(
        "The file is empty. Choose one with a row of headings and a row for an entry."
    ),
    Refusal.ONLY_HEADS: _(
        "The file has one row only. It needs a row of headings, and below it a row for each entry."
    ),
    Refusal.TOO_LARGE: _("The file is larger than %(megabytes)s MB. Split it into smaller ones."),
    Refusal.NO_TABLE: _(
        "This is neither CSV nor XLSX. Open it in a spreadsheet and save it as one of these."
    ),
    Refusal.OLD_WORKBOOK: _(
        "This workbook is protected by a password, or of the kind before XLSX. "
        "Save it as XLSX without a password, or as CSV."
    ),
    Refusal.MIXED: _(
        "The file mixes encodings: line %(line)s is not in UTF-8 as others are, so some text would "
        "come out as other characters. Open it in a spreadsheet, look at it, and save it as XLSX."
    ),
    Refusal.QUOTES: _(
        "In line %(line)s a quotation mark opens and does not close where the cell ends. "
        "Inside a cell it has to be written twice."
    ),
    Refusal.LONG_CELL: _(
        "In line %(line)s a cell has more than %(characters)s characters. "
        "Often a quotation mark is missing before it."
    ),
    Refusal.TOO_MANY_ROWS: _(
        "The file has more than %(rows)s rows. Split it into files of at most so many."
    ),
    Refusal.TOO_MANY_COLUMNS: _(
        "The file has more than %(columns)s columns. Delete those that say nothing of CPD."
    ),
    Refusal.BOMB: _(
        "The workbook is far larger inside than it looks. Copy the table alone into a new one."
    ),
    Refusal.DAMAGED: _("The workbook is damaged. Open it, save it again as XLSX, and choose it."),
}
LIMITS = {
    "megabytes": MOST_BYTES // 1_000_000,
    "rows": f"{MOST_ROWS:,}",
    "columns": MOST_COLUMNS,
    "characters": f"{MOST_IN_CELL:,}",
}


class Refused(Exception):
    """`line` is a line of the file, from 1."""

    def __init__(self, why: Refusal, *, line: int = 0):
        self.why, self.line = why, line
        super().__init__(why)

    @property
    def sentence(self) -> ValidationError:
        params = {**LIMITS, "line": self.line}
        return ValidationError(SENTENCES[self.why], code=self.why, params=params)
