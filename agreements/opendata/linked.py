"""JSON-LD: the same JSON, and beside it what each name means in schema.org and Dublin Core."""

from collections.abc import Iterator
from functools import cache

from .addresses import own_pages
from .fields import AGREEMENT
from .shapes import Field, Fields, Instant, Made, Many, Pages, Shape, Words

VOCABULARIES = {
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPES = {"parties": "Organization", "documents": "MediaObject"}


def every_field(fields: Fields) -> Iterator[Field]:
    for one in fields:
        yield one
        if isinstance(one.shape, Many):
            yield from every_field(one.shape.fields)


@cache
def context() -> dict:
    """Our own terms are rows of the table of names on the page "Open data"."""
    own = {"cse": f"{own_pages('agreements:opendata:data')['en']}#"}
    types = {name: f"schema:{name}" for name in ["CreativeWork", "Dataset", *TYPES.values()]}
    envelope = {
        "type": "@type",
        "total": None,  # says nothing of the entries
        "next": {"@id": "schema:relatedLink", "@type": "@id"},
        "agreements": "schema:hasPart",
    }
    terms = {one.name: term(one) for one in every_field(AGREEMENT)}
    return {"@version": 1.1} | VOCABULARIES | own | types | envelope | terms


def term(one: Field) -> str | dict:
    name = one.term or f"cse:{one.name}"
    how = {} if name == "@id" else container(one.shape)
    return {"@id": name} | how if how else name


def container(shape: Shape) -> dict[str, str]:
    """How the values under a name are to be read, where they are not plain texts."""
    shape = shape.like if isinstance(shape, Made) else shape
    if isinstance(shape, Pages):
        return {"@type": "@id", "@container": "@index"}
    if isinstance(shape, Words):
        return {"@container": "@language"}
    if isinstance(shape, Instant):
        return {"@type": "xsd:dateTime"}
    return {"@type": "@id"} if shape.schema.get("format") == "uri" else {}


def typed(entry: dict) -> dict:
    """With the type of the entry, its parties and its documents."""
    parts = {name: [{"type": kind, **part} for part in entry[name]] for name, kind in TYPES.items()}
    return {"type": "CreativeWork", **entry, **parts}
