"""Every name in the data: its shape, its meaning, and its term in schema.org or Dublin Core.

The answers, the description of the interface, the page "Open data" and the CSV all follow from
this table. A name keeps its meaning for good; new ones may be added (tests/…/test_names.py).
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agreements.register.models import Agreement, Document, Party
from agreements.sources import Confidence

from .addresses import entry_address, file_address, page_addresses
from .shapes import (
    ADDRESS_OR_NONE,
    COUNTRY,
    NAME,
    PAGES,
    TEXT,
    Code,
    Day,
    Field,
    Instant,
    Lines,
    Made,
    Many,
    Number,
    One,
    PartOfDay,
    PrecisionOf,
    Row,
    Words,
)

LICENCE = settings.OPEN_DATA_LICENCE
PUBLISHER = {"en": "Chinese Society of Engineers", "zh-Hans": "中国工程师联合体"}
ENTRY_PAGE = "agreements:register:agreement_detail"
PATHWAY_PAGE = "agreements:pathways:pathway_detail"


def own_address(row: Row) -> str:
    return entry_address(row["slug"])


def document_address(row: Row) -> str:
    return file_address(row["file"]) if row["file"] else row["url"]


def pages_of(name: str):
    return lambda row: page_addresses(name, row["slug"])


def in_language(name: str, tag: str):
    return lambda item: item[name][tag] or ""


def given(name: str):
    return lambda item: item[name] or ""


PARTY = [
    Field("slug", NAME, _("short name of the body, the same everywhere"), "dcterms:identifier"),
    Field("name", Words(), _("exact name of the body"), "schema:name"),
    Field("abbreviation", TEXT, _("its abbreviation"), "schema:alternateName"),
    Field("country", COUNTRY, _("ISO 3166-1 alpha-2; null: international")),
    Field("website", ADDRESS_OR_NONE, _("its website"), "schema:url"),
    Field("side", Code(Party.Side.values), _("our side or the partner's")),
    Field("role", Code(Party.Role.values), _("in what role it takes part")),
    Field("note", Words(), _("what else to know about its part"), "schema:description"),
]
STEP = [
    Field("status", Code(Agreement.Status.values), _("status from then on")),
    Field("changed_on", PartOfDay("precision"), _("since when")),
    Field("precision", PrecisionOf("changed_on"), _("how much of it is known")),
    Field("note", Words(), _("what happened"), "schema:description"),
]
DOCUMENT = [
    Field("title", Words(), _("title of the document"), "dcterms:title"),
    Field("language", Code(Document.Language.values), _("language it is in")),
    Field(
        "url",
        Made(document_address, reads=["file", "url"]),
        _("where it can be read"),
        "schema:contentUrl",
    ),
]
OTHER_ENTRY = [
    Field("id", Made(own_address, reads=["slug"]), _("address of that entry as data"), "@id"),
    Field("slug", NAME, _("its short name"), "dcterms:identifier"),
    Field("label", Words(), _("its short title")),
]
PATHWAY = [
    Field("slug", NAME, _("short name of the pathway"), "dcterms:identifier"),
    Field("name", Words(), _("name of the pathway"), "schema:name"),
    Field(
        "page",
        Made(pages_of(PATHWAY_PAGE), ["slug"], PAGES),
        _("its page, with the conditions"),
        "schema:url",
    ),
]

AGREEMENT = [
    Field("id", Made(own_address, reads=["slug"]), _("address of the entry, for good"), "@id"),
    Field("slug", NAME, _("short name of the entry, unique"), "dcterms:identifier"),
    Field("label", Words(), _("short title")),
    Field("name", Words(), _("full name"), "schema:name"),
    Field("kind", Code(Agreement.Kind.values), _("what was signed")),
    Field("summary", Words(), _("what it is, in a few sentences"), "schema:abstract"),
    Field("status", Code(Agreement.Status.values), _("whether it applies")),
    Field("status_on", PartOfDay("status_precision"), _("since when")),
    Field(
        "status_precision",
        PrecisionOf("status_on"),
        _("how much of “status_on” is known"),
    ),
    Field(
        "membership",
        Code(Agreement.Membership.values, is_optional=True),
        _("step of a multilateral membership; before “full” it gives no rights"),
    ),
    Field("signed_on", PartOfDay("signed_precision"), _("signed on"), "schema:dateCreated"),
    Field(
        "signed_precision",
        PrecisionOf("signed_on"),
        _("how much of “signed_on” is known"),
    ),
    Field("place", Words(), _("where it was signed")),
    Field("effective_on", Day(), _("in effect from"), "dcterms:valid"),
    Field("expires_on", Day(), _("the last day it applies"), "schema:expires"),
    Field("review_months", Number(), _("reviewed every so many months")),
    Field("opens", Code(Agreement.Opens.values), _("what it opens to an individual")),
    Field("opens_note", Words(), _("to whom, in short")),
    Field("for_whom", Words(), _("whom it concerns"), "dcterms:audience"),
    Field("gives", Lines(), _("what it gives")),
    Field("gives_not", Lines(), _("what it does not give")),
    Field("caution", Words(), _("what to be careful about")),
    Field(
        "parties",
        Many(
            PARTY,
            {
                "parties": lambda one: f"{one['side']}:{one['role']}:{one['slug']}",
                "parties_en": in_language("name", "en"),
                "parties_zh_hans": in_language("name", "zh-Hans"),
                "party_countries": given("country"),
            },
        ),
        _("who exactly signed or takes part, ours first"),
        "dcterms:contributor",
    ),
    Field(
        "history",
        Many(STEP, {"history": lambda one: f"{one['changed_on'] or ''}:{one['status']}"}),
        _("what became of it, oldest first"),
    ),
    Field(
        "predecessor",
        One(OTHER_ENTRY, {"predecessor": given("slug")}),
        _("the entry it follows on from"),
        "dcterms:replaces",
    ),
    Field(
        "successors",
        Many(OTHER_ENTRY, {"successors": given("slug")}),
        _("entries that follow on from it"),
        "dcterms:isReplacedBy",
    ),
    Field(
        "documents",
        Many(DOCUMENT, {"documents": given("url")}),
        _("its texts, as far as they are public"),
        "schema:encoding",
    ),
    Field(
        "pathways",
        Many(PATHWAY, {"pathways": given("slug")}),
        _("pathways under it whose rules apply today"),
    ),
    Field("source", Words(), _("where this is known from"), "dcterms:source"),
    Field("source_url", ADDRESS_OR_NONE, _("address of the source"), "schema:citation"),
    Field("confidence", Code(Confidence.values), _("how sure the entry is")),
    Field("last_checked_on", Day(), _("last checked on"), "schema:lastReviewed"),
    Field("next_check_on", Day(), _("to be checked again by")),
    Field(
        "page",
        Made(pages_of(ENTRY_PAGE), ["slug"], PAGES),
        _("its page"),
        "schema:url",
    ),
    Field("added_at", Instant("created_at"), _("when the entry was added"), "schema:datePublished"),
    Field(
        "updated_at",
        Instant("changed_at"),
        _("when anything in it last changed"),
        "schema:dateModified",
    ),
    Field(
        "licence",
        Made(lambda row: LICENCE["url"]),
        _("under which licence the entry may be used"),
        "schema:license",
    ),
    Field(
        "publisher",
        Made(lambda row: PUBLISHER, like=Words()),
        _("who publishes it"),
        "dcterms:publisher",
    ),
]
