"""What version 1 promised: these names, codes and columns. Lines may be added, none taken away."""

import pytest

from agreements.opendata.changes import CHANGE
from agreements.opendata.codes import CODES
from agreements.opendata.fields import AGREEMENT
from agreements.opendata.guide import paths
from agreements.opendata.parameters import FILTERS, PAGED
from agreements.opendata.tables import COLUMNS


def listed(names: str) -> list[str]:
    return names.split()


NAMES = listed("""
    id slug label name kind summary status status_on status_precision membership signed_on
    signed_precision place effective_on expires_on review_months opens opens_note for_whom
    gives gives_not caution parties parties.slug parties.name parties.abbreviation
    parties.country parties.website parties.side parties.role parties.note history
    history.status history.changed_on history.precision history.note predecessor
    predecessor.id predecessor.slug predecessor.label successors successors.id successors.slug
    successors.label documents documents.title documents.language documents.url pathways
    pathways.slug pathways.name pathways.page source source_url confidence last_checked_on
    next_check_on page added_at updated_at licence publisher
""")

IN_TABLE = listed("""
    id slug label_en label_zh_hans name_en name_zh_hans kind summary_en summary_zh_hans status
    status_on status_precision membership signed_on signed_precision place_en place_zh_hans
    effective_on expires_on review_months opens opens_note_en opens_note_zh_hans for_whom_en
    for_whom_zh_hans gives_en gives_zh_hans gives_not_en gives_not_zh_hans caution_en
    caution_zh_hans parties parties_en parties_zh_hans party_countries history predecessor
    successors documents pathways source_en source_zh_hans source_url confidence
    last_checked_on next_check_on page_en page_zh_hans added_at updated_at licence
    publisher_en publisher_zh_hans
""")

IN_CHANGE = listed("""
    what entry slug label status status_on status_precision text title page at
""")

PARAMETERS = listed("""
    status kind country updated_since page limit
""")

CODES_OF = {
    "kind": "mutual_recognition membership memorandum memorandum_of_intent "
    "cooperation_agreement framework protocol declaration",
    "status": "in_force preparing published not_reconfirmed superseded ended",
    "membership": "exploring applicant provisional full suspended withdrawn",
    "opens": "route unpublished not_yet none",
    "side": "ours partner",
    "role": "signatory member guiding co_initiator host",
    "precision": "day month year circa",
    "document_language": "en zh both other",
    "confidence": "seen inferred unknown",
}
TERMS = {
    "id": "@id",
    "slug": "dcterms:identifier",
    "name": "schema:name",
    "summary": "schema:abstract",
    "signed_on": "schema:dateCreated",
    "effective_on": "dcterms:valid",
    "expires_on": "schema:expires",
    "for_whom": "dcterms:audience",
    "parties": "dcterms:contributor",
    "parties.slug": "dcterms:identifier",
    "parties.name": "schema:name",
    "parties.abbreviation": "schema:alternateName",
    "parties.website": "schema:url",
    "parties.note": "schema:description",
    "history.note": "schema:description",
    "predecessor": "dcterms:replaces",
    "predecessor.id": "@id",
    "predecessor.slug": "dcterms:identifier",
    "successors": "dcterms:isReplacedBy",
    "successors.id": "@id",
    "successors.slug": "dcterms:identifier",
    "documents": "schema:encoding",
    "documents.title": "dcterms:title",
    "documents.url": "schema:contentUrl",
    "pathways.slug": "dcterms:identifier",
    "pathways.name": "schema:name",
    "pathways.page": "schema:url",
    "source": "dcterms:source",
    "source_url": "schema:citation",
    "last_checked_on": "schema:lastReviewed",
    "page": "schema:url",
    "added_at": "schema:datePublished",
    "updated_at": "schema:dateModified",
    "licence": "schema:license",
    "publisher": "dcterms:publisher",
}


def test_names_of_an_entry_keep_their_order_and_stay():
    assert [path for path, _field in paths(AGREEMENT)] == NAMES


def test_columns_of_the_table_keep_their_order_and_stay():
    assert COLUMNS == IN_TABLE


def test_names_of_a_change_stay():
    assert [one.name for one in CHANGE] == IN_CHANGE


def test_parameters_stay():
    assert [one.name for one in [*FILTERS, *PAGED]] == PARAMETERS


def test_lists_of_codes_stay():
    assert CODES.keys() == CODES_OF.keys()


@pytest.mark.parametrize("name", CODES_OF)
def test_codes_stay(name):
    assert CODES[name][0].values == CODES_OF[name].split()


def test_terms_of_the_vocabularies_stay():
    assert {path: field.term for path, field in paths(AGREEMENT) if field.term} == TERMS


def test_name_has_one_meaning_for_linked_data_wherever_it_stands():
    """Its context knows each name once."""
    terms: dict[str, set[str]] = {}
    for _path, field in paths(AGREEMENT):
        terms.setdefault(field.name, set()).add(field.term)

    assert {name: found for name, found in terms.items() if len(found) > 1} == {}
