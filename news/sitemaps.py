"""The sitemap: every public address in each language that has it, with its alternates.

One file while there is little; an index of files when there is more.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from agreements.freshness.http import public_page
from agreements.pathways.models import PathwayVersion
from agreements.register.models import Agreement

from .articles.models import Article
from .events.models import Event
from .newsletters.models import Newsletter
from .pages.models import Page
from .publication import Publication

# Pages of a file, each in up to two languages: far below the 50,000 addresses and 50 MB that
# readers of sitemaps take.
PAGES_A_FILE = 5_000
HREFLANG = {"en": "en", "zh-hans": "zh-Hans"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
LISTS = [
    "home",
    "news:articles:article_list",
    "news:newsletters:newsletter_list",
    "news:events:event_list",
    "agreements:register:agreement_list",
    "agreements:pathways:finder",
    "agreements:opendata:data",
]


class Entry(NamedTuple):
    """`begun`: the codes of the languages that have the page, each with its last change."""

    path: str  # after the language
    begun: dict[str, datetime | None]


def path_after_language(view: str, *arguments) -> str:
    with translation.override("en"):
        return reverse(view, args=arguments).removeprefix("/en/")


class Lists:
    def entries(self, first: int, last: int) -> list[Entry]:
        everywhere = dict.fromkeys(HREFLANG)
        return [Entry(path_after_language(name), everywhere) for name in LISTS[first:last]]

    def count(self) -> int:
        return len(LISTS)


class Section:
    """Of rows (name in the address, last change), which are the same in both languages."""

    def __init__(self, view: str):
        self.pattern = path_after_language(view, 0).replace("0", "{}")

    def entries(self, first: int, last: int) -> list[Entry]:
        """One query."""
        return [self.entry(*row) for row in self.rows()[first:last]]

    def count(self) -> int:
        return self.rows().count()

    def entry(self, name, changed_at: datetime) -> Entry:
        return Entry(self.pattern.format(name), dict.fromkeys(HREFLANG, changed_at))


class Agreements(Section):
    def rows(self) -> QuerySet:
        return Agreement.objects.order_by("pk").values_list("slug", "updated_at")


class Pathways(Section):
    """Those with a version in force; the others have no page yet."""

    def rows(self) -> QuerySet:
        versions = PathwayVersion.objects.in_force(timezone.localdate()).order_by("pk")
        return versions.values_list("pathway__slug", "updated_at")


class Publications(Section):
    """Of one model; a language that is not published yet is not in it."""

    def __init__(self, view: str, model: type[Publication], **only):
        super().__init__(view)
        self.model, self.only = model, only

    def rows(self) -> QuerySet:
        rows = self.model.objects.published_in_any_language().filter(**self.only).order_by("pk")
        return rows.values_list(self.model.NAME, "updated_at", "published_at_en", "published_at_zh")

    def entry(self, name, changed_at: datetime, *starts: datetime | None) -> Entry:
        now = timezone.now()
        begun = {
            code: max(changed_at, start)
            for code, start in zip(HREFLANG, starts, strict=True)
            if start and start <= now
        }
        return Entry(self.pattern.format(name), begun)


def sections() -> dict[str, Lists | Section]:
    """Without invented events, which ask search engines to pass them over."""
    return {
        "lists": Lists(),
        "agreements": Agreements("agreements:register:agreement_detail"),
        "pathways": Pathways("agreements:pathways:pathway_detail"),
        "articles": Publications("news:articles:article_detail", Article),
        "newsletters": Publications("news:newsletters:newsletter_detail", Newsletter),
        "events": Publications("news:events:event_detail", Event, is_demonstration=False),
        "pages": Publications("news:pages:page_detail", Page),
    }


# --- The files -----------------------------------------------------------------------------------


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """All of it, or where its files are. One query for each section, or two."""
    found = [
        entry for section in sections().values() for entry in section.entries(0, PAGES_A_FILE + 1)
    ]
    return xml(index() if len(found) > PAGES_A_FILE else addresses(found))


@public_page
def sitemap_page(request: HttpRequest, section: str, page: int) -> HttpResponse:
    first = (page - 1) * PAGES_A_FILE
    of = sections().get(section)
    found = of.entries(first, first + PAGES_A_FILE) if of and 0 < page <= 50_000 else []
    if not found:
        raise Http404
    return xml(addresses(found))


def xml(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse(HEAD + "\n".join(lines) + "\n", content_type="application/xml")


def index() -> Iterator[str]:
    yield f'<sitemapindex xmlns="{SCHEMA}">'
    for name, section in sections().items():
        for page in range(1, -(-section.count() // PAGES_A_FILE) + 1):
            path = reverse("sitemap_page", kwargs={"section": name, "page": page})
            yield f"<sitemap><loc>{settings.SITE_ORIGIN}{escape(path)}</loc></sitemap>"
    yield "</sitemapindex>"


def addresses(entries: Iterable[Entry]) -> Iterator[str]:
    yield f'<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    for entry in entries:
        yield from of_entry(entry)
    yield "</urlset>"


def of_entry(entry: Entry) -> Iterator[str]:
    """An address for each language, and beside each of them all, itself too."""
    places = {code: escape(f"{settings.SITE_ORIGIN}/{code}/{entry.path}") for code in entry.begun}
    tags = {HREFLANG[code]: place for code, place in places.items()}
    tags["x-default"] = next(iter(places.values()))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{place}"/>'
        for tag, place in tags.items()
    )
    for code, changed_at in entry.begun.items():
        moment = timezone.localtime(changed_at) if changed_at else None
        lastmod = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
        yield f"<url><loc>{places[code]}</loc>{lastmod}{links}</url>"
