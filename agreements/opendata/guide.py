"""What the page "Open data" shows of the tables that the answers are made of."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .addresses import absolute, data_address, own_pages
from .codes import CODES
from .fields import AGREEMENT, LICENCE, PUBLISHER
from .parameters import FILTERS, PAGED
from .shapes import Field, Fields, Many, written_instant
from .tables import columns_in_table

FORMS = {"json": "application/json", "csv": "text/csv", "jsonld": "application/ld+json"}


class Address(NamedTuple):
    what: str
    address: str


class Name(NamedTuple):
    """A row of the table of names; `anchor` is what our own terms in JSON-LD lead to."""

    path: str
    anchor: str
    shape: str
    meaning: str
    columns: list[str]  # of CSV, where they are not the name itself, or it for each language


def addresses() -> list[Address]:
    lists = [data_address("agreement_list", ending) for ending in FORMS]
    entry = data_address("agreement_list")
    atom = absolute(f"/feeds/{get_language()}/agreements.atom")
    return [
        Address(_("all entries, in pages, as JSON"), lists[0]),
        Address(_("all entries in one table, as CSV"), lists[1]),
        Address(_("all entries, in pages, as JSON-LD"), lists[2]),
        Address(_("one entry as JSON; also .csv and .jsonld"), f"{entry}/{{slug}}.json"),
        Address(_("what was added, changed or removed, as JSON Feed"), data_address("change_list")),
        Address(_("the same for feed readers, as Atom"), atom),
        Address(_("every code with its word in both languages"), data_address("code_list")),
        Address(_("description of the interface, OpenAPI 3.1"), data_address("openapi")),
    ]


def parameter_rows() -> list[tuple[str, str, str]]:
    return [(one.name, one.example, one.meaning) for one in [*FILTERS, *PAGED]]


def names() -> list[Name]:
    seen: set[str] = set()
    return [row(path, one, seen) for path, one in paths(AGREEMENT)]


def paths(fields: Fields, prefix: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        yield f"{prefix}{one.name}", one
        if isinstance(one.shape, Many):
            yield from paths(one.shape.fields, f"{one.name}.")


def row(path: str, one: Field, seen: set[str]) -> Name:
    anchor = "" if one.term or one.name in seen else one.name
    seen.add(one.name)
    columns = columns_in_table(one) if isinstance(one.shape, Many) else []
    columns = [] if columns == [one.name] else columns
    return Name(path, anchor, one.shape.word, one.meaning, columns)


def code_tables() -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(name, meaning, choices.choices) for name, (choices, meaning) in CODES.items()]


def dataset(changed_at: datetime | None) -> dict:
    """For search engines (schema.org), in the language of the page."""
    tag = "zh-Hans" if get_language().startswith("zh") else "en"
    known = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Register of international agreements"),
        "description": _(
            "What the Chinese Society of Engineers and its partners have signed, what each "
            "agreement gives an engineer and what it does not, and whether it still applies."
        ),
        "url": own_pages("agreements:opendata:data")[tag],
        "inLanguage": ["en", "zh-Hans"],
        "license": LICENCE["url"],
        "publisher": organization(tag),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": _("Open data of the Society")},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": data_address("agreement_list", ending),
            }
            for ending, kind in FORMS.items()
        ],
    }
    return known | ({"dateModified": written_instant(changed_at)} if changed_at else {})


def organization(tag: str) -> dict:
    return {"@type": "Organization", "name": PUBLISHER[tag], "url": absolute("/")}
