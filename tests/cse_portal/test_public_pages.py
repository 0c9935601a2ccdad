"""What every public page owes every visitor: speed, privacy, and no surprise (performance.md)."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories import (
    make_agreement,
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_pathway,
    make_pathway_version,
    make_tag,
)

pytestmark = pytest.mark.django_db
PAGES = {
    "/en/": 7,
    "/zh-hans/": 7,
    "/en/news/": 3,
    "/en/news/?topic=notices&q=title": 3,
    "/en/news/forum/": 2,
    "/en/newsletters/": 3,
    "/en/newsletters/54/": 2,
    "/en/events/": 3,
    "/en/events/congress/": 2,
    "/en/events/congress/calendar.ics": 2,
    "/en/pages/about/": 2,
    "/en/agreements/": 4,
    "/en/agreements/?status=in_force&country=PK": 4,
    "/en/agreements/pec/": 4,
    "/en/agreements/finder/?to=PK": 3,
    "/en/agreements/pathways/to-pec/": 3,
    "/en/search/": 1,
    "/en/search/?q=title": 11,
    "/feeds/en/news.atom": 2,
    "/feeds/en/topics/notices.atom": 3,
    "/feeds/en/tags/ethics.atom": 3,
    "/feeds/en/events.ics": 2,
    "/sitemap.xml": 12,
}
LONG = "word " * 60


@pytest.fixture
def content(db):
    """One of everything, and a full first page of news and of the register."""
    make_article("forum").tags.add(make_tag("ethics"))
    make_newsletter(54)
    make_event("congress")
    make_page("about")
    make_agreement("pec")
    make_pathway_version(make_pathway("to-pec"), conditions=[("title", "title", "Holds PE")])
    for number in range(30):
        make_article(f"a{number}", title_en=f"Title {LONG[:80]}", lead_en=LONG[:200])
        make_agreement(f"b{number}", label_en=f"{number} {LONG[:80]}")


@pytest.mark.parametrize("path", PAGES)
def test_public_page_leaves_no_trace_of_the_visitor(client, content, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "public" in response.headers["Cache-Control"]
    assert response.headers["ETag"]


@pytest.mark.parametrize(("path", "budget"), PAGES.items())
def test_public_page_keeps_its_budget_of_queries_and_only_reads(
    client, content, count_queries, path, budget
):
    _, count = count_queries(client, path)

    assert len(count) <= budget
    assert count.writes == []
    assert not re.search("django_session|members_user", "\n".join(count.sql))


@pytest.mark.parametrize("path", PAGES)
def test_public_page_is_the_same_for_a_member(as_member, client, content, path):
    assert as_member.get(path).content == client.get(path).content


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith(("/en/", "/zh"))])
def test_public_page_is_small(client, content, path):
    html = client.get(path).content

    assert len(html) <= 30_000
    assert len(gzip.compress(html, 6)) <= 6_000


@pytest.mark.parametrize("path", PAGES)
def test_public_page_has_no_inline_script_or_style(client, content, path):
    text = client.get(path).text

    text = text.replace('<script type="application/ld+json">', "")  # data, which nothing runs
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


def test_public_page_loads_nothing_from_another_host_and_few_files(client, content):
    text = client.get("/en/").text

    loaded = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*(?:href|src)="([^"]+)', text
    )

    assert all(address.startswith("/static/") for address in loaded)
    assert len(loaded) <= 8


def test_stylesheet_keeps_its_budget():
    with open(finders.find("portal/portal.css"), "rb") as sheet:
        assert len(gzip.compress(sheet.read(), 6)) <= 15_000


def test_policy_allows_nothing_inline_and_no_other_host(client, content):
    policy = client.get("/en/").headers["Content-Security-Policy"]

    asked = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert (asked["default-src"], asked["script-src"]) == ("'none'", "'self'")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/en/", "/en/news/", "/en/agreements/pec/"])
def test_public_page_answers_head_and_refuses_post(client, content, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/en/", "/en/news/", "/en/agreements/", "/en/news/forum/"])
def test_every_public_page_names_its_language_and_its_twin(client, content, path):
    twin = path.replace("/en/", "/zh-hans/", 1)

    english, chinese = client.get(path), client.get(twin)

    assert ('<html lang="en">' in english.text, '<html lang="zh-Hans">' in chinese.text) == (
        True,
        True,
    )
    assert (
        f'<link rel="alternate" hreflang="zh-Hans" href="{settings.SITE_ORIGIN}{twin}">'
        in english.text
    )
    assert (
        f'<link rel="alternate" hreflang="en" href="{settings.SITE_ORIGIN}{path}">' in chinese.text
    )
