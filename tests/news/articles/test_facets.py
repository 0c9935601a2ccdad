"""The number beside a choice is the number of items that the choice shows."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.test import Client
from lxml import html

from tests.factories import make_article, make_category, make_tag

pytestmark = pytest.mark.django_db
QUERIES = [
    "",
    "kind=notice",
    "kind=notice&kind=report",
    "topic=notices",
    "topic=notices&topic=assessors&year=2024",
    "year=2025",
    "tag=ethics",
    "tag=ethics&kind=report",
    "q=bridge",
    "q=bridge&tag=ethics&topic=assessors",
    "q=bridge&kind=notice&year=2024",
]


@pytest.fixture
def content(db):
    every = product(["report", "notice"], ["notices", "assessors"], [2024, 2025], [0, 1, 2])
    for at, (kind, topic, year, number) in enumerate(every):
        article = make_article(
            kind=kind,
            category=make_category(topic),
            title_en="A bridge" if at % 3 else "A road",
            published_at_en=datetime(year, 3, 1 + at, tzinfo=UTC),
        )
        if number == 1 or at % 5 == 0:
            article.tags.add(make_tag("ethics"))


@pytest.mark.parametrize("query", QUERIES)
def test_choice_shows_as_many_items_as_it_says(client, content, query):
    context = client.get(f"/en/news/?{query}").context
    asked = [part for part in query.split("&") if part]

    for name in ("kind", "topic", "year"):
        others = [part for part in asked if not part.startswith(f"{name}=")]
        for choice in context[f"{name}_choices"]:
            alone = "&".join([*others, f"{name}={choice.value}"])
            shown = Client().get(f"/en/news/?{alone}").context["page"]

            assert (choice.label, choice.count) == (choice.label, shown.paginator.count)


@pytest.mark.parametrize("query", QUERIES)
def test_number_of_items_is_what_the_pages_hold(client, content, query):
    page = client.get(f"/en/news/?{query}").context["page"]

    assert page.paginator.count == len(list(page)) <= 25


def test_choice_that_shows_nothing_stays_where_it_was(client, content):
    choices = client.get("/en/news/?q=atlantis&topic=notices").context["topic_choices"]

    assert [(choice.value, choice.count, choice.is_chosen) for choice in choices] == [
        ("assessors", 0, False),
        ("notices", 0, True),
    ]


@pytest.mark.parametrize(
    ("query", "language", "heading", "feed"),
    [
        ("tag=ethics", "en", "News tagged “Ethics”", "/feeds/en/tags/ethics.atom"),
        ("tag=ethics", "zh-hans", "标签“标签ethics”下的新闻", "/feeds/zh-hans/tags/ethics.atom"),
        ("topic=notices", "en", "News: Notices", "/feeds/en/topics/notices.atom"),
        ("topic=notices&year=2025", "en", "News", "/feeds/en/news.atom"),
        ("tag=nowhere", "en", "News", "/feeds/en/news.atom"),
    ],
)
def test_tag_or_topic_alone_is_a_page_with_its_name_and_feed(
    client, content, query, language, heading, feed
):
    text = client.get(f"/{language}/news/?{query}").text

    assert f"<h1>{heading}</h1>" in text
    assert text.count(f'href="{feed}"') >= 2


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("tag=ethics&from=mail", "?tag=ethics"),
        ("topic=notices", "?topic=notices"),
        ("year=2025&kind=report", ""),
        ("q=bridge", ""),
    ],
)
def test_list_names_the_address_it_is_known_by(client, content, query, canonical):
    text = client.get(f"/en/news/?{query}").text

    assert f'<link rel="canonical" href="http://127.0.0.1:8000/en/news/{canonical}">' in text
    assert f'hreflang="zh-Hans" href="http://127.0.0.1:8000/zh-hans/news/{canonical}">' in text
    assert f'hreflang="x-default" href="http://127.0.0.1:8000/en/news/{canonical}">' in text


def test_tag_filter_says_the_name_of_the_tag(client, content):
    text = client.get("/en/news/?tag=ethics&year=2024").text

    assert "Only with the tag “Ethics”" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("year=abc", "Year"),
        ("kind=poem", "Kind"),
        ("tag=%00", "Tag"),
        ("topic=a%20b&year=-1", "Topic, Year"),
        ("page=99", "Page"),
        ("page=x&year=x", "Year, Page"),
        ("page=1", None),
        ("year=2025", None),
    ],
)
def test_made_up_values_are_left_out_and_the_page_says_so(client, content, query, names):
    response = client.get(f"/en/news/?{query}")

    said = f"has no meaning here and was left out: {names}." in response.text
    assert (response.status_code, said) == (200, names is not None)


def test_each_choice_is_taken_away_by_itself(client, content):
    query = "q=news&tag=ethics&topic=notices&topic=assessors&kind=report&year=2024&page=3"

    response = client.get(f"/en/news/?{query}")
    links = html.fromstring(response.text).xpath('//ul[@class="tags asked"]//a')
    asked = {link.text_content().removeprefix("Take away: "): link.get("href") for link in links}

    assert [choice.partition(":")[0] for choice in asked] == [
        "Words",
        "Tag",
        "Year",
        "Topic",
        "Topic",
        "Kind",
    ]
    assert asked["Year: 2024 ×"] == ("?q=news&tag=ethics&topic=notices&topic=assessors&kind=report")
    assert asked["Kind: Report ×"] == ("?q=news&tag=ethics&topic=notices&topic=assessors&year=2024")


def test_nothing_is_to_be_taken_away_where_nothing_was_asked(client, content):
    assert 'class="tags asked"' not in client.get("/en/news/?q=&year=").text
