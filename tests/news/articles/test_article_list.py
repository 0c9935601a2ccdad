"""The news list: newest first, filtered, counted, paged, by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html

from news.articles.models import Article
from tests.factories import make_article, make_category, make_tag, published

ADDRESS = "/en/news/"
pytestmark = pytest.mark.django_db


def slugs(response) -> list[str]:
    return [article.slug for article in response.context["page"]]


def test_article_list_shows_the_newest_first_and_says_how_many(client):
    make_article("older", **published(days=-2))
    make_article("newer", **published(days=-1))

    response = client.get(ADDRESS)

    assert slugs(response) == ["newer", "older"]
    assert "2 items, newest first" in response.text


@pytest.mark.parametrize(
    "fields",
    [
        published(days=1),
        {"published_at_en": None},
        published() | {"withdrawn_at": datetime(2025, 1, 1, tzinfo=UTC)},
    ],
    ids=["scheduled", "draft in English", "withdrawn"],
)
def test_article_list_hides_what_is_not_public(client, fields):
    make_article("hidden", **fields)

    assert slugs(client.get(ADDRESS)) == []


def test_article_list_has_in_each_language_what_is_published_in_it(client):
    make_article("both")
    make_article("only-chinese", title_en="", published_at_en=None)

    english, chinese = client.get(ADDRESS), client.get("/zh-hans/news/")

    assert slugs(english) == ["both"]
    assert set(slugs(chinese)) == {"both", "only-chinese"}


def test_scheduled_article_appears_in_its_minute_in_list_feed_sitemap_and_search(client):
    start = timezone.now() + timedelta(hours=3)
    make_article("forum", published_at_en=start, published_at_zh=None, title_zh="")
    places = [ADDRESS, "/feeds/en/news.atom", "/sitemap.xml", "/en/search/?q=forum", "/en/"]

    with time_machine.travel(start - timedelta(seconds=1), tick=False):
        before = ["/en/news/forum/" in client.get(place).text for place in places]
        address_before = client.get("/en/news/forum/").status_code
    with time_machine.travel(start, tick=False):
        after = ["/en/news/forum/" in client.get(place).text for place in places]
        address_after = client.get("/en/news/forum/").status_code

    assert (before, address_before) == ([False] * 5, 404)
    assert (after, address_after) == ([True] * 5, 200)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("topic=belt-and-road", ["forum"]),
        ("topic=belt-and-road&topic=notices", ["forum", "window"]),
        ("kind=notice", ["window"]),
        ("tag=ethics", ["forum"]),
        ("year=2025", ["forum"]),
        ("q=chengdu", ["forum"]),
        ("q=成都", []),
        ("q=<script>", []),
        ("topic=no-such-topic", []),
        ("topic=%00", ["forum", "window"]),
        ("tag=%00", ["forum", "window"]),
        ("year=99999999999999999999", ["forum", "window"]),
        ("year=abc", ["forum", "window"]),
        ("year=-1", ["forum", "window"]),
        ("tag=no-such-tag", []),
        ("q=%00", ["forum", "window"]),
        ("q=%25", []),
        ("q=" + "x" * 5000, ["forum", "window"]),
        ("page=0", ["forum", "window"]),
        ("page=999", ["forum", "window"]),
        ("page=x", ["forum", "window"]),
    ],
)
def test_article_list_filters(client, query, found):
    make_article(
        "forum",
        category=make_category("belt-and-road"),
        title_en="Forum in Chengdu",
        published_at_en=datetime(2025, 6, 12, tzinfo=UTC),
    ).tags.add(make_tag("ethics"))
    make_article(
        "window", kind=Article.Kind.NOTICE, published_at_en=datetime(2024, 2, 1, tzinfo=UTC)
    )

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert slugs(response) == found


def test_article_list_counts_choices_over_all_that_is_published(client):
    make_article(category=make_category("belt-and-road"))
    make_article(category=make_category("notices"))
    make_article(category=make_category("notices"))
    make_article(category=make_category("notices"), **published(days=1))

    context = client.get(f"{ADDRESS}?topic=belt-and-road").context

    assert [(choice.value, choice.count) for choice in context["topic_choices"]] == [
        ("belt-and-road", 1),
        ("notices", 2),
    ]
    assert context["page"].paginator.count == 1


def test_year_of_an_article_is_the_year_in_beijing(client):
    make_article("new-year", published_at_en=datetime(2024, 12, 31, 17, 0, tzinfo=UTC))

    assert slugs(client.get(f"{ADDRESS}?year=2025")) == ["new-year"]


def test_article_list_without_a_match_repeats_the_words(client):
    make_article()

    response = client.get(f"{ADDRESS}?q=atlantis")

    assert "No news has “atlantis” with these choices" in response.text


def test_article_list_pages_offer_more_only_where_there_is_more(client):
    for _ in range(26):
        make_article()

    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")

    assert (len(slugs(first)), len(slugs(second))) == (25, 1)
    assert ('rel="next"' in first.text, 'rel="next"' in second.text) == (True, False)


@pytest.mark.parametrize("pinned", [0, 2])
def test_article_list_pages_hold_each_article_once_in_order_from_either_end(client, pinned):
    written = [
        make_article(f"a{days:02}", **published(days=-days), pinned_until=until)
        for days in range(1, 61)
        for until in [timezone.now() + timedelta(days=1) if days > 60 - pinned else None]
    ]
    in_order = [*written[60 - pinned :], *written[: 60 - pinned]]

    pages = [slugs(client.get(f"{ADDRESS}?page={page}")) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [25, 25, 10]
    assert [slug for page in pages for slug in page] == [article.slug for article in in_order]


def test_tag_counts_its_articles_beside_the_choices_of_all_news(client):
    make_article("forum", kind="notice").tags.add(make_tag("ethics"))
    make_article("plain", kind="report")

    first = client.get(f"{ADDRESS}?tag=ethics").context
    Article.objects.get(slug="plain").tags.add(make_tag("ethics"))
    make_article("third", kind="report").tags.add(make_tag("ethics"))
    second = Client().get(f"{ADDRESS}?tag=ethics").context

    assert counts(first["kind_choices"]) == {"report": 0, "notice": 1}
    assert counts(second["kind_choices"]) == {"report": 2, "notice": 1}
    assert [page["page"].paginator.count for page in (first, second)] == [1, 3]


def counts(choices) -> dict[str, int]:
    return {choice.value: choice.count for choice in choices}


def test_article_list_needs_two_queries_for_any_number_of_rows(client, count_queries):
    address = f"{ADDRESS}?topic=notices&tag=ethics&year={timezone.localdate().year}"
    make_article().tags.add(make_tag())
    _, one = count_queries(client, address)
    make_article().tags.add(make_tag())
    make_article().tags.add(make_tag())

    _, three = count_queries(client, address)

    assert (len(one), len(three)) == (2, 2)
    assert three.writes == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Filter the news"),
        ("?tag=ethics", "Filter the news 1 choice"),
        ("?topic=notices&topic=events&q=x", "Filter the news 3 choices"),
    ],
)
def test_filters_stay_shut_and_say_how_much_is_chosen(client, query, said):
    """On a phone they would push what was found out of sight."""
    page = html.fromstring(client.get(f"{ADDRESS}{query}").text)

    (filters,) = page.xpath("//details[@class='filters']")
    assert "open" not in filters.attrib
    assert " ".join(filters.find("summary").text_content().split()) == said
