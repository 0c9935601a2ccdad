"""The sitemap names every public address in each language that has it, and no other."""

import re
from xml.etree import ElementTree

import pytest

from tests.factories import make_agreement, make_article, make_event, make_newsletter, published

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client):
    return ElementTree.fromstring(client.get("/sitemap.xml").content)


def addresses(client) -> set[str]:
    return {
        re.sub(r"^https?://[^/]+", "", node.text)
        for node in sitemap(client).iterfind(".//s:loc", NAMES)
    }


def test_sitemap_has_lists_and_entries_in_both_languages(client):
    make_agreement("pec")
    make_event("forum")
    make_newsletter(54)

    found = addresses(client)

    for path in [
        "",
        "news/",
        "newsletters/",
        "events/",
        "agreements/",
        "agreements/pec/",
        "events/forum/",
        "newsletters/54/",
    ]:
        assert {f"/en/{path}", f"/zh-hans/{path}"} <= found


def test_sitemap_leaves_out_invented_events(client):
    make_event("forum", is_demonstration=True)

    assert "/en/events/forum/" not in addresses(client)


def test_sitemap_leaves_out_what_is_not_published_in_a_language(client):
    make_article("half", title_en="", published_at_en=None)
    make_article("later", **published(days=1))

    found = addresses(client)

    assert "/zh-hans/news/half/" in found
    assert "/en/news/half/" not in found
    assert not any("later" in path for path in found)


def test_sitemap_links_the_alternates(client):
    make_agreement("pec")

    links = sitemap(client).findall(".//x:link", NAMES)

    assert {
        (link.get("hreflang"), re.sub(r"^https?://[^/]+", "", link.get("href"))) for link in links
    } >= {
        ("en", "/en/agreements/pec/"),
        ("zh-hans", "/zh-hans/agreements/pec/"),
    }


def test_sitemap_needs_as_many_queries_for_three_as_for_one(client, count_queries):
    make_article()
    _, one = count_queries(client, "/sitemap.xml")
    make_article()
    make_article()

    _, three = count_queries(client, "/sitemap.xml")

    assert len(one) == len(three)
