"""The home page, with everything and with nothing on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_agreement,
    make_article,
    make_body,
    make_event,
    make_newsletter,
    make_pathway,
    make_pathway_version,
    published,
)

pytestmark = pytest.mark.django_db


def test_home_leads_with_the_newest_article_and_the_next_event(client):
    make_article("older", title_en="Older news")
    make_article("newest", title_en="Newest news", lead_en="Read this.")
    make_event("past", in_days=-3)
    make_event("next", title_en="Next event")
    make_newsletter(54)

    text = client.get("/en/").text

    assert '<h3><a href="/en/news/newest/">Newest news</a></h3>' in text
    assert '<a href="/en/events/next/">Next event</a>' in text
    assert "/en/events/past/" not in text
    assert "No. 54" in text


def test_home_counts_the_register_and_shows_what_concerns_individuals(client):
    make_agreement("mou")
    make_agreement("pec", kind="mutual_recognition", opens="route", partner=make_body(country="PK"))
    make_agreement("old", kind="mutual_recognition", opens="route", status="superseded")

    text = client.get("/en/").text

    assert "3 agreements, memberships and declarations." in text
    assert "1 of them in force concerns individual engineers." in text
    assert '<a href="/en/agreements/pec/">' in text
    assert '<a href="/en/agreements/old/">' not in text


def test_home_has_what_is_in_force_by_region_and_leads_to_it(client):
    make_agreement("pec", partner=make_body(country="PK"))
    make_agreement("hkie", partner=make_body(country="HK"))
    make_agreement("old", status="ended", partner=make_body(country="KE"))

    text = client.get("/en/").text

    assert "<h3>Asia</h3><p>2 agreements</p>" in text
    place = '<a href="/en/agreements/?status=in_force&amp;country=HK">Hong Kong, China</a>'
    assert place in text
    assert "Africa" not in text


def test_home_asks_the_finder(client):
    pathway = make_pathway("to-pec", to_body=make_body(name_en="PEC", country="PK"))
    make_pathway_version(pathway)

    response = client.get("/en/")

    assert '<form action="/en/agreements/finder/">' in response.text
    assert '<option value="PK">Pakistan</option>' in response.text
    assert f'<option value="{pathway.from_grade.key}">' in response.text
    assert pathway.name in client.get("/en/agreements/finder/?from=&to=PK").text


def test_home_puts_what_is_pinned_first_and_says_so(client):
    make_article("pinned", pinned_until=timezone.now() + timedelta(days=1), **published(days=-90))
    for number in range(4):
        make_article(f"a{number}")

    response = client.get("/en/")

    assert [article.slug for article in response.context["news"]] == ["pinned", "a3", "a2", "a1"]
    assert response.text.count("Pinned</span>") == 1


def test_home_needs_the_same_queries_for_any_number_of_rows(client, count_queries):
    make_article(pinned_until=timezone.now() + timedelta(days=1))
    make_agreement("a", partner=make_body(country="PK"))
    _, one = count_queries(client, "/en/")
    for slug in ("b", "c"):
        make_article()
        make_agreement(slug, partner=make_body(country="KE"))
        make_pathway_version(make_pathway())

    _, three = count_queries(client, "/en/")

    assert (len(one), len(three)) == (5, 5)
    assert three.writes == []


def test_home_without_any_content_stands(client):
    text = client.get("/en/").text

    assert "What the Society publishes appears here." in text
    assert "No event is announced at present" in text


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "/zh-hans/"),
        ("zh-TW", "/zh-hans/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr", "/en/"),
        ("", "/en/"),
    ],
)
def test_front_door_opens_in_the_readers_language(client, accepted, address):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert "Accept-Language" in response.headers["Vary"]


def test_address_without_a_language_goes_to_the_page_in_the_readers_language(client):
    response = client.get("/agreements/", headers={"Accept-Language": "zh-CN"})

    assert response.headers["Location"] == "/zh-hans/agreements/"
