"""How data is answered: to any site, to any cache, to any method and any `Accept`."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date

from agreements.freshness.models import Moment
from agreements.opendata.http import WRITTEN_AT
from agreements.register.models import Agreement
from tests.conftest import logged_in
from tests.factories import make_agreement, make_user

pytestmark = pytest.mark.django_db

KINDS = {
    "/api/v1/agreements": "application/json",
    "/api/v1/agreements.json": "application/json",
    "/api/v1/agreements.jsonld": "application/ld+json",
    "/api/v1/agreements.csv": "text/csv; charset=utf-8; header=present",
    "/api/v1/agreements/pec": "application/json",
    "/api/v1/agreements/pec.json": "application/json",
    "/api/v1/agreements/pec.jsonld": "application/ld+json",
    "/api/v1/agreements/pec.csv": "text/csv; charset=utf-8; header=present",
    "/api/v1/changes.json": "application/feed+json",
    "/api/v1/codes.json": "application/json",
    "/api/v1/openapi.json": "application/json",
}
every_address = pytest.mark.parametrize("address", KINDS)


@pytest.fixture(autouse=True)
def _entry(db):
    """Added some seconds ago: within the same second there is no Last-Modified."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=5), tick=False):
        make_agreement("pec")


@every_address
def test_answer_is_for_every_site_every_cache_and_both_languages(client, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == KINDS[address]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Expose-Headers"] == "ETag, Last-Modified, Link"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=10"
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Content-Language"] == "en, zh-Hans"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert 'rel="service-desc"' in response.headers["Link"]
    assert response.cookies == {}


@every_address
def test_answer_is_the_same_for_everybody_in_every_language(client, address):
    staff = logged_in(make_user("staff@example.org", is_staff=True, is_superuser=True))

    anybody = client.get(address, headers={"Accept-Language": "en"})
    somebody = staff.get(address, headers={"Accept-Language": "zh-hans"})

    assert anybody.getvalue() == somebody.getvalue()
    assert anybody.headers["ETag"] == somebody.headers["ETag"]
    assert somebody.cookies == {}


@every_address
def test_what_did_not_change_is_a_304(client, address):
    first = client.get(address)
    tag, moment = first.headers["ETag"], first.headers["Last-Modified"]

    by_tag = client.get(address, headers={"If-None-Match": tag})
    by_weak_tag = client.get(address, headers={"If-None-Match": f"W/{tag}"})
    by_moment = client.get(address, headers={"If-Modified-Since": moment})

    for response in (by_tag, by_weak_tag, by_moment):
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@every_address
def test_what_changed_is_answered_again(client, address):
    first = client.get(address)
    tag, moment = first.headers["ETag"], first.headers["Last-Modified"]

    make_agreement("new")

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert client.get(address, headers={"If-Modified-Since": moment}).status_code == 200


def test_two_changes_within_a_second_never_look_the_same(client):
    now = datetime(2035, 1, 1, 12, 0, 0, 100_000, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        make_agreement("one")
        within = client.get("/api/v1/agreements")
    with time_machine.travel(now + timedelta(seconds=1), tick=False):
        after = client.get("/api/v1/agreements")

    assert "Last-Modified" not in within.headers
    assert after.headers["Last-Modified"] == "Mon, 01 Jan 2035 12:00:00 GMT"


def test_data_older_than_what_writes_it_is_as_new_as_that(client):
    Moment.objects.all().delete()
    Moment.objects.create(at=datetime(2001, 1, 1, tzinfo=UTC))

    response = client.get("/api/v1/codes.json")

    assert response.headers["Last-Modified"] == http_date(WRITTEN_AT)


@every_address
def test_head_says_the_same_without_a_body(client, address):
    got, headed = client.get(address), client.head(address)

    assert headed.getvalue() == b""
    assert headed.status_code == 200
    for name in ("Content-Type", "ETag", "Last-Modified", "Vary", "Access-Control-Allow-Origin"):
        assert headed.headers[name] == got.headers[name]


@every_address
def test_options_tells_a_browser_what_another_site_may_do(client, address):
    response = client.options(
        address,
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@every_address
def test_data_is_for_reading_alone(address, method):
    strict = Client(enforce_csrf_checks=True)

    response = getattr(strict, method)(address)

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Method Not Allowed"


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/api/v1/agreements", "text/html"),
        ("/api/v1/agreements", "application/json;q=0"),
        ("/api/v1/agreements", "nonsense"),
        ("/api/v1/agreements.csv", "application/json"),
        ("/api/v1/agreements/pec.jsonld", "text/csv"),
        ("/api/v1/changes.json", "application/atom+xml"),
    ],
)
def test_form_that_is_not_accepted_is_said_to_be_the_only_one(client, address, accept):
    response = client.get(address, headers={"Accept": accept})

    assert response.status_code == 406
    assert response.json()["status"] == 406
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/api/v1/agreements", "*/*"),
        ("/api/v1/agreements", "application/*"),
        ("/api/v1/agreements", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("/api/v1/agreements/pec.jsonld", "application/json"),
        ("/api/v1/agreements/pec.jsonld", "application/ld+json"),
        ("/api/v1/changes.json", "application/json"),
        ("/api/v1/agreements.csv", "text/csv"),
    ],
)
def test_form_that_is_accepted_is_given(client, address, accept):
    assert client.get(address, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1/",
        "/api/v1/agreements/",
        "/api/v1/agreements.",
        "/api/v1/agreements/p e c",
        "/api/v1/agreements/工程师",
        "/api/v1/agreements/pec/parties",
        "/api/v2/agreements",
        "/api/v1/agreements.xlsx",
    ],
)
def test_address_with_nothing_behind_it_is_a_problem_for_programs(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize("ending", ["", ".json", ".jsonld", ".csv"])
def test_former_name_of_an_entry_leads_to_the_present_one_in_the_same_form(client, ending):
    agreement = Agreement.objects.get(slug="pec")
    agreement.slug = "pakistan"
    agreement.save()

    response = client.get(f"/api/v1/agreements/pec{ending}")

    assert response.status_code == 301
    assert response.headers["Location"] == (
        f"http://127.0.0.1:8000/api/v1/agreements/pakistan{ending}"
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/api/v1/agreements/pakistan{ending}").status_code == 200


def test_entry_that_was_taken_out_is_gone_and_not_merely_unknown(client):
    before = client.get("/api/v1/agreements/pec")
    with time_machine.travel(datetime(2035, 1, 1, 20, tzinfo=UTC), tick=False):
        Agreement.objects.get(slug="pec").delete()
    known = {"If-None-Match": before.headers["ETag"]}

    for ending in ("", ".json", ".jsonld", ".csv"):
        response = client.get(f"/api/v1/agreements/pec{ending}", headers=known)

        assert response.status_code == 410
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.json() == {
            "type": "about:blank",
            "title": "Gone",
            "status": 410,
            "detail": "The entry pec was taken out of the register on 2035-01-02 (Beijing).",
        }


def test_other_pages_open_to_no_other_site(client):
    response = client.get("/en/agreements/", headers={"Origin": "https://elsewhere.example"})

    assert "Access-Control-Allow-Origin" not in response.headers
