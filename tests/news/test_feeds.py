"""Feeds as a feed reader sees them."""

import feedparser
import pytest

from tests.factories import make_article, make_category, make_tag, published

pytestmark = pytest.mark.django_db


def titles(client, path: str) -> list[str]:
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo
    return [entry.title for entry in feed.entries]


def test_feeds_are_one_for_all_one_a_topic_one_a_tag_in_each_language(client):
    make_article("a", category=make_category("assessors"), **published(days=-2))
    make_article("b").tags.add(make_tag("ethics"))

    assert titles(client, "/feeds/en/news.atom") == ["Title b", "Title a"]
    assert titles(client, "/feeds/zh-hans/news.atom") == ["标题b", "标题a"]
    assert titles(client, "/feeds/en/topics/assessors.atom") == ["Title a"]
    assert titles(client, "/feeds/en/tags/ethics.atom") == ["Title b"]


def test_feed_says_its_own_language_whatever_the_reader_speaks(client):
    response = client.get("/feeds/zh-hans/news.atom", headers={"accept-language": "en"})

    assert response["Content-Language"] == "zh-hans"


def test_feed_escapes_markup_and_links_to_its_language(client):
    make_article("x", title_en="<b>1 & 2</b>")

    feed = feedparser.parse(client.get("/feeds/en/news.atom").content)

    assert feed.entries[0].link == "http://testserver/en/news/x/"
    assert feed.entries[0].title == "<b>1 & 2</b>"


@pytest.mark.parametrize(
    "path", ["/feeds/fr/news.atom", "/feeds/en/topics/none.atom", "/feeds/en/tags/none.atom"]
)
def test_feed_of_nothing_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_feed_needs_as_many_queries_for_three_as_for_one(client, count_queries):
    make_article()
    _, one = count_queries(client, "/feeds/en/news.atom")
    make_article()
    make_article()

    _, three = count_queries(client, "/feeds/en/news.atom")

    assert (len(one), len(three)) == (2, 2)
