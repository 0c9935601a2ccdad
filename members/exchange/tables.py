"""A file as a table: heads, and numbered rows below them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from agreements.spreadsheets import restored

from . import texts, workbooks
from .columns import known_heads
from .refusals import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SCANNED,
    Refusal,
    Refused,
)
from .rules import head_row
from .workbooks import Cell

HEAD_WITHIN = 10  # rows that have something in them


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # as a spreadsheet counts, from 1
    cells: list[Cell]

    def cell(self, place: int | None) -> Cell:
        return self.cells[place] if place is not None and place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    heads: list[str]
    rows: list[Row]
    source: str  # encoding of the text, or name of the sheet
    epoch: datetime | None = None  # from when a workbook counts its days


def read_table(content: bytes) -> Table:
    """Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(Refusal.TOO_LARGE)
    if content.startswith(workbooks.OLD_START):
        raise Refused(Refusal.OLD_WORKBOOK)
    if content.startswith(workbooks.START):
        sheet, epoch, rows = workbooks.read(content)
        return table(numbered(rows), sheet, epoch)
    text, encoding = texts.text_of(content)
    return table(numbered(texts.rows_of(text)), encoding)


def numbered(rows: Iterable[Sequence[Cell]]) -> list[Row]:
    """Without those in which nothing is written. Raises Refused when there are too many."""
    found: list[Row] = []
    characters = 0
    for number, cells in enumerate(rows, 1):
        if number > MOST_SCANNED or len(found) > MOST_ROWS + HEAD_WITHIN:
            raise Refused(Refusal.TOO_MANY_ROWS)
        filled = [restored(cell) if isinstance(cell, str) else cell for cell in cells]
        while filled and (not filled[-1] or (isinstance(filled[-1], str) and filled[-1].isspace())):
            filled.pop()
        if filled:
            found.append(Row(number, filled))
        characters += sum(len(cell) for cell in filled if isinstance(cell, str))
        if characters > MOST_CHARACTERS:
            raise Refused(Refusal.BOMB)
    return found


def table(rows: list[Row], source: str, epoch: datetime | None = None) -> Table:
    if not rows:
        raise Refused(Refusal.EMPTY)
    first = [[as_text(cell) for cell in row.cells] for row in rows[:HEAD_WITHIN]]
    at = head_row(first, known_heads())
    heads, below = first[at], rows[at + 1 :]
    if not below:
        raise Refused(Refusal.ONLY_HEADS)
    if len(below) > MOST_ROWS:
        raise Refused(Refusal.TOO_MANY_ROWS)
    if len(heads) > MOST_COLUMNS:
        raise Refused(Refusal.TOO_MANY_COLUMNS)
    return Table(heads, below, source, epoch)


# --- Kept between the steps ----------------------------------------------------------------------


def packed(table: Table) -> str:
    """As JSON, which is read again in a fraction of the time that a workbook takes."""
    rows = [[row.number, *map(packed_cell, row.cells)] for row in table.rows]
    epoch = table.epoch.isoformat() if table.epoch else None
    return json.dumps([table.heads, table.source, epoch, rows], ensure_ascii=False)


def packed_cell(cell: Cell) -> str | list[str]:
    return cell if isinstance(cell, str) else [type(cell).__name__, str(cell)]


def unpacked(text: str) -> Table:
    heads, source, epoch, rows = json.loads(text)
    return Table(
        heads,
        [Row(number, [unpacked_cell(cell) for cell in cells]) for number, *cells in rows],
        source,
        datetime.fromisoformat(epoch) if epoch else None,
    )


def unpacked_cell(cell: str | list[str]) -> Cell:
    if isinstance(cell, str):
        return cell
    kind, written = cell
    return date.fromisoformat(written) if kind == "date" else Decimal(written)


def as_text(cell: Cell) -> str:
    """As a person would write it."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return cell.strip()
