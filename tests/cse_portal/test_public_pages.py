"""What every public page owes every visitor: speed, privacy, and no surprise (performance.md)."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

from news.articles.models import Article
from tests.factories import (
    make_agreement,
    make_article,
    make_event,
    make_newsletter,
    make_page,
    make_pathway,
    make_pathway_version,
    make_tag,
    picture_file,
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
    "/en/search/?q=title": 3,
    "/feeds/en/news.atom": 2,
    "/feeds/en/topics/notices.atom": 3,
    "/feeds/en/tags/ethics.atom": 3,
    "/feeds/en/newsletters.atom": 2,
    "/feeds/zh-hans/events.atom": 2,
    "/sitemap.xml": 7,
    "/sitemaps/articles/1.xml": 2,
    "/feeds/en/events.ics": 2,
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


@pytest.mark.parametrize("path", PAGES)
def test_public_page_answers_head_and_refuses_every_other_method(content, path):
    browser = Client(enforce_csrf_checks=True)

    refused = [
        browser.generic(method, path) for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    ]

    assert browser.head(path).status_code == 200
    assert {(one.status_code, one["Allow"]) for one in refused} == {(405, "GET, HEAD")}


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


# --- What makes a page jump, carry dead weight, or look like another one -------------------------

SHOWN = [path for path in PAGES if path.startswith(("/en/", "/zh")) and not path.endswith(".ics")]
# Of each script what it is for: a page without that has no use for it.
SCRIPTS = {
    "portal/share.js": "data-share",
    "portal/band.js": "data-band",
    "portal/upload.js": 'type="file"',
    "portal/choose.js": "data-choose",
}


@pytest.fixture
def tree(client, content):
    article = Article.objects.get(slug="forum")
    article.pictures.create(file=picture_file(), alt_en="A bridge", alt_zh="一座桥")
    return lambda path: html.document_fromstring(client.get(path).content.decode())


def test_pictures_have_their_room_before_they_are_there(media, tree):
    pictures = {path: tree(path).findall(".//img") for path in SHOWN}

    assert pictures["/en/news/forum/"]
    assert [
        path
        for path, found in pictures.items()
        for one in found
        if not int(one.get("width") or 0) * int(one.get("height") or 0)
    ] == []


def test_pages_load_only_what_they_use(client, content):
    texts = {path: client.get(path).text for path in SHOWN}
    scripts = {
        path: re.findall(r'<script[^>]* src="/static/([^"]+)"', text)
        for path, text in texts.items()
    }

    assert {name for found in scripts.values() for name in found} <= SCRIPTS.keys()
    assert [
        (path, name)
        for path, found in scripts.items()
        for name in found
        if SCRIPTS[name] not in texts[path] or found.count(name) > 1
    ] == []
    preloaded = re.compile(r'rel="?(preload|prefetch|preconnect|modulepreload)')
    assert [path for path, text in texts.items() if preloaded.search(text)] == []


def test_pages_have_one_heading_and_say_what_they_are(media, tree):
    for path in SHOWN:
        page = tree(path)
        [description] = page.xpath("//meta[@name='description']/@content")
        [viewport] = page.xpath("//meta[@name='viewport']/@content")

        assert (path, len(page.findall(".//h1")), len(page.findall(".//main"))) == (path, 1, 1)
        assert page.findtext(".//title").strip()
        assert 5 <= len(description) <= 400
        assert viewport == "width=device-width, initial-scale=1"


def test_public_pages_answer_304_to_whoever_has_them(client, content):
    for path in PAGES:
        etag = client.get(path)["ETag"]
        again = client.get(path, headers={"if-none-match": etag})

        assert (path, again.status_code, again.content) == (path, 304, b"")
        assert (again.cookies, again["ETag"]) == ({}, etag)
        assert "Cookie" not in again.headers.get("Vary", "")


def test_public_pages_have_the_headers_that_keep_readers_safe(client, content):
    for path in PAGES:
        headers = client.get(path).headers

        assert (path, headers["X-Content-Type-Options"]) == (path, "nosniff")
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_not_found_leaves_no_trace_either(client, content):
    response = client.get("/en/news/none/")

    assert (response.status_code, response.cookies) == (404, {})
    assert "Cookie" not in response.headers.get("Vary", "")
