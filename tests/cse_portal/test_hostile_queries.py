"""Made-up filters, pages and words on every public address: an answer each time, never a 500."""

import pytest

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
LISTS = [
    "/en/",
    "/en/news/",
    "/zh-hans/newsletters/",
    "/en/events/",
    "/zh-hans/agreements/",
    "/en/agreements/finder/",
    "/zh-hans/search/",
]
DETAILS = [
    "/en/news/forum/",
    "/en/newsletters/54/",
    "/en/events/congress/",
    "/en/events/congress/calendar.ics",
    "/en/pages/about/",
    "/en/agreements/pec/",
    "/en/agreements/pathways/to-pec/",
    "/feeds/en/news.atom",
    "/feeds/en/topics/notices.atom",
    "/feeds/en/tags/ethics.atom",
    "/feeds/en/newsletters.atom",
    "/feeds/en/events.atom",
    "/sitemap.xml",
    "/sitemaps/lists/1.xml",
    "/robots.txt",
]
NAMES = ["q", "page", "topic", "tag", "year", "kind", "status", "opens", "country", "from", "to"]
NAMES += ["type", "partner", "region", "grade", "state", "order", "cursor", "nothing"]
VALUES = [
    "",
    "0",
    "-1",
    "1.5",
    "1e400",
    "NaN",
    "Infinity",
    "99999999999999999999999",
    "٣",
    "last",
    "%25",
    "%",
    "_",
    "%27",
    "%22",
    "%27%3B--",
    "%00",
    "%FF%FE",
    "%0A%0D",
    "%5C",
    "%3Cscript%3E",
    "{{7*7}}",
    "..%2F..%2Fetc%2Fpasswd",
    "😀",
    "工",
    "%EF%BF%BF",
    "%ED%A0%80",
    "!&|:*()",
    "a" * 5_000,
    "en/zh",
    "slug%20with%20space",
]
# Each by itself, so that no other value has sent the request away before.
WORST = ["99999999999999999999999", "%00", "%27%22%5C", "%ED%A0%80", "٣"]
WHOLE = [
    "&".join(f"{name}=1" for name in NAMES),
    "&".join(["page=2"] * 500),
    "=&=&&&;;",
    "page[]=1&page[a]=2",
    "%",
    "?" * 50,
]


MADE_UP = [
    "/en/news/%00/",
    "/en/news/../../etc/passwd",
    "/en/newsletters/99999999999999999999/",
    "/en/newsletters/-1/",
    "/en/events/x.ics",
    "/xx/news/",
    "/en//news/",
    "/en/pages/%E5%B7%A5/",
    "/feeds/en/topics/%00.atom",
    "/sitemaps/lists/99999999999999999999.xml",
    "/media/%00",
    "/" + "a/" * 400,
]


@pytest.fixture
def content(db):
    make_article("forum").tags.add(make_tag("ethics"))
    make_newsletter(54)
    make_event("congress")
    make_page("about")
    make_agreement("pec")
    make_pathway_version(make_pathway("to-pec"), conditions=[("title", "title", "Holds PE")])


def answers(client, addresses: list[str]) -> dict[str, int]:
    """Those that are neither a page nor a plain refusal."""
    found = {address: client.get(address).status_code for address in addresses}
    return {
        address[:200]: status for address, status in found.items() if status not in {200, 400, 404}
    }


@pytest.mark.parametrize("path", LISTS)
def test_list_survives_any_value_of_any_filter(client, content, path):
    alone = [f"{name}={value}" for name in NAMES for value in WORST]
    together = ["&".join(f"{name}={value}" for name in NAMES) for value in VALUES]

    asked = [f"{path}?{query}" for query in [*alone, *together, *WHOLE]]

    assert answers(client, asked) == {}


def test_pages_without_filters_pass_a_query_over(client, content):
    whole = "&".join(f"q={value}&page={value}&nothing={value}" for value in VALUES)

    asked = [f"{path}?{query}" for path in DETAILS for query in ("page=99", "q=%00", whole)]

    assert {address[:80]: client.get(address).status_code for address in asked} == {
        address[:80]: 200 for address in asked
    }


def test_what_was_asked_comes_back_as_text(client, content):
    for value in ("%3Cscript%3Ealert(1)%3C/script%3E", "%22onload=%22x"):
        query = "&".join(f"{name}={value}" for name in NAMES)
        texts = {path: client.get(f"{path}?{query}").text for path in LISTS}

        assert [path for path, text in texts.items() if "<script>alert" in text] == []
        assert [path for path, text in texts.items() if '"onload="x' in text] == []


def test_made_up_addresses_are_not_found(client, content):
    statuses = {path[:60]: client.get(path).status_code for path in MADE_UP}

    assert {path: at for path, at in statuses.items() if at not in {301, 302, 400, 404}} == {}
