"""One article: all that N2 asks for, in the language of the page."""

from datetime import date

import pytest
from lxml import html

from news.articles import views
from news.articles.models import Attachment, Picture
from tests.factories import (
    make_agreement,
    make_article,
    make_category,
    make_event,
    make_tag,
    pdf_file,
    picture_file,
    published,
)

pytestmark = pytest.mark.django_db


def test_article_detail_shows_both_dates_the_lead_the_body_and_the_source(client):
    make_article(
        "forum",
        title_en="Forum in Chengdu",
        lead_en="It met.",
        body_en="<p>More than 160 came.</p>",
        event_on=date(2025, 6, 11),
        place_en="Chengdu",
        source_en="CAST Newsletter No. 54",
    )

    text = client.get("/en/news/forum/").text

    assert "<h1>Forum in Chengdu</h1>" in text
    assert '<p class="lead">It met.</p>' in text
    assert "<p>More than 160 came.</p>" in text
    assert '<time datetime="2025-06-11">11 June 2025</time>, Chengdu' in text
    assert "CAST Newsletter No. 54" in text


@pytest.mark.parametrize(
    ("until", "language", "written"),
    [
        (date(2025, 10, 17), "en", "12–17 October 2025"),
        (date(2025, 11, 2), "en", "12 October – 2 November 2025"),
        (date(2026, 1, 2), "en", "12 October 2025 – 2 January 2026"),
        (date(2025, 10, 17), "zh-hans", "2025年10月12日至17日"),
        (date(2025, 11, 2), "zh-hans", "2025年10月12日至11月2日"),
    ],
)
def test_article_detail_writes_a_range_as_each_language_does(client, until, language, written):
    make_article("congress", event_on=date(2025, 10, 12), event_until=until)

    assert f">{written}</time>" in client.get(f"/{language}/news/congress/").text


def test_article_detail_shows_pictures_files_tags_and_agreements(client, media):
    article = make_article("forum")
    article.tags.add(make_tag("ethics"))
    article.agreements.add(make_agreement("pec", label_en="PEC, 2025"))
    Picture.objects.create(
        article=article, file=picture_file(), alt_en="A bridge", alt_zh="桥", caption_en="Drawing"
    )
    Attachment.objects.create(
        article=article, file=pdf_file("text.pdf", size=600_000), title_en="Text", title_zh="文本"
    )

    text = client.get("/en/news/forum/").text

    assert 'alt="A bridge"' in text
    assert "<figcaption>Drawing</figcaption>" in text
    assert "<small>PDF, 600 kB, 1 page, English</small>" in text
    assert '<a href="/en/news/?tag=ethics">Ethics</a>' in text
    assert '<a class="record-name" href="/en/agreements/pec/">PEC, 2025</a>' in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_article_detail_gives_the_size_of_a_picture_without_commas(client, media, language):
    Picture.objects.create(
        article=make_article("forum"), file=picture_file((1600, 1000)), alt_en="A", alt_zh="桥"
    )

    assert ' width="1600" height="1000" ' in client.get(f"/{language}/news/forum/").text


def test_article_detail_offers_related_and_neighbouring_articles_that_are_public(client):
    category, tag = make_category(), make_tag()
    for slug, days in [("older", -3), ("this", -2), ("newer", -1), ("secret", 1)]:
        make_article(slug, category=category, **published(days=days)).tags.add(tag)

    article = client.get("/en/news/this/").context["article"]

    assert [row["slug"] for row in article.related_rows] == ["newer", "older"]
    assert [row["slug"] for row in article.older_rows] == ["older"]
    assert [row["slug"] for row in article.newer_rows] == ["newer"]


def test_related_is_found_beside_many_that_share_nothing(client, monkeypatch):
    """Of a rare tag all are looked at, and of a common one the newest."""
    monkeypatch.setattr(views, "LOOKED_AT", 2)
    rare, common = make_tag("rare"), make_tag("common")
    article = make_article("forum", **published(days=-9))
    article.tags.add(rare, common)
    make_article("old", **published(days=-8)).tags.add(rare)
    for days in range(3, 8):
        make_article(f"other-{days}", **published(days=-days))
    for days in (1, 2):
        make_article(f"new-{days}", **published(days=-days)).tags.add(common)

    found = client.get("/en/news/forum/").context["article"].related_rows

    assert [row["slug"] for row in found] == ["new-1", "new-2", "old"]


def test_article_in_the_other_language_only_says_so_and_offers_it(client):
    make_article("notice", title_en="", published_at_en=None, title_zh="通知标题")

    response = client.get("/en/news/notice/")

    assert response.status_code == 200
    assert "There is no English version of this yet" in response.text
    assert (
        '<a href="/zh-hans/news/notice/" lang="zh-Hans" hreflang="zh-Hans">阅读中文版：通知标题</a>'
        in response.text
    )
    assert response.text.count("通知标题") == 1
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize(
    "fields", [published(days=1), {"published_at_en": None, "published_at_zh": None}]
)
def test_article_that_is_not_public_is_a_404(client, fields):
    make_article("hidden", **fields)

    assert client.get("/en/news/hidden/").status_code == 404


def test_language_switch_stays_on_the_page(client):
    make_article("forum")

    text = client.get("/en/news/forum/?from=home").text

    assert '<a href="/zh-hans/news/forum/?from=home" lang="zh-Hans"' in text


def test_article_detail_needs_two_queries_whatever_hangs_on_it(client, count_queries):
    article = make_article("forum")
    article.tags.add(make_tag("t1"))
    _, one = count_queries(client, "/en/news/forum/")
    for number in range(3):
        make_article().tags.add(make_tag("t1"))
        article.tags.add(make_tag(f"u{number}"))
        article.agreements.add(make_agreement())

    _, three = count_queries(client, "/en/news/forum/")

    assert (len(one), len(three)) == (2, 2)
    assert three.writes == []


@pytest.mark.parametrize(
    ("make", "address"), [(make_article, "/en/news/forum/"), (make_event, "/en/events/forum/")]
)
def test_what_is_in_force_stands_first_among_the_entries_of_the_register(client, make, address):
    entries = [
        make_agreement("preparing", status="preparing", status_since=date(2025, 7, 1)),
        make_agreement("before", status="superseded", status_since=date(2025, 6, 11)),
        make_agreement("today", status="in_force", status_since=date(2025, 6, 11)),
    ]
    make("forum").agreements.set(entries)

    rows = html.fromstring(client.get(address).text).xpath('//a[@class="record-name"]/@href')

    assert [row.split("/")[-2] for row in rows] == ["today", "preparing", "before"]
