"""Feeds as a feed reader sees them, and as RFC 4287 asks."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from news.articles.models import Attachment
from tests.factories import (
    BEIJING,
    make_article,
    make_category,
    make_event,
    make_newsletter,
    make_tag,
    published,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["news", "topics/notices", "tags/ethics", "newsletters", "events"]
ADDRESSES = [f"/feeds/{language}/{feed}.atom" for language in ("en", "zh-hans") for feed in FEEDS]


@pytest.fixture
def one_of_each(media):
    article = make_article("forum", body_en='<p><a href="/en/news/x/">x</a></p>')
    article.tags.add(make_tag("ethics"))
    programme = Attachment(
        article=article, file="attachment/programme.pdf", size=8, pages=1, title_en="Programme"
    )
    Attachment.objects.bulk_create([programme])  # past the reading of the file
    make_newsletter(54)
    make_event("congress", place_en="Chengdu", place_zh="成都")


def parsed(client, path: str):
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo
    return feed


def titles(client, path: str) -> list[str]:
    return [entry.title for entry in parsed(client, path).entries]


# --- What is in which feed -----------------------------------------------------------------------


def test_feeds_are_one_for_all_one_a_topic_one_a_tag_in_each_language(client):
    make_article("a", category=make_category("assessors"), **published(days=-2))
    make_article("b").tags.add(make_tag("ethics"))

    assert titles(client, "/feeds/en/news.atom") == ["Title b", "Title a"]
    assert titles(client, "/feeds/zh-hans/news.atom") == ["标题b", "标题a"]
    assert titles(client, "/feeds/en/topics/assessors.atom") == ["Title a"]
    assert titles(client, "/feeds/en/tags/ethics.atom") == ["Title b"]


def test_feeds_of_newsletters_and_events_have_their_own(client):
    make_newsletter(54)
    make_event("congress")

    assert titles(client, "/feeds/en/newsletters.atom") == ["No. 54: Six tasks"]
    assert titles(client, "/feeds/zh-hans/events.atom") == ["活动congress"]


def test_feed_leaves_out_invented_events(client):
    make_event("congress", is_demonstration=True)

    assert titles(client, "/feeds/en/events.atom") == []


@pytest.mark.parametrize(
    "fields",
    [published(days=1), {"members_only": True}, {"withdrawn_at": published()["published_at_en"]}],
    ids=["scheduled", "for members", "withdrawn"],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_has_nothing_that_the_public_may_not_read(client, address, fields):
    make_article("forum", **fields).tags.add(make_tag("ethics"))
    make_newsletter(54, **fields)
    make_event("congress", **fields)

    assert titles(client, address) == []


def test_tag_whose_articles_are_in_one_language_has_an_empty_feed_in_the_other(client):
    make_article("a", title_en="", published_at_en=None).tags.add(make_tag("ethics"))

    assert titles(client, "/feeds/en/tags/ethics.atom") == []
    assert titles(client, "/feeds/zh-hans/tags/ethics.atom") == ["标题a"]


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/fr/news.atom",
        "/feeds/zh/events.atom",
        "/feeds/en/topics/none.atom",
        "/feeds/en/tags/none.atom",
        "/feeds/EN/newsletters.atom",
    ],
)
def test_feed_of_nothing_is_a_404(client, path):
    assert client.get(path).status_code == 404


# --- The form ------------------------------------------------------------------------------------


def text_of(node, name: str) -> str:
    """Of the one child of this name: more or fewer fail."""
    [child] = node.findall(f"{ATOM}{name}")
    return child.text


def links(node, rel: str) -> list[dict]:
    return [link.attrib for link in node.findall(f"{ATOM}link") if link.get("rel") == rel]


def moment(text: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text)
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_has_what_atom_asks_for(client, one_of_each, address):
    response = client.get(address)
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    language = address.split("/")[2]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    society = {"en": "Chinese Society of Engineers", "zh-hans": "中国工程师联合体"}[language]
    assert text_of(feed, "title").startswith(f"{society} – ")
    assert text_of(feed, "id").startswith("tag:127.0.0.1,")
    [self_link] = links(feed, "self")
    assert self_link["href"] == f"{settings.SITE_ORIGIN}{address}"
    [page] = links(feed, "alternate")
    assert client.get(page["href"].removeprefix(settings.SITE_ORIGIN)).status_code == 200
    assert text_of(feed.find(f"{ATOM}author"), "name")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 1
    assert moment(text_of(feed, "updated")) == max(
        moment(text_of(entry, "updated")) for entry in entries
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_entries_have_what_atom_asks_for(client, one_of_each, address):
    [entry] = ElementTree.fromstring(client.get(address).content).findall(f"{ATOM}entry")

    assert text_of(entry, "title")
    assert re.fullmatch(r"tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:\w+/\d+/(en|zh)", text_of(entry, "id"))
    assert moment(text_of(entry, "published")) <= moment(text_of(entry, "updated"))
    [page] = links(entry, "alternate")
    assert page["hreflang"] == address.split("/")[2]
    assert client.get(page["href"].removeprefix(settings.SITE_ORIGIN)).status_code == 200
    [content] = entry.findall(f"{ATOM}content")
    assert content.get("type") == "html"
    assert content.text.strip().startswith("<")


def test_ids_of_all_entries_and_feeds_differ(client, one_of_each):
    feeds = [ElementTree.fromstring(client.get(address).content) for address in ADDRESSES]
    entries = {text_of(entry, "id") for feed in feeds for entry in feed.iter(f"{ATOM}entry")}

    assert len({text_of(feed, "id") for feed in feeds}) == len(ADDRESSES)
    assert len(entries) == 6


def test_id_outlives_the_address_and_the_minute_of_publication(client):
    article = make_article("first")
    before = parsed(client, "/feeds/en/news.atom").entries[0]

    article.slug = "second"
    article.published_at_en -= timedelta(days=3)
    article.save()

    after = parsed(client, "/feeds/en/news.atom").entries[0]
    assert before.id == after.id
    assert after.link == f"{settings.SITE_ORIGIN}/en/news/second/"


def test_entry_is_updated_when_its_minute_comes_and_when_it_is_saved(client):
    start = (timezone.now() + timedelta(hours=3)).replace(microsecond=0)
    article = make_article(published_at_en=start)

    with time_machine.travel(start + timedelta(hours=1), tick=False):
        begun = parsed(client, "/feeds/en/news.atom").entries[0].updated
        article.save()
        saved = parsed(client, "/feeds/en/news.atom").entries[0].updated

    assert (moment(begun), moment(saved)) == (start, start + timedelta(hours=1))


@pytest.mark.parametrize("address", ADDRESSES)
def test_empty_feed_is_a_feed_and_says_the_same_twice(client, address):
    make_category("notices")
    make_tag("ethics")

    first, second = client.get(address), client.get(address)

    assert parsed(client, address).feed.updated
    assert first.content == second.content


def test_entry_carries_the_whole_text_with_absolute_links_and_the_lead_as_text(client):
    make_article(
        "forum",
        lead_en="a < b & c",
        body_en='<p><a href="/en/news/x/">x</a> <a href="https://other.example/">y</a></p>',
    )

    entry = parsed(client, "/feeds/en/news.atom").entries[0]

    assert entry.summary_detail.type == "text/plain"
    assert entry.summary == "a < b & c"
    assert f'href="{settings.SITE_ORIGIN}/en/news/x/"' in entry.content[0].value
    assert 'href="https://other.example/"' in entry.content[0].value


def test_entry_names_topic_tags_and_files(client, one_of_each):
    english = parsed(client, "/feeds/en/news.atom").entries[0]
    chinese = parsed(client, "/feeds/zh-hans/news.atom").entries[0]

    assert [(tag.term, tag.label) for tag in english.tags] == [
        ("notices", "Notices"),
        ("ethics", "Ethics"),
    ]
    assert [tag.label for tag in chinese.tags] == ["栏目notices", "标签ethics"]
    [file] = english.enclosures
    assert (file.type, file.length) == ("application/pdf", "8")
    assert file.href.startswith(f"{settings.SITE_ORIGIN}/media/")
    assert chinese.enclosures == []


def test_newsletter_is_there_with_its_stories(client):
    make_newsletter(54, stories=2)

    content = parsed(client, "/feeds/en/newsletters.atom").entries[0].content[0].value

    assert "<h2>Story 1</h2>" in content
    assert "<p>Told.</p>" in content


def test_event_says_when_and_where(client):
    morning, noon = (datetime(2026, 10, 12, hour, tzinfo=BEIJING) for hour in (9, 12))
    make_event("congress", place_zh="成都<厅>", starts_at=morning, ends_at=noon)

    content = parsed(client, "/feeds/zh-hans/events.atom").entries[0].content[0].value

    assert "<p>2026年10月12日，成都&lt;厅&gt;</p>" in content


def test_feed_says_its_own_language_whatever_the_reader_speaks(client):
    response = client.get("/feeds/zh-hans/news.atom", headers={"accept-language": "en"})

    assert response["Content-Language"] == "zh-hans"


def test_feed_escapes_markup_and_drops_what_xml_cannot_hold(client):
    make_article("x", title_en="<b>1 & 2\x0b</b>", lead_en="a\x01\ufffeb", body_en="<p>c\x0c</p>")

    entry = parsed(client, "/feeds/en/news.atom").entries[0]

    assert (entry.title, entry.summary) == ("<b>1 & 2</b>", "ab")
    assert entry.link == f"{settings.SITE_ORIGIN}/en/news/x/"


# --- Found and fetched ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "feeds"),
    {
        "/en/news/": ["/feeds/en/news.atom"],
        "/zh-hans/news/?topic=notices": [
            "/feeds/zh-hans/news.atom",
            "/feeds/zh-hans/topics/notices.atom",
        ],
        "/en/news/?tag=ethics": ["/feeds/en/news.atom", "/feeds/en/tags/ethics.atom"],
        "/en/news/?tag=%22%3E": ["/feeds/en/news.atom"],
        "/en/news/?topic=none": ["/feeds/en/news.atom"],
        "/en/newsletters/": ["/feeds/en/newsletters.atom"],
        "/zh-hans/events/": ["/feeds/zh-hans/events.atom"],
        "/en/": ["/feeds/en/news.atom"],
    }.items(),
)
def test_lists_name_their_feeds(client, one_of_each, page, feeds):
    text = client.get(page).text

    assert re.findall(r'type="application/atom\+xml"[^>]* href="([^"]+)"', text) == feeds


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_answers_304_until_something_changes(client, one_of_each, address):
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    make_article()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_needs_as_many_queries_for_three_as_for_one(
    client, one_of_each, count_queries, address
):
    _, one = count_queries(client, address)
    for _number in range(2):
        make_article().tags.add(make_tag("ethics"))
        make_newsletter()
        make_event()

    _, three = count_queries(client, address)

    assert len(one) == len(three) <= 3
