"""What can be asked of a list: each parameter with its schema, its meaning, and how it is read.

Strict, so that a mistake is told and never taken for "everything".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import NamedTuple

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from agreements.register.models import Agreement

from .problems import Refused

PAGE_SIZE, MOST_IN_PAGE, MOST_PAGES = 100, 1000, 10_000
TWO_CAPITALS = re.compile("[A-Z]{2}")
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)


class Parameter(NamedTuple):
    name: str
    schema: dict
    read: Callable[[str], object]
    meaning: str
    example: str
    default: object = None

    @property
    def is_list(self) -> bool:
        return self.schema["type"] == "array"


def one_of(name: str, codes: Sequence[str], meaning: str, example: str) -> Parameter:
    """Of several values each may apply."""

    def read(text: str) -> str:
        if text not in codes:
            raise ValueError(f"must be one of: {', '.join(codes)}")
        return text

    schema = {"type": "array", "items": {"type": "string", "enum": list(codes)}}
    return Parameter(name, schema, read, meaning, example)


def whole_number(name: str, most: int, default: int, meaning: str, example: str) -> Parameter:
    def read(text: str) -> int:
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > most:
            raise ValueError(f"must be a whole number from 1 to {most}")
        return int(text)

    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter(name, schema, read, meaning, example, default)


def read_country(text: str) -> str:
    """Any code: one that no partner has finds nothing."""
    if not TWO_CAPITALS.fullmatch(text):
        raise ValueError("must be two capital letters, such as PK")
    return text


def read_instant(text: str) -> datetime:
    """A day begins in UTC. What lies beyond the calendar is as early or as late as it goes."""
    try:
        if not INSTANT.fullmatch(text):
            raise ValueError(text)
        if len(text) == len("2025-06-11"):
            return datetime.combine(parse_date(text), time(), UTC)
        return parse_datetime(text.upper()).astimezone(UTC)
    except OverflowError:
        return (datetime.min if text < "5" else datetime.max).replace(tzinfo=UTC)
    except (ValueError, AttributeError, TypeError):
        raise ValueError(
            "must be a day such as 2025-06-11, or an instant such as 2025-06-11T08:00:00Z "
            "(write + as %2B)"
        ) from None


STATUS = one_of("status", Agreement.Status.values, _("entries of this status"), "in_force")
KIND = one_of("kind", Agreement.Kind.values, _("entries of this kind"), "mutual_recognition")
COUNTRY = Parameter(
    "country",
    {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
    read_country,
    _("entries with a partner in this country or region (ISO 3166-1 alpha-2)"),
    "PK",
)
UPDATED_SINCE = Parameter(
    "updated_since",
    {
        "type": "string",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
        r"([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$",
    },
    read_instant,
    _("entries changed at this moment (UTC) or later"),
    "2025-01-01",
)
FILTERS = [STATUS, KIND, COUNTRY, UPDATED_SINCE]
PAGE = whole_number("page", MOST_PAGES, 1, _("which page, from 1"), "2")
LIMIT = whole_number("limit", MOST_IN_PAGE, PAGE_SIZE, _("entries on a page"), "500")
PAGED = [PAGE, LIMIT]

Asked = Mapping[str, object]


def read_query(query: QueryDict, known: Sequence[Parameter]) -> dict[str, object]:
    """For each parameter its value, or a list of values. Refuses the unknown and the malformed."""
    by_name = {one.name: one for one in known}
    errors = [
        {"parameter": name, "detail": f"is not known here; known are: {', '.join(by_name)}"}
        for name in query
        if name not in by_name
    ]
    asked = {}
    for one in known:
        try:
            asked[one.name] = read_one(one, query.getlist(one.name))
        except ValueError as error:
            errors.append({"parameter": one.name, "detail": str(error)})
    if errors:
        raise Refused(HTTPStatus.BAD_REQUEST, "The query cannot be answered.", errors)
    return asked


def read_one(parameter: Parameter, texts: list[str]):
    if parameter.is_list:
        return [parameter.read(text) for text in texts]
    if len(texts) > 1:
        raise ValueError("must be given once")
    return parameter.read(texts[0]) if texts else parameter.default
