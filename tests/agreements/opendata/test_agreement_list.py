"""The whole register as data: in pages or as one table, filtered, and always the same way."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.register.models import Agreement, Party
from tests.factories import make_agreement, make_body

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/agreements.json"
ORIGIN = "http://127.0.0.1:8000"


def slugs(client, query: str = "") -> list[str]:
    return [one["slug"] for one in client.get(f"{ADDRESS}{query}").json()["agreements"]]


def table(client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/api/v1/agreements.csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_list_holds_each_entry_as_it_is_alone(client):
    make_agreement("a")
    make_agreement("b")

    found = client.get(ADDRESS).json()

    assert found == client.get("/api/v1/agreements").json()
    assert found["agreements"] == [
        client.get("/api/v1/agreements/a").json(),
        client.get("/api/v1/agreements/b").json(),
    ]
    assert (found["total"], found["next"]) == (2, None)


def test_empty_register_is_an_empty_list(client):
    assert client.get(ADDRESS).json()["agreements"] == []
    assert table(client) == []


def test_pages_lead_from_the_first_entry_to_the_last(client):
    for slug in ("c", "a", "b"):
        make_agreement(slug)
    first = client.get(f"{ADDRESS}?limit=2&kind=memorandum")

    following = first.json()["next"]
    last = client.get(following.removeprefix(ORIGIN))

    assert f'<{following}>; rel="next"' in first.headers["Link"]
    assert [one["slug"] for one in first.json()["agreements"]] == ["a", "b"]
    assert [one["slug"] for one in last.json()["agreements"]] == ["c"]
    assert (last.json()["next"], last.json()["total"]) == (None, 3)
    assert "next" not in last.headers["Link"]
    assert slugs(client, "?page=9") == []


def test_change_moves_no_entry_to_another_page(client):
    for slug in ("a", "b", "c"):
        make_agreement(slug)
    before = slugs(client, "?limit=2")

    Agreement.objects.get(slug="c").save()

    assert slugs(client, "?limit=2") == before


def test_list_is_filtered(client):
    pakistan = make_body(country="PK")
    make_agreement("pec", partner=pakistan, kind="mutual_recognition")
    make_agreement("old", partner=pakistan, status="superseded")
    make_agreement("kenya", partner=make_body(country="KE"))
    ours = Agreement.objects.get(slug="kenya")
    Party.objects.create(agreement=ours, body=make_body(country="CN"), side="ours")

    assert slugs(client, "?country=PK") == ["old", "pec"]
    assert slugs(client, "?country=PK&country=KE") == ["kenya", "old", "pec"]
    assert slugs(client, "?country=CN") == slugs(client, "?country=ZZ") == []
    assert slugs(client, "?status=superseded") == ["old"]
    assert slugs(client, "?kind=mutual_recognition&status=in_force&country=PK") == ["pec"]
    assert [row["slug"] for row in table(client, "?status=superseded")] == ["old"]


def test_list_is_asked_for_what_changed_since_the_last_time(client):
    with time_machine.travel(datetime(2025, 1, 1, tzinfo=UTC), tick=False):
        make_agreement("old")
    with time_machine.travel(datetime(2025, 2, 2, 3, 4, 5, 678901, tzinfo=UTC), tick=False):
        make_agreement("new")
    known = client.get("/api/v1/agreements/new").json()["updated_at"]

    assert slugs(client, "?updated_since=2025-01-02") == ["new"]
    assert slugs(client, f"?updated_since={known}") == ["new"]
    assert slugs(client, "?updated_since=2025-02-02T11:04:05.678901%2B08:00") == ["new"]
    assert slugs(client, "?updated_since=2025-02-02T03:04:05.678902Z") == []
    assert slugs(client, "?updated_since=0001-01-01T00:00:00%2B14:00") == ["new", "old"]
    assert slugs(client, "?updated_since=9999-12-31T23:59:59-14:00") == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=01", "page"),
        ("page=-1", "page"),
        ("page=1.0", "page"),
        ("page=１", "page"),
        ("page=", "page"),
        ("page=1&page=2", "page"),
        ("page=10001", "page"),
        ("limit=1001", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("status=", "status"),
        ("status=void", "status"),
        ("status=in_force&status=void", "status"),
        ("kind=In force", "kind"),
        ("country=pk", "country"),
        ("country=PAK", "country"),
        ("country=", "country"),
        ("updated_since=yesterday", "updated_since"),
        ("updated_since=2025-02-30", "updated_since"),
        ("updated_since=2025-02-02T00:00:00", "updated_since"),
        ("updated_since=2025-02-02T00:00:00+08:00", "updated_since"),
        ("updated_since=2025-02-02T25:00:00Z", "updated_since"),
        ("q=%00", "q"),
        ("format=csv", "format"),
    ],
)
def test_made_up_query_is_refused_and_named(client, query, parameter):
    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_every_mistake_of_a_query_is_told_at_once(client):
    response = client.get(f"{ADDRESS}?page=x&status=y&z=1")

    told = {error["parameter"]: error["detail"] for error in response.json()["errors"]}
    assert told == {
        "z": "is not known here; known are: status, kind, country, updated_since, page, limit",
        "status": "must be one of: in_force, preparing, published, not_reconfirmed, superseded, "
        "ended",
        "page": "must be a whole number from 1 to 10000",
    }


def test_table_is_whole_and_has_no_pages(client):
    response = client.get("/api/v1/agreements.csv?page=1")

    assert response.json()["errors"][0]["parameter"] == "page"


def test_table_opens_in_a_spreadsheet_as_it_was_meant(client):
    partner = make_body(slug="council", name_en="Council", name_zh="理事会", country="PK")
    agreement = make_agreement(
        "pec", partner=partner, label_en='-2+3|"x", y', label_zh="＝1+1", gives_en="One\nTwo"
    )
    Party.objects.create(
        agreement=agreement,
        body=make_body(slug="cse", name_en="CSE", name_zh="联合体"),
        side="ours",
    )

    response = client.get("/api/v1/agreements.csv")
    content = response.getvalue()
    (row,) = table(client)

    assert content.startswith(b"\xef\xbb\xbfid,slug,label_en,label_zh_hans,")
    assert content.count(b"\r\n") == 2
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="agreements-{timezone.localdate()}.csv"'
    )
    assert (row["label_en"], row["label_zh_hans"]) == ('\'-2+3|"x", y', "'＝1+1")
    assert row["gives_en"] == "One | Two"
    assert row["parties"] == "ours:signatory:cse | partner:signatory:council"
    assert row["parties_zh_hans"] == "联合体 | 理事会"
    assert row["history"] == "2025-06-11:in_force"
    assert (row["signed_on"], row["membership"]) == ("", "")


def test_linked_list_holds_typed_entries(client):
    make_agreement("a")

    found = client.get("/api/v1/agreements.jsonld").json()

    assert (found["id"], found["type"]) == (f"{ORIGIN}/api/v1/agreements", "Dataset")
    assert found["@context"]["agreements"] == "schema:hasPart"
    assert [one["type"] for one in found["agreements"]] == ["CreativeWork"]


def asked_of_database(client, address: str) -> list[str]:
    """Also while the answer is sent."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address).getvalue()
    return [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize(("ending", "queries"), [("json", 3), ("jsonld", 3), ("csv", 2)])
def test_list_asks_as_often_for_three_entries_as_for_one(client, ending, queries):
    make_agreement(partner=make_body(country="PK"))
    address = f"/api/v1/agreements.{ending}?country=PK&updated_since=2020-01-01"
    one = asked_of_database(client, address)
    for _ in range(2):
        make_agreement(partner=make_body(country="PK"))

    three = asked_of_database(client, address)

    assert (len(one), len(three)) == (queries, queries)


def test_register_leads_to_its_data(client):
    page = client.get("/en/agreements/").text

    assert f'<link rel="alternate" type="text/csv" href="{ORIGIN}/api/v1/agreements.csv">' in page
    assert f'<a href="{ORIGIN}/api/v1/agreements.jsonld">JSON-LD</a>' in page
    assert '<a href="/en/data/">' in page
