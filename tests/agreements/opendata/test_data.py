"""The page that says what data there is, and how to use it."""

import gzip
import html
import json
import re

import pytest

from agreements.opendata.codes import CODES
from agreements.opendata.fields import AGREEMENT
from agreements.opendata.guide import paths
from agreements.opendata.linked import context
from agreements.opendata.parameters import FILTERS, PAGED
from agreements.opendata.tables import COLUMNS
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
both_languages = pytest.mark.parametrize("language", ["en", "zh-hans"])


def codes_in(page: str) -> set[str]:
    return {html.unescape(text) for text in re.findall(r"<code>(.*?)</code>", page)}


@both_languages
def test_page_names_everything_that_the_data_has(client, language):
    page = client.get(f"/{language}/data/").text

    names = {path for path, _field in paths(AGREEMENT)}
    codes = {code for choices, _meaning in CODES.values() for code in choices.values}
    parameters = {f"{one.name}={one.example}" for one in [*FILTERS, *PAGED]}
    irregular = {column for column in COLUMNS if not re.search("_(en|zh_hans)$", column)}
    assert (names | irregular | codes | parameters) - codes_in(page) == set()


@both_languages
def test_every_address_on_the_page_answers(client, language):
    make_agreement("pec")
    page = client.get(f"/{language}/data/").text

    addresses = {text for text in codes_in(page) if text.startswith(ORIGIN)}
    answers = {
        address: client.get(address.removeprefix(ORIGIN).replace("{slug}", "pec")).status_code
        for address in addresses
    }

    assert len(answers) == 8
    assert set(answers.values()) == {200}
    assert {address for address in addresses if f'<a href="{address}">' in page} == {
        address for address in addresses if "{slug}" not in address
    }


def test_parameter_examples_are_answered(client):
    for one in [*FILTERS, *PAGED]:
        response = client.get(f"/api/v1/agreements.json?{one.name}={one.example}")

        assert response.status_code == 200, one.name


@pytest.mark.parametrize(
    ("language", "name", "publisher"),
    [
        ("en", "Register of international agreements", "Chinese Society of Engineers"),
        ("zh-hans", "国际协议登记册", "中国工程师联合体"),
    ],
)
def test_search_engines_find_a_dataset(client, language, name, publisher):
    make_agreement("pec")
    page = client.get(f"/{language}/data/").text

    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert (found["@type"], found["name"]) == ("Dataset", name)
    assert found["publisher"]["name"] == publisher
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["dateModified"] == client.get("/api/v1/agreements/pec").json()["updated_at"]
    assert [one["contentUrl"] for one in found["distribution"]] == [
        f"{ORIGIN}/api/v1/agreements.json",
        f"{ORIGIN}/api/v1/agreements.csv",
        f"{ORIGIN}/api/v1/agreements.jsonld",
    ]


def test_page_of_an_empty_register_is_there(client):
    response = client.get("/en/data/")

    assert response.status_code == 200
    assert "0 entries" in response.text


@both_languages
def test_page_is_light_and_asks_little(client, count_queries, language):
    make_agreement()
    _, one = count_queries(client, f"/{language}/data/")
    make_agreement()
    response, two = count_queries(client, f"/{language}/data/")

    assert (len(one), len(two), two.writes) == (2, 2, [])
    assert len(response.content) < 30_000
    assert len(gzip.compress(response.content)) < 6_000
    assert response.cookies == {}


def test_footer_leads_to_the_page(client):
    assert '<a href="/en/data/">Open data</a>' in client.get("/en/").text


def test_each_of_our_own_terms_leads_to_its_row(client):
    page = client.get("/en/data/").text
    meant = [one["@id"] if isinstance(one, dict) else one for one in context().values()]
    own = [name.removeprefix("cse:") for name in meant if str(name).startswith("cse:")]

    assert own
    assert [name for name in own if page.count(f'<tr id="{name}">') != 1] == []
