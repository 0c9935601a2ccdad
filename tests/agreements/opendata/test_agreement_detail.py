"""One entry as data: everything its page says, in both languages at once."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.utils import timezone

from agreements.register.dates import Precision
from agreements.register.models import Agreement, Document, Party
from tests.factories import (
    make_agreement,
    make_body,
    make_pathway,
    make_pathway_version,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/agreements/pec"
ORIGIN = "http://127.0.0.1:8000"


def entry(client, address=ADDRESS) -> dict:
    return client.get(address).json()


def test_entry_says_everything_in_both_languages(client):
    make_agreement(
        "pec",
        kind="mutual_recognition",
        gives_en="A shorter process\n\n Accepted standards ",
        gives_zh="简化程序",
        caution_en="Press only.",
        review_months=24,
    )

    found = entry(client)

    assert found["label"] == {"en": "Partner pec", "zh-Hans": "合作方pec"}
    assert found["gives"] == {
        "en": ["A shorter process", "Accepted standards"],
        "zh-Hans": ["简化程序"],
    }
    assert found["gives_not"] == {"en": [], "zh-Hans": []}
    assert found["caution"] == {"en": "Press only.", "zh-Hans": None}
    assert (found["kind"], found["status"], found["membership"]) == (
        "mutual_recognition",
        "in_force",
        None,
    )
    assert found["review_months"] == 24
    assert found["publisher"] == {
        "en": "Chinese Society of Engineers",
        "zh-Hans": "中国工程师联合体",
    }
    assert found["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["page"] == {
        "en": f"{ORIGIN}/en/agreements/pec/",
        "zh-Hans": f"{ORIGIN}/zh-hans/agreements/pec/",
    }


def test_entry_is_known_for_good_by_its_address_without_an_ending(client):
    make_agreement("pec")

    assert entry(client)["id"] == f"{ORIGIN}{ADDRESS}"
    assert entry(client) == entry(client, f"{ADDRESS}.json")


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        (Precision.DAY, "2025-06-11"),
        (Precision.MONTH, "2025-06"),
        (Precision.YEAR, "2025"),
        (Precision.CIRCA, "2025"),
    ],
)
def test_date_has_no_more_digits_than_are_known(client, precision, written):
    agreement = make_agreement("pec", signed_on=date(2025, 6, 11), signed_precision=precision)
    agreement.history.update(precision=precision)

    found = entry(client)

    assert (found["signed_on"], found["signed_precision"]) == (written, precision)
    step = found["history"][0]
    assert (step["changed_on"], step["precision"]) == (written, precision)


def test_date_that_is_not_known_has_no_precision(client):
    make_agreement("pec")

    found = entry(client)

    assert (found["signed_on"], found["signed_precision"]) == (None, None)


def test_parties_are_named_exactly(client):
    partner = make_body(
        slug="council", name_en="Council", name_zh="理事会", abbreviation="PEC", country="PK"
    )
    agreement = make_agreement("pec", partner=partner)
    ours = make_body(slug="center")
    Party.objects.create(agreement=agreement, body=ours, side="ours", role="guiding", note_en="x")

    center, council = entry(client)["parties"]

    assert council == {
        "slug": "council",
        "name": {"en": "Council", "zh-Hans": "理事会"},
        "abbreviation": "PEC",
        "country": "PK",
        "website": None,
        "side": "partner",
        "role": "signatory",
        "note": {"en": None, "zh-Hans": None},
    }
    assert (center["slug"], center["side"], center["role"]) == ("center", "ours", "guiding")
    assert center["country"] is None


def test_lineage_leads_both_ways(client):
    old = make_agreement("pec-2019")
    make_agreement("pec", predecessor=old)
    make_agreement("pec-2030", predecessor=Agreement.objects.get(slug="pec"))

    found = entry(client)

    assert found["predecessor"] == {
        "id": f"{ORIGIN}/api/v1/agreements/pec-2019",
        "slug": "pec-2019",
        "label": {"en": "Partner pec-2019", "zh-Hans": "合作方pec-2019"},
    }
    assert [one["slug"] for one in found["successors"]] == ["pec-2030"]


def test_history_is_told_oldest_first(client):
    agreement = make_agreement("pec", status_since=date(2023, 5, 1))
    agreement.history.create(
        status="preparing", changed_on=date(2021, 1, 1), note_en="Talks.", note_zh="商谈。"
    )

    steps = entry(client)["history"]

    assert [(step["status"], step["note"]["zh-Hans"]) for step in steps] == [
        ("preparing", "商谈。"),
        ("in_force", "已签署。"),
    ]


def test_documents_have_whole_addresses(client):
    agreement = make_agreement("pec")
    texts = {"title_en": "Text", "title_zh": "文本", "language": "both"}
    Document.objects.create(agreement=agreement, file="agreements/2025/text.pdf", **texts)
    Document.objects.create(agreement=agreement, url="https://example.org/a.pdf", **texts)

    addresses = [document["url"] for document in entry(client)["documents"]]

    assert addresses == [
        f"{ORIGIN}/media/agreements/2025/text.pdf",
        "https://example.org/a.pdf",
    ]


def test_pathways_are_those_whose_rules_are_published_and_apply(client):
    agreement = make_agreement("pec", kind="mutual_recognition")
    today = timezone.localdate()
    names = {"name_en": "Secret", "name_zh": "机密"}
    make_pathway_version(make_pathway("open", agreement=agreement))
    make_pathway_version(make_pathway("draft", agreement=agreement, **names), is_live=False)
    make_pathway_version(
        make_pathway("later", agreement=agreement, **names),
        effective_from=today + timedelta(days=1),
    )

    response = client.get(ADDRESS)

    assert [one["slug"] for one in response.json()["pathways"]] == ["open"]
    assert response.json()["pathways"][0]["page"]["en"] == f"{ORIGIN}/en/agreements/pathways/open/"
    assert "Secret" not in response.text
    assert "机密" not in response.text


@pytest.mark.parametrize(
    ("status", "offered"),
    [("in_force", 1), ("not_reconfirmed", 1), ("preparing", 0), ("superseded", 0), ("ended", 0)],
)
def test_pathway_that_nobody_can_go_is_not_given(client, status, offered):
    agreement = make_agreement("pec", kind="mutual_recognition", status=status)
    make_pathway_version(make_pathway("open", agreement=agreement))

    assert len(client.get(ADDRESS).json()["pathways"]) == offered


def test_pathway_appears_at_midnight_though_nothing_is_saved(client):
    with time_machine.travel(datetime(2025, 6, 10, 4, tzinfo=UTC), tick=False):
        agreement = make_agreement("pec", kind="mutual_recognition")
        later = make_pathway("later", agreement=agreement)
        make_pathway_version(later, effective_from=date(2025, 6, 11))
        known = client.get(ADDRESS).headers["ETag"]

    with time_machine.travel(datetime(2025, 6, 10, 16, 0, 1, tzinfo=UTC), tick=False):
        response = client.get(ADDRESS, headers={"If-None-Match": known})

    assert [one["slug"] for one in response.json()["pathways"]] == ["later"]


@pytest.mark.parametrize(
    "change",
    [
        lambda agreement: agreement.save(),
        lambda agreement: agreement.parties.get().save(),
        lambda agreement: agreement.parties.get().body.save(),
        lambda agreement: agreement.history.get().save(),
        lambda agreement: make_agreement(predecessor=agreement),
        lambda agreement: Document.objects.create(
            agreement=agreement, url="https://example.org/", language="en"
        ),
    ],
    ids=["entry", "party", "body", "step", "later entry", "document"],
)
def test_moment_of_change_moves_with_every_part(client, change):
    with time_machine.travel(datetime(2025, 1, 1, tzinfo=UTC), tick=False):
        agreement = make_agreement("pec")
    with time_machine.travel(datetime(2025, 2, 2, tzinfo=UTC), tick=False):
        change(agreement)

    found = entry(client)

    assert found["added_at"] == "2025-01-01T00:00:00.000000Z"
    assert found["updated_at"] == "2025-02-02T00:00:00.000000Z"


def test_entry_as_csv_is_one_row_under_its_heads(client):
    make_agreement("pec", gives_en="One\nTwo", label_en="=1+1")

    response = client.get(f"{ADDRESS}.csv")

    text = response.getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="pec-{timezone.localdate()}.csv"'
    )
    assert (row["gives_en"], row["label_en"], row["label_zh_hans"]) == (
        "One | Two",
        "'=1+1",
        "合作方pec",
    )


def test_linked_data_is_the_same_json_and_what_each_name_means(client):
    agreement = make_agreement("pec")
    Document.objects.create(agreement=agreement, url="https://example.org/", language="en")

    response = client.get(f"{ADDRESS}.jsonld")

    found = response.json()
    context = found.pop("@context")
    assert response.headers["Content-Type"] == "application/ld+json"
    assert names_in(found) - {"en", "zh-Hans"} <= context.keys()
    assert context["name"] == {"@id": "schema:name", "@container": "@language"}
    assert context["updated_at"] == {"@id": "schema:dateModified", "@type": "xsd:dateTime"}
    assert context["page"] == {
        "@id": "schema:url",
        "@type": "@id",
        "@container": "@index",
    }
    assert context["gives"]["@id"] == "cse:gives"
    assert found["type"] == "CreativeWork"
    assert found["parties"][0].pop("type") == "Organization"
    assert found["documents"][0].pop("type") == "MediaObject"
    assert {name: value for name, value in found.items() if name != "type"} == entry(client)


def names_in(value) -> set[str]:
    if isinstance(value, dict):
        return value.keys() | {name for one in value.values() for name in names_in(one)}
    return {name for one in value for name in names_in(one)} if isinstance(value, list) else set()


def test_own_terms_lead_to_their_row_on_the_page(client):
    make_agreement("pec")
    context = client.get(f"{ADDRESS}.jsonld").json()["@context"]
    page = client.get("/en/data/").text

    terms = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    own = {term.removeprefix("cse:") for term in terms if str(term).startswith("cse:")}

    assert context["cse"] == f"{ORIGIN}/en/data/#"
    assert {name for name in own if f'id="{name}"' not in page} == set()


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".jsonld"])
def test_unknown_entry_is_a_problem_that_programs_read(client, ending):
    response = client.get(f"/api/v1/agreements/atlantis{ending}")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "The register has no entry atlantis.",
    }


def test_unknown_form_names_those_there_are(client):
    make_agreement("pec")

    response = client.get(f"{ADDRESS}.xml")

    assert response.status_code == 404
    assert response.json()["detail"] == "There is no form .xml; there are: json, jsonld, csv."


def test_parameter_of_an_entry_is_refused(client):
    make_agreement("pec")

    response = client.get(f"{ADDRESS}?status=ended")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "status"


@pytest.mark.parametrize("ending", ["", ".csv", ".jsonld"])
def test_entry_needs_two_queries_and_a_304_one(client, count_queries, ending):
    agreement = make_agreement("pec")
    _, one = count_queries(client, f"{ADDRESS}{ending}")
    for _ in range(2):
        Party.objects.create(agreement=agreement, body=make_body(), side=Party.Side.OURS)
        make_agreement(predecessor=agreement)

    response, three = count_queries(client, f"{ADDRESS}{ending}")
    known = {"If-None-Match": response.headers["ETag"]}
    unchanged, few = count_queries(client, f"{ADDRESS}{ending}", headers=known)

    assert (len(one), len(three), three.writes) == (2, 2, [])
    assert (unchanged.status_code, unchanged.content, len(few)) == (304, b"", 1)


def test_entry_leads_to_its_data(client):
    make_agreement("pec")

    page = client.get("/en/agreements/pec/").text

    assert f'<link rel="alternate" type="application/json" href="{ORIGIN}{ADDRESS}.json">' in page
    for ending in ("json", "csv", "jsonld"):
        assert f'<a href="{ORIGIN}{ADDRESS}.{ending}">' in page


def test_text_is_written_as_it_is(client):
    make_agreement("pec")

    assert "合作方pec" in client.get(ADDRESS).text
    assert json.loads(client.get(ADDRESS).content)["label"]["zh-Hans"] == "合作方pec"
