"""The register as a table: one row for each entry, with the names of CSV columns (fields.py)."""

from collections.abc import Iterable, Iterator

from agreements.spreadsheets import csv_pieces, neutral

from .fields import AGREEMENT
from .shapes import Field, Made, Many, Shape, Words


def columns_in_table(one: Field) -> list[str]:
    shape = one.shape.like if isinstance(one.shape, Made) else one.shape
    return list(shape.cells(one.name, empty(shape)))


def empty(shape: Shape):
    if isinstance(shape, Many):
        return []
    return {"en": "", "zh-Hans": ""} if isinstance(shape, Words) else None


COLUMNS = [column for one in AGREEMENT for column in columns_in_table(one)]


def csv_of(entries: Iterable[dict]) -> Iterator[str]:
    return csv_pieces(COLUMNS, map(cells, entries))


def cells(entry: dict) -> list[str]:
    return [
        neutral(text)
        for one in AGREEMENT
        for text in one.shape.cells(one.name, entry[one.name]).values()
    ]
