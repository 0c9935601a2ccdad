"""What pages say to machines: structured data and cards, read back from the page."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from news.articles.models import Picture
from tests.factories import (
    make_agreement,
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_tag,
    picture_file,
)

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
# https://developers.google.com/search/docs/appearance/structured-data
ASKED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
    "Event": {"name", "startDate", "endDate", "location", "organizer", "eventAttendanceMode"},
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name", "url", "potentialAction"},
    "BreadcrumbList": {"itemListElement"},
    "PublicationIssue": {"issueNumber", "datePublished", "isPartOf", "publisher"},
}
CARDS = [
    "",
    "news/",
    "news/forum/",
    "newsletters/",
    "newsletters/54/",
    "events/",
    "events/congress/",
    "pages/about/",
    "agreements/",
    "agreements/pec/",
    "agreements/finder/",
    "search/",
]
START = datetime(2027, 3, 5, 6, 0, tzinfo=UTC)


def things(client, path: str) -> dict[str, dict]:
    """Of the page, by their type."""
    blocks = BLOCK.findall(client.get(path).text)
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def leaves(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    else:
        yield name, value


@pytest.fixture
def content(db):
    make_article("forum").tags.add(make_tag("ethics"))
    make_newsletter(54)
    times = {"starts_at": START, "ends_at": START + timedelta(hours=2)}
    make_event("congress", time_zone="Africa/Nairobi", place_en="Nairobi", **times)


@pytest.mark.parametrize(
    ("path", "types"),
    [
        ("/en/", {"Organization", "WebSite"}),
        ("/zh-hans/", {"Organization", "WebSite"}),
        ("/en/news/forum/", {"NewsArticle", "BreadcrumbList"}),
        ("/zh-hans/news/forum/", {"NewsArticle", "BreadcrumbList"}),
        ("/en/newsletters/54/", {"PublicationIssue", "BreadcrumbList"}),
        ("/en/events/congress/", {"Event", "BreadcrumbList"}),
    ],
)
def test_structured_data_has_what_is_asked_of_its_types(client, content, path, types):
    found = things(client, path)

    assert set(found) == types
    for kind, thing in found.items():
        assert ASKED[kind] - thing.keys() == set()
    for name, value in leaves(found):
        assert value not in ("", None)
        if name in {"url", "item", "logo", "image", "mainEntityOfPage", "urlTemplate"}:
            assert value.startswith(f"{settings.SITE_ORIGIN}/"), name
        if name in {"datePublished", "dateModified", "startDate", "endDate"} and "T" in value:
            assert datetime.fromisoformat(value).utcoffset() is not None, name


def test_dates_of_an_article_are_of_beijing_and_in_order(client):
    make_article("forum", published_at_en=datetime(2025, 6, 12, 1, 0, tzinfo=UTC))

    article = things(client, "/en/news/forum/")["NewsArticle"]

    assert article["datePublished"] == "2025-06-12T09:00:00+08:00"
    assert article["dateModified"] >= article["datePublished"]


def test_hours_of_an_event_are_of_its_place_and_whole_days_are_dates(client, content):
    make_event("days", is_all_day=True, starts_at=START, ends_at=START + timedelta(days=1, hours=5))

    hours, days = (things(client, f"/en/events/{slug}/")["Event"] for slug in ("congress", "days"))

    assert hours["startDate"] == "2027-03-05T09:00:00+03:00"
    assert hours["location"] == [{"@type": "Place", "name": "Nairobi", "address": "Nairobi"}]
    assert (days["startDate"], days["endDate"]) == ("2027-03-05", "2027-03-06")


@pytest.mark.parametrize(
    ("fields", "mode", "types"),
    [
        ({"is_online": True}, "Online", ["VirtualLocation"]),
        ({"is_online": True, "place_en": "Beijing"}, "Mixed", ["VirtualLocation", "Place"]),
        ({"place_en": "Beijing"}, "Offline", ["Place"]),
    ],
)
def test_event_says_whether_it_is_online(client, fields, mode, types):
    make_event("congress", **fields)

    event = things(client, "/en/events/congress/")["Event"]

    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in event["location"]] == types


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", "--> ]]> &amp; \u2028 \"'"]
)
def test_title_ends_no_block_and_comes_back_whole(client, title):
    make_article("forum", title_en=title, lead_en=title)

    response = client.get("/en/news/forum/")

    assert "<script>alert" not in response.text
    assert things(client, "/en/news/forum/")["NewsArticle"]["headline"] == title
    assert "<" not in BLOCK.search(response.text)[1]


@pytest.mark.parametrize("make", [make_article, make_event, make_newsletter])
def test_page_without_its_language_says_nothing_to_machines(client, make):
    item = make(published_at_zh=None, title_zh="秘密")
    path = item.get_absolute_url().replace("/en/", "/zh-hans/")

    text = client.get(path).text

    assert "秘密" not in text
    assert not BLOCK.search(text)


def test_invented_event_is_told_to_no_machine(client):
    make_event("congress", is_demonstration=True)

    assert not BLOCK.search(client.get("/en/events/congress/").text)


# --- Cards ---------------------------------------------------------------------------------------


def card(client, path: str) -> dict[str, str]:
    return dict(META.findall(client.get(path).text))


@pytest.mark.parametrize("path", CARDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_public_page_has_a_card(client, content, language, path):
    make_page("about")
    make_agreement("pec")
    address = f"/{language}/{path}"

    found = card(client, address)

    title = re.search(r"<title>(.*?)</title>", client.get(address).text)[1]
    assert title.startswith(found["og:title"] or "-")
    assert found["og:description"] == found["description"] != ""
    assert found["og:url"] == f"{settings.SITE_ORIGIN}{address}"
    assert found["og:locale"] == {"en": "en_GB", "zh-hans": "zh_CN"}[language]
    assert found["og:image"].startswith(f"{settings.SITE_ORIGIN}/")
    assert found["og:image:alt"]
    assert found["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(("width", "is_taken"), [(1200, True), (600, True), (599, False)])
def test_card_of_an_article_has_its_picture_if_that_is_large_enough(client, media, width, is_taken):
    article = make_article("forum", lead_en='She said "yes" & left')
    Picture.objects.create(
        article=article, file=picture_file((width, 400)), alt_en='A "bridge"', alt_zh="桥"
    )

    found = card(client, "/en/news/forum/")

    assert found["og:type"] == "article"
    assert found["og:description"] == "She said &quot;yes&quot; &amp; left"
    assert ("/media/" in found["og:image"]) is is_taken
    assert (found["og:image:alt"] == "A &quot;bridge&quot;") is is_taken


def test_the_picture_of_the_society_is_of_the_size_it_says_and_light():
    with open(finders.find("portal/card.png"), "rb") as file:
        content = file.read()

    assert Image.open(BytesIO(content)).size == (1200, 630)
    assert len(content) <= 60_000


@pytest.mark.parametrize("path", ["/en/nothing/", "/en/news/nothing/", "/en/accounts/login/"])
def test_page_that_is_not_public_has_neither_card_nor_address(client, path):
    text = client.get(path).text

    assert "og:title" not in text
    assert 'rel="canonical"' not in text
