"""CSV as people have it: four encodings, three separators.

Encodings are tried strictly, one after the other: a mark at the start says which; then UTF-8; then
UTF-16 where there are zero bytes; then GB18030. Nothing is guessed from how often a letter occurs.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice

from .refusals import MOST_IN_CELL, Refusal, Refused

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "gb18030": "GB18030"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SEPARATORS = ",;\t"
SAID = re.compile(r"sep=([,;\t])(?:\r\n?|\n)")  # how a spreadsheet is told the separator
BREAK = re.compile(r"[,;\t\r\n]")
IDEOGRAPH = re.compile(r"[\u2e80-\U0003ffff]")
LOOKED_AT = 10  # rows, to find the separator


def text_of(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Refused."""
    for encoding in encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030":
            refuse_mixed(content)
        if not CONTROL.search(text) and is_read_rightly(text, encoding):
            return text, NAMES.get(encoding, "UTF-16")
    refuse_mixed(content)
    raise Refused(Refusal.NO_TABLE)


def encodings(content: bytes) -> list[str]:
    if marked := next((name for mark, name in MARKS.items() if content.startswith(mark)), ""):
        return [marked]
    return ["utf-8", *(["utf-16-le", "utf-16-be"] if b"\0" in content else []), "gb18030"]


def is_read_rightly(text: str, encoding: str) -> bool:
    """With its bytes swapped, UTF-16 has neither separators nor line breaks."""
    return not encoding.startswith("utf-16-") or bool(BREAK.search(text))


def refuse_mixed(content: bytes) -> None:
    """Half of a file in UTF-8 can be read as GB18030 too, as other characters."""
    lines = [as_utf_8(line) for line in content.split(b"\n")]
    if any(line and IDEOGRAPH.search(line) for line in lines) and None in lines:
        raise Refused(Refusal.MIXED, line=lines.index(None) + 1)


def as_utf_8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def rows_of(text: str) -> Iterator[list[str]]:
    """One list a row, an empty one for an empty line. Raises Refused where the quotes are wrong."""
    said = SAID.match(text)
    separator = said[1] if said else likely_separator(text)
    reader = reading(text[said.end() :] if said else text, separator)
    try:
        yield from reader
    except csv.Error as error:
        is_long = "field larger" in str(error)
        why = Refusal.LONG_CELL if is_long else Refusal.QUOTES
        raise Refused(why, line=reader.line_num) from error


def reading(text: str, separator: str):
    csv.field_size_limit(MOST_IN_CELL)
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def likely_separator(text: str) -> str:
    """The one that stands most often in the first rows; the comma among equals."""
    return max(SEPARATORS, key=lambda separator: separations(separator, text))


def separations(separator: str, text: str) -> int:
    """Of the first rows, up to one whose quotes are wrong."""
    number = 0
    with suppress(csv.Error):
        for row in islice(reading(text, separator), LOOKED_AT):
            number += max(len(row) - 1, 0)
    return number
