"""The home page, with everything and with nothing on it."""

import pytest

from tests.factories import make_agreement, make_article, make_body, make_event, make_newsletter

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
