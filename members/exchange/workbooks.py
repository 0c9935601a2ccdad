"""XLSX: what was typed into the first sheet that is not hidden. Nothing is evaluated.

A workbook is an archive of XML. How large it is inside is asked before it is opened, and the XML
is read by defusedxml, which openpyxl takes where it is installed.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from .refusals import MOST_COLUMNS, MOST_PARTS, MOST_UNPACKED, Refusal, Refused

log = logging.getLogger(__name__)

START = b"PK\x03\x04"
OLD_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, or XLSX behind a password

Cell = str | date | Decimal


def read(content: bytes) -> tuple[str, datetime, Iterator[list[Cell]]]:
    """Name of the sheet, the day from which its dates are counted, and its rows. Raises Refused."""
    refuse_bomb(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheet = shown[0]
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    except Exception as error:
        raise damaged(error) from error
    return sheet.title, book.epoch, cells_of(rows)


def cells_of(rows: Iterator[tuple]) -> Iterator[list[Cell]]:
    try:
        for row in rows:
            yield [cell_of(value) for value in row]
    except Exception as error:
        raise damaged(error) from error


def damaged(error: Exception) -> Refused:
    """What a made-up file can raise inside the reader has no end."""
    log.info("A workbook cannot be read: %s", type(error).__name__)
    return Refused(Refusal.DAMAGED)


def refuse_bomb(content: bytes) -> None:
    """An archive that lies about its sizes is not unpacked beyond them."""
    try:
        parts = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise Refused(Refusal.DAMAGED) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(Refusal.BOMB)


def cell_of(value: object) -> Cell:
    """A formula is its text; a time of day is cut off."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return Decimal(repr(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | str):
        return value
    return str(getattr(value, "text", None) or value)


def day_counted(number: Decimal, epoch: datetime) -> date | None:
    """The day that a spreadsheet means by a number of days; None for one that it does not have."""
    try:
        found = from_excel(float(number), epoch)
    except (ValueError, OverflowError):
        return None
    return found.date() if isinstance(found, datetime) else None
