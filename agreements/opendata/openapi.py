"""The description of the interface (OpenAPI 3.1), made of the same tables as the answers."""

from functools import cache

from django.conf import settings
from django.utils import translation

from .addresses import own_pages
from .changes import CHANGE
from .codes import CODES
from .fields import AGREEMENT, LICENCE, PUBLISHER
from .http import CSV, FEED, JSON, LINKED
from .parameters import FILTERS, PAGED, UPDATED_SINCE, Parameter
from .problems import PROBLEM
from .sample import SLUG, linked_sample, sample
from .shapes import ADDRESS, Words, in_both, schema_of
from .tables import COLUMNS

VERSION = "1.0.0"
LIST, ENTRY = "/api/v1/agreements", "/api/v1/agreements/{slug}"
SUMMARY = """\
The register of international agreements of the Chinese Society of Engineers, for programs.
Names and codes of version 1 never change their meaning; new ones may be added.
The ending of an address is the form of the answer; without one it is JSON, and so is the `id`
of an entry.
Answers carry `ETag` and `Last-Modified`: send them back and be told 304 while nothing changed.
No key is needed, and every site may read."""


@cache
def description() -> dict:
    """In English."""
    with translation.override("en"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Register of international agreements",
                "version": VERSION,
                "description": SUMMARY,
                "license": {"name": LICENCE["name"], "url": LICENCE["url"]},
                "contact": {"name": PUBLISHER["en"], "url": settings.SITE_ORIGIN},
            },
            "externalDocs": {"url": own_pages("agreements:opendata:data")["en"]},
            "servers": [{"url": settings.SITE_ORIGIN}],
            "paths": paths(),
            "components": {"schemas": schemas(), "responses": problems()},
        }


# --- Addresses -----------------------------------------------------------------------------------


def paths() -> dict:
    whole = [*FILTERS, *PAGED]
    pages = {
        f"{LIST}.json": operation(
            "listAgreements", "Entries, in pages", json("AgreementList"), whole
        ),
        f"{LIST}.jsonld": operation(
            "listAgreementsAsLinkedData", "Entries as JSON-LD", linked("LinkedList"), whole
        ),
        f"{LIST}.csv": operation("listAgreementsAsTable", "All entries as CSV", table(), FILTERS),
        f"{ENTRY}.json": entry_operation("getAgreement", "One entry", json("Agreement", sample())),
        f"{ENTRY}.jsonld": entry_operation(
            "getAgreementAsLinkedData",
            "One entry as JSON-LD",
            linked("LinkedAgreement", linked_sample()),
        ),
        f"{ENTRY}.csv": entry_operation("getAgreementAsRow", "One entry as CSV", table()),
        "/api/v1/changes.json": operation(
            "listChanges",
            "What was added, changed and taken out, newest first, as JSON Feed 1.1",
            {FEED: reference("ChangeFeed")},
            [UPDATED_SINCE, *PAGED],
        ),
        "/api/v1/codes.json": operation(
            "listCodes", "Every code with its word in both languages", json("Codes"), []
        ),
        "/api/v1/openapi.json": operation(
            "getDescription", "This description", {JSON: {"schema": {"type": "object"}}}, []
        ),
    }
    return {path: {"get": page} for path, page in pages.items()}


def operation(name: str, summary: str, content: dict, parameters: list[Parameter]) -> dict:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [in_query(one) for one in parameters],
        "responses": {
            "200": {"description": summary, "headers": headers(), "content": content},
            "304": {"description": "Nothing has changed since the answer you have."},
            "400": {"$ref": "#/components/responses/BadRequest"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "500": {"$ref": "#/components/responses/Failed"},
        },
    }


def entry_operation(name: str, summary: str, content: dict) -> dict:
    one = operation(name, summary, content, [])
    one["responses"]["301"] = {"description": "The entry has another short name now."}
    one["responses"]["404"] = {"$ref": "#/components/responses/NotFound"}
    one["responses"]["410"] = {"$ref": "#/components/responses/Gone"}
    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "minLength": 1, "maxLength": 50}
    one["parameters"] = [
        {
            "name": "slug",
            "in": "path",
            "required": True,
            "description": "Short name of the entry.",
            "schema": schema,
            "example": SLUG,
        }
    ]
    return one


def in_query(one: Parameter) -> dict:
    value = [one.example] if one.is_list else one.example
    value = int(one.example) if one.schema["type"] == "integer" else value
    return {
        "name": one.name,
        "in": "query",
        "description": str(one.meaning),
        "schema": one.schema,
        "example": value,
    }


def headers() -> dict:
    return {
        name: {"description": meaning, "schema": {"type": "string"}}
        for name, meaning in {
            "ETag": "Send it back in If-None-Match.",
            "Last-Modified": "Send it back in If-Modified-Since. Left out within the same second.",
            "Link": "rel=next: the following page; service-desc: this description; license.",
        }.items()
    }


def json(schema: str, example: dict | None = None) -> dict:
    return {JSON: reference(schema) | ({"example": example} if example else {})}


def linked(schema: str, example: dict | None = None) -> dict:
    return {LINKED: reference(schema) | ({"example": example} if example else {})}


def table() -> dict:
    return {
        CSV: {
            "schema": {
                "type": "string",
                "description": "UTF-8 with a byte order mark, RFC 4180. Several values in a cell "
                "are separated by “ | ”. A cell that a spreadsheet would run begins with an "
                f"apostrophe. Columns: {', '.join(COLUMNS)}",
            }
        }
    }


def reference(schema: str) -> dict:
    return {"schema": {"$ref": f"#/components/schemas/{schema}"}}


# --- Answers -------------------------------------------------------------------------------------


def schemas() -> dict:
    return {
        "Agreement": schema_of(AGREEMENT),
        "AgreementList": envelope({"$ref": "#/components/schemas/Agreement"}),
        "LinkedAgreement": linked_entry(),
        "LinkedList": linked_list(),
        "ChangeFeed": change_feed(),
        "Codes": codes(),
        "Problem": problem(),
    }


def exactly(**properties: dict) -> dict:
    """An object with these and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def envelope(entry: dict) -> dict:
    return exactly(
        total={"type": "integer", "minimum": 0, "description": "Entries on all pages."},
        next={"type": ["string", "null"], "format": "uri", "description": "The following page."},
        licence=ADDRESS.schema,
        publisher=Words.schema,
        agreements={"type": "array", "items": entry},
    )


def linked_entry() -> dict:
    """The names of `Agreement`, with their meaning in `@context`."""
    return {
        "type": "object",
        "properties": {"type": {"const": "CreativeWork"}, "id": ADDRESS.schema},
        "required": ["type", *(one.name for one in AGREEMENT)],
    }


def linked_list() -> dict:
    plain = envelope({"$ref": "#/components/schemas/LinkedAgreement"})
    more = {"@context": {"type": "object"}, "id": ADDRESS.schema, "type": {"const": "Dataset"}}
    return exactly(**more, **plain["properties"])


def change_feed() -> dict:
    text = {"type": "string", "minLength": 1}
    feed = exactly(
        version={"const": "https://jsonfeed.org/version/1.1"},
        title=text,
        home_page_url=ADDRESS.schema,
        feed_url=ADDRESS.schema,
        language={"const": "en"},
        authors={"type": "array", "items": exactly(name=text, url=ADDRESS.schema)},
        items={"type": "array", "items": feed_item()},
    )
    feed["properties"]["next_url"] = ADDRESS.schema
    return feed


def feed_item() -> dict:
    text = {"type": "string", "minLength": 1}
    return exactly(
        id=ADDRESS.schema,
        url=ADDRESS.schema,
        title=text,
        content_text=text,
        date_published={"type": "string", "format": "date-time"},
        tags={"type": "array", "items": text},
        _change=schema_of(CHANGE),
    )


def codes() -> dict:
    words = {"type": "object", "additionalProperties": in_both({"type": "string"})}
    lists = {name: words | {"description": str(meaning)} for name, (_c, meaning) in CODES.items()}
    return exactly(**lists, country=words | {"description": "ISO 3166-1 alpha-2"})


def problem() -> dict:
    text = {"type": "string"}
    found = exactly(type=text, title=text, status={"type": "integer"}, detail=text)
    errors = {"type": "array", "items": exactly(parameter=text, detail=text)}
    return found | {"properties": found["properties"] | {"errors": errors}}


def problems() -> dict:
    meanings = {
        "BadRequest": "A parameter is not known or not well-formed; `errors` names each.",
        "NotFound": "The register has no such entry.",
        "Gone": "The entry was taken out of the register; `listChanges` tells when.",
        "NotAcceptable": "`Accept` leaves out the form that this address has.",
        "Failed": "The portal failed, not the request; `detail` has a reference to it.",
    }
    content = {PROBLEM: reference("Problem")}
    return {
        name: {"description": meaning, "content": content} for name, meaning in meanings.items()
    }
