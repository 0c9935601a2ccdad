"""The few forms that a value takes in the data: its JSON, its schema, and its cells of a table.

A row is a dict of columns, of `QuerySet.values()` or of `Rows`, where dates may be ISO text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.bilingual import SUFFIXES
from agreements.register.dates import Precision

# Suffix of a column of the database: language tag in JSON: suffix of a column of CSV.
TAGS = dict(zip(SUFFIXES, ("en", "zh-Hans"), strict=True))
IN_TABLE = {tag: tag.lower().replace("-", "_") for tag in TAGS.values()}
SEPARATOR = " | "
DIGITS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4, Precision.CIRCA: 4}

Row = Mapping[str, object]
Cells = dict[str, str]


class Shape:
    """What the others are made of: one column, and one cell."""

    schema: dict
    word: str

    def columns(self, name: str) -> list[str]:
        """What it reads of a row."""
        return [name]

    def read(self, row: Row, name: str):
        return row[name] or None

    def cells(self, name: str, value) -> Cells:
        return {name: "" if value is None else str(value)}


@dataclass(frozen=True)
class Text(Shape):
    schema: dict
    word: str = _("text")


TEXT = Text({"type": ["string", "null"]})
NAME = Text({"type": "string", "minLength": 1})
ADDRESS = Text({"type": "string", "format": "uri"}, _("address"))
ADDRESS_OR_NONE = Text({"type": ["string", "null"], "format": "uri"}, _("address"))
COUNTRY = Text({"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}, _("code"))


class Number(Shape):
    schema = {"type": ["integer", "null"], "minimum": 0}
    word = pgettext_lazy("form of a value", "number")

    def read(self, row: Row, name: str) -> int | None:
        return row[name]


class Day(Shape):
    """A day, known exactly."""

    schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    word = pgettext_lazy("form of a value", "day")

    def read(self, row: Row, name: str) -> str | None:
        return str(row[name]) if row[name] else None


@dataclass(frozen=True)
class PartOfDay(Shape):
    """No more of a date than is known: 2025-06-11, 2019-11, 2014 (ISO 8601, reduced precision)."""

    precision: str  # its column
    schema = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    word = _("date as far as known")

    def columns(self, name: str) -> list[str]:
        return [name, self.precision]

    def read(self, row: Row, name: str) -> str | None:
        return str(row[name])[: DIGITS[row[self.precision]]] if row[name] else None


@dataclass(frozen=True)
class PrecisionOf(Shape):
    """How much is known of a date; nothing where there is no date."""

    date: str  # its column
    schema = {"type": ["string", "null"], "enum": [*Precision.values, None]}
    word = _("code")

    def read(self, row: Row, name: str) -> str | None:
        return row[name] if row[self.date] else None


@dataclass(frozen=True)
class Instant(Shape):
    column: str
    schema = {"type": "string", "format": "date-time"}
    word = _("moment (UTC)")

    def columns(self, name: str) -> list[str]:
        return [self.column]

    def read(self, row: Row, name: str) -> str:
        return written_instant(row[self.column])


def written_instant(at: datetime) -> str:
    """In UTC, to the microsecond: given back as `updated_since` it loses nothing."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Code(Shape):
    """One of a list of codes (codes.py)."""

    values: Sequence[str]
    is_optional: bool = False
    word = _("code")

    @property
    def schema(self) -> dict:
        if self.is_optional:
            return {"type": ["string", "null"], "enum": [*self.values, None]}
        return {"type": "string", "enum": list(self.values)}


# --- In both languages ---------------------------------------------------------------------------


def in_both(schema: dict) -> dict:
    tags = list(TAGS.values())
    return {
        "type": "object",
        "properties": dict.fromkeys(tags, schema),
        "required": tags,
        "additionalProperties": False,
    }


class Words(Shape):
    """A text in both languages; null in one that has none."""

    schema = in_both({"type": ["string", "null"]})
    word = _("text in both languages")

    def columns(self, name: str) -> list[str]:
        return [f"{name}_{suffix}" for suffix in TAGS]

    def read(self, row: Row, name: str) -> dict[str, str | None]:
        return {tag: row[f"{name}_{suffix}"] or None for suffix, tag in TAGS.items()}

    def cells(self, name: str, value) -> Cells:
        return {f"{name}_{IN_TABLE[tag]}": text or "" for tag, text in value.items()}


class Lines(Words):
    """A list of sentences in both languages."""

    schema = in_both({"type": "array", "items": {"type": "string"}})
    word = _("sentences in both languages")

    def read(self, row: Row, name: str) -> dict[str, list[str]]:
        return {tag: lines_of(text or "") for tag, text in super().read(row, name).items()}

    def cells(self, name: str, value) -> Cells:
        return super().cells(name, {tag: SEPARATOR.join(one) for tag, one in value.items()})


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Pages(Words):
    """The address of a page in each language."""

    schema = in_both(ADDRESS.schema)
    word = _("address in both languages")


PAGES = Pages()


@dataclass(frozen=True)
class Made(Shape):
    """Worked out of the row, such as an address, or the same for every row."""

    make: Callable[[Row], object]
    reads: Sequence[str] = ()
    like: Shape = ADDRESS

    @property
    def schema(self) -> dict:
        return self.like.schema

    @property
    def word(self) -> str:
        return self.like.word

    def columns(self, name: str) -> list[str]:
        return list(self.reads)

    def read(self, row: Row, name: str):
        return self.make(row)

    def cells(self, name: str, value) -> Cells:
        return self.like.cells(name, value)


# --- Objects -------------------------------------------------------------------------------------


class Field(NamedTuple):
    name: str
    shape: Shape
    meaning: str
    term: str = ""  # in schema.org or Dublin Core; empty: a term of our own (linked.py)


Fields = Sequence[Field]


def columns_of(fields: Fields) -> list[str]:
    """Each once."""
    return list(dict.fromkeys(name for one in fields for name in one.shape.columns(one.name)))


def read_fields(fields: Fields, row: Row) -> dict:
    return {one.name: one.shape.read(row, one.name) for one in fields}


def schema_of(fields: Fields) -> dict:
    return {
        "type": "object",
        "properties": {
            one.name: one.shape.schema | {"description": str(one.meaning)} for one in fields
        },
        "required": [one.name for one in fields],
        "additionalProperties": False,
    }


def rows_of(name: str) -> str:
    """The column with the rows of `name`, which the model uses for their relation."""
    return f"{name}_rows"


@dataclass(frozen=True)
class Many(Shape):
    """A list of objects; in a table, one cell for each name in `joined`."""

    fields: Fields
    joined: Mapping[str, Callable[[dict], str]]
    word = _("list of objects")

    @property
    def schema(self) -> dict:
        return {"type": "array", "items": schema_of(self.fields)}

    def columns(self, name: str) -> list[str]:
        return [rows_of(name)]

    def read(self, row: Row, name: str):
        return [read_fields(self.fields, item) for item in row[rows_of(name)]]

    def cells(self, name: str, value) -> Cells:
        return {
            column: SEPARATOR.join(make(item) for item in value)
            for column, make in self.joined.items()
        }


class One(Many):
    """Another object, or null."""

    word = _("object")

    @property
    def schema(self) -> dict:
        return schema_of(self.fields) | {"type": ["object", "null"]}

    def read(self, row: Row, name: str) -> dict | None:
        return next(iter(super().read(row, name)), None)

    def cells(self, name: str, value) -> Cells:
        return super().cells(name, [value] if value else [])
