"""The sitemap names every public address in each language that has it, and no other."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from news import sitemaps
from news.articles.models import Article
from tests.factories import (
    make_agreement,
    make_article,
    make_category,
    make_event,
    make_newsletter,
    make_page,
    make_pathway,
    make_pathway_version,
    published,
)

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def parsed(client, path: str = "/sitemap.xml"):
    response = client.get(path)
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def places(tree) -> list[str]:
    """In order; each is absolute, on the origin of the site."""
    found = [node.text for node in tree.iterfind(".//s:loc", NAMES)]
    assert all(place.startswith(f"{settings.SITE_ORIGIN}/") for place in found)
    return [place.removeprefix(settings.SITE_ORIGIN) for place in found]


def addresses(client) -> set[str]:
    return set(places(parsed(client)))


def alternates(tree) -> dict[str, dict[str, str]]:
    """Of each address its alternates, by language."""
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
        }
        for url in tree.iterfind("s:url", NAMES)
    }


@pytest.fixture
def one_of_each(db):
    make_agreement("pec")
    make_pathway_version(make_pathway("to-pec"), conditions=[("title", "title", "Holds PE")])
    make_article("forum")
    make_article("half", title_en="", published_at_en=None)
    make_event("congress")
    make_newsletter(54)
    make_page("about")


def test_sitemap_has_lists_and_entries_in_both_languages(client, one_of_each):
    found = addresses(client)

    for path in [
        "",
        "news/",
        "newsletters/",
        "events/",
        "agreements/",
        "agreements/finder/",
        "agreements/pec/",
        "agreements/pathways/to-pec/",
        "news/forum/",
        "events/congress/",
        "newsletters/54/",
        "pages/about/",
    ]:
        assert {f"/en/{path}", f"/zh-hans/{path}"} <= found


def test_sitemap_leaves_out_invented_events(client):
    make_event("forum", is_demonstration=True)

    assert "/en/events/forum/" not in addresses(client)


def test_sitemap_leaves_out_what_is_not_published_in_a_language(client):
    make_article("half", title_en="", published_at_en=None)
    make_article("later", **published(days=1))
    make_article("kept", members_only=True)
    make_article("gone", withdrawn_at=published()["published_at_en"])

    assert {path for path in addresses(client) if "/news/" in path} == {
        "/en/news/",
        "/zh-hans/news/",
        "/zh-hans/news/half/",
    }


def test_every_address_answers_and_is_meant_to_be_found(client, one_of_each):
    for path in places(parsed(client)):
        response = client.get(path)
        assert response.status_code == 200
        assert 'content="noindex"' not in response.text


def test_alternates_name_each_other_and_themselves(client, one_of_each):
    found = alternates(parsed(client))

    for place, links in found.items():
        assert place in links.values()
        assert links["x-default"] in links.values()
        assert all(found[other] == links for other in links.values())
    assert found[f"{settings.SITE_ORIGIN}/en/agreements/pec/"] == {
        "en": f"{settings.SITE_ORIGIN}/en/agreements/pec/",
        "zh-Hans": f"{settings.SITE_ORIGIN}/zh-hans/agreements/pec/",
        "x-default": f"{settings.SITE_ORIGIN}/en/agreements/pec/",
    }
    half = f"{settings.SITE_ORIGIN}/zh-hans/news/half/"
    assert found[half] == {"zh-Hans": half, "x-default": half}


def test_alternates_are_those_that_the_page_itself_names(client, one_of_each):
    for place, links in alternates(parsed(client)).items():
        text = client.get(place.removeprefix(settings.SITE_ORIGIN)).text
        on_page = dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))
        assert on_page.items() <= links.items()
        assert len(on_page) in {0, len(links)}


def test_file_follows_the_schema(client, one_of_each):
    tree = parsed(client)

    assert tree.tag == f"{{{NAMES['s']}}}urlset"
    known = ["loc", "lastmod"]
    for url in tree:
        assert url.tag == f"{{{NAMES['s']}}}url"
        own = [node.tag.split("}")[1] for node in url if node.tag.startswith(f"{{{NAMES['s']}}}")]
        assert own in (known, known[:1])
        assert len(url.findtext("s:loc", namespaces=NAMES)) < 2048
    assert len(places(tree)) == len(set(places(tree)))


def test_last_change_is_a_moment_with_its_zone_and_not_before_publication(client):
    start = (timezone.now() + timedelta(hours=3)).replace(microsecond=0)
    make_article("forum", published_at_en=start)

    with time_machine.travel(start + timedelta(hours=1), tick=False):
        tree = parsed(client)

    changed = {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
        for url in tree
    }
    written = changed[f"{settings.SITE_ORIGIN}/en/news/forum/"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", written)
    assert datetime.fromisoformat(written) == start
    assert all(
        datetime.fromisoformat(text) <= start + timedelta(hours=1)
        for text in changed.values()
        if text
    )


def test_robots_name_the_sitemap(client):
    assert f"Sitemap: {settings.SITE_ORIGIN}/sitemap.xml" in client.get("/robots.txt").text


# --- Large ---------------------------------------------------------------------------------------


def test_large_sitemap_is_an_index_whose_files_have_everything_once(
    client, one_of_each, monkeypatch
):
    whole = places(parsed(client))
    monkeypatch.setattr(sitemaps, "PAGES_A_FILE", 4)

    tree = parsed(client)
    files = places(tree)

    assert tree.tag == f"{{{NAMES['s']}}}sitemapindex"
    assert files[:2] == ["/sitemaps/lists/1.xml", "/sitemaps/lists/2.xml"]
    assert [place for file in files for place in places(parsed(client, file))] == whole


@pytest.mark.parametrize(
    "path",
    ["articles/0", "articles/2", "nothing/1", "lists/2", f"articles/{10**30}", "articles/x"],
)
def test_file_that_is_not_there_is_a_404(client, one_of_each, path):
    assert client.get(f"/sitemaps/{path}.xml").status_code == 404


def test_hundred_thousand_articles_cost_each_file_two_queries(client, count_queries):
    """With the numbers of a tenth of it, and the limit of a tenth: the same queries."""
    topic, day = make_category(), published()
    Article.objects.bulk_create(
        Article(slug=f"a{number}", title_en="T", title_zh="题", category=topic, **day)
        for number in range(10_100)
    )

    response, index = count_queries(client, "/sitemap.xml")
    last, of_file = count_queries(client, "/sitemaps/articles/3.xml")

    assert places(ElementTree.fromstring(response.content))[-3:] == [
        f"/sitemaps/articles/{number}.xml" for number in (1, 2, 3)
    ]
    assert len(places(ElementTree.fromstring(last.content))) == 200
    assert len(index) <= 13
    assert len(of_file) == 2
    assert len(client.get("/sitemaps/articles/1.xml").content) < 50_000_000 / 5


def test_sitemap_needs_as_many_queries_for_three_as_for_one(client, count_queries):
    make_article()
    _, one = count_queries(client, "/sitemap.xml")
    make_article()
    make_article()

    _, three = count_queries(client, "/sitemap.xml")

    assert len(one) == len(three) <= 7
