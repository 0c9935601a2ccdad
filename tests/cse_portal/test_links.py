"""Every link of the demonstration leads to something: all public pages, from the home page on."""

import re
from collections import deque
from dataclasses import dataclass, field
from io import StringIO
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from lxml import html

from news.addresses.models import OldAddress
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
START = ["/en/", "/zh-hans/", "/sitemap.xml", "/robots.txt"]
MOST = 2_000  # addresses, so that a trap for robots ends
LANGUAGES = {"en": "en", "zh-Hans": "zh-hans"}
# Behind the log-in: their own tests walk there. Only that the address answers is asked here.
NOT_ENTERED = re.compile(r"^/(en|zh-hans)/(members|accounts)/|^/admin/")
# Each choice of a filter is a link in no list; what a pager and a tag lead to is walked.
ATTRIBUTES = ("href", "src", "action", "srcset", "poster", "data-band")


@dataclass
class Page:
    status: int
    kind: str = ""
    to: str = ""
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # address, language, rel
    language: str = ""
    text: str = ""


class Walk:
    """Follows every address of the site itself; what leads elsewhere is left alone."""

    def __init__(self, client):
        self.client, self.pages, self.came_from = client, {}, {}

    def run(self, starts: list[str]) -> "Walk":
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            if address in self.pages:
                continue
            assert len(self.pages) < MOST
            self.pages[address] = page = self.opened(address)
            for link, _language, _rel in page.links:
                self.came_from.setdefault(link.partition("#")[0], address)
                waiting.append(link.partition("#")[0])
        return self

    def opened(self, address: str) -> Page:
        path = unquote(urlsplit(address).path)
        if path.startswith(settings.STATIC_URL):
            found = finders.find(path.removeprefix(settings.STATIC_URL))
            return Page(200 if found else 404, "static")
        response = self.client.get(address)
        page = Page(response.status_code, response.headers.get("Content-Type", "").split(";")[0])
        page.to = response.headers.get("Location", "")
        if page.status == 200 and not NOT_ENTERED.match(path):
            self.read(page, response, address)
        return page

    def read(self, page: Page, response, address: str) -> None:
        content = b"".join(response) if response.streaming else response.content
        if page.kind == "text/html":
            read_html(page, content, address)
        elif page.kind in {"application/xml", "application/atom+xml"}:
            read_xml(page, content, address)
        elif page.kind == "text/calendar":
            page.links = own(re.findall(r"URL(?:;[^:]*)?:(\S+)", content.decode()), address)


def own(addresses: list[str], base: str, language: str = "", rel: str = "") -> list[tuple]:
    """Those of this site, without scheme and host."""
    found = []
    for address in addresses:
        whole = urljoin(f"{settings.SITE_ORIGIN}{base}", address.strip())
        for origin in (settings.SITE_ORIGIN, "http://testserver"):
            if whole.startswith(f"{origin}/"):
                found.append((whole.removeprefix(origin), language, rel))
    return found


def read_html(page: Page, content: bytes, base: str) -> None:
    tree = html.document_fromstring(content.decode())
    page.text = content.decode()
    page.language = tree.get("lang")
    page.anchors = {node.get("id") for node in tree.iter() if node.get("id")}
    for node in tree.iter():
        for name in ATTRIBUTES:
            if written := node.get(name):
                several = re.split(r"\s*,\s+", written) if name == "srcset" else [written]
                several = [one.split()[0] for one in several]
                page.links += own(several, base, node.get("hreflang", ""), node.get("rel", ""))


def read_xml(page: Page, content: bytes, base: str) -> None:
    for node in ElementTree.fromstring(content).iter():
        name = node.tag.split("}")[1]
        if name in {"loc", "uri"}:
            page.links += own([node.text], base)
        elif name == "link":
            page.links += own([node.get("href")], base)
        elif name == "content":
            for link in re.findall(r'(?:href|src)="([^"]*)"', node.text):
                assert re.match(r"https?:|mailto:", link), f"{base}: {link}"
                page.links += own([link], base)


@pytest.fixture
def walk(client, media) -> Walk:
    call_command("load_demo", "--password", PASSWORD, stdout=StringIO())
    return Walk(client).run(START)


def test_walk_through_the_demonstration_finds_no_fault(walk):
    """One walk, several questions: it takes most of a minute."""
    kinds = [page.kind for page in walk.pages.values() if page.status == 200]

    assert broken(walk) == {}
    assert lost_anchors(walk) == []
    assert in_the_other_language(walk) == []
    assert links_that_only_lead_on(walk) == []
    assert sorted(set(START) - walk.pages.keys()) == []
    assert kinds.count("text/html") > 200
    assert kinds.count("application/atom+xml") > 20
    assert kinds.count("text/calendar") > 5
    assert kinds.count("image/webp") > 5
    assert kinds.count("application/pdf") > 3
    assert old_addresses_that_lead_nowhere(walk) == []
    assert descriptions_told_twice(walk) == []


def broken(walk: Walk) -> dict[str, str]:
    """What does not answer, and where its link stands. Doors of the members' area may redirect."""
    return {
        address: f"{page.status} on {walk.came_from.get(address)}"
        for address, page in walk.pages.items()
        if page.status != 200 and not (page.status == 302 and NOT_ENTERED.match(address))
    }


def lost_anchors(walk: Walk) -> list[str]:
    return [
        f"{here}: {link}"
        for here, page in walk.pages.items()
        for link, _language, _rel in page.links
        if (anchor := link.partition("#")[2])
        and (there := walk.pages[link.partition("#")[0]]).kind == "text/html"
        and anchor not in there.anchors
    ]


def in_the_other_language(walk: Walk) -> list[str]:
    """Only a link that says so (hreflang) leaves the language of its page."""
    return [
        f"{here}: {link}"
        for here, page in walk.pages.items()
        for link, language, _rel in page.links
        if page.language
        and language != "x-default"
        and (other := re.match(r"/(en|zh-hans)/|/feeds/(en|zh-hans)/", link))
        and (other[1] or other[2]) != LANGUAGES[language or page.language]
    ]


def links_that_only_lead_on(walk: Walk) -> list[str]:
    return [address for address, page in walk.pages.items() if page.status == 301]


def old_addresses_that_lead_nowhere(walk: Walk) -> list[str]:
    """Each goes in one hop to a page that the walk has seen."""
    wrong = []
    for old in OldAddress.objects.all():
        response = walk.client.get(old.path)
        place = response.headers.get("Location", "").removeprefix(settings.SITE_ORIGIN)
        if response.status_code != 301 or walk.pages[place].status != 200:
            wrong.append(f"{old}: {place}")
    assert OldAddress.objects.count() > 10
    return wrong


def descriptions_told_twice(walk: Walk) -> list[str]:
    """Articles, issues, events, entries and pages describe themselves, each in its own words."""
    told = {}
    for address, page in walk.pages.items():
        if re.fullmatch(
            r"/(en|zh-hans)/(news|newsletters|events|agreements|pages)/[\w-]+/", address
        ):
            [words] = re.findall(r'<meta name="description" content="([^"]*)">', page.text)
            told.setdefault(words, []).append(address)
    return [f"{where}: {words}" for words, where in told.items() if len(where) > 1 or not words]
