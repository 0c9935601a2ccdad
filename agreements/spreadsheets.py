"""CSV that spreadsheets open as it was meant: in UTF-8, and with nothing that they would run."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice

AT_ONCE = 500  # rows
MARK = "\ufeff"  # without it spreadsheets read Chinese as something else

# What a spreadsheet takes for a formula, also written in full width.
FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def neutral(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run; `restored` takes it away again."""
    return f"'{text}" if FORMULA.match(text) else text


def restored(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


class Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The head, then pieces of some hundred rows (RFC 4180)."""
    write = csv.writer(Line()).writerow
    yield MARK + write(head)
    lines = map(write, rows)
    while piece := "".join(islice(lines, AT_ONCE)):
        yield piece
