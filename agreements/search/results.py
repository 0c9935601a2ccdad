"""The page of results: entries with their hits marked, the kinds to choose from, the pages."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreements.bilingual import suffix
from agreements.facets import Choice, choices_with_counts

from .forms import SearchForm
from .hits import MOST, Hits, hits
from .marks import marked, snippet, spans
from .models import SearchEntry
from .names import Names
from .query import Query
from .words import IS_UNSPACED

PAGE_SIZE = 20
SHOWN = ("key", "kind", "path", "title", "text", "names", "shown_on", "members_only")


@dataclass(frozen=True, slots=True)
class Result:
    kind_name: str
    path: str
    title: SafeString
    snippet: SafeString
    name: SafeString  # under which it was found, when nothing that is shown says why
    name_language: str  # when it is not that of the page
    shown_on: date | None
    members_only: bool


def search_page(request: HttpRequest, names: Names, *, for_members: bool = False) -> dict:
    """What the template of the search shows. Two or three queries when there are words."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    kind = request.GET.get("kind", "")
    kind = kind if kind in SearchEntry.Kind.values else ""
    query = Query(words, names)
    found = hits(query, kind, for_members=for_members)
    page = Paginator(found.keys, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "words": words,
        "is_asked": bool(query),
        "kind": kind,
        "kinds": kind_choices(found, kind),
        "results": results(query, list(page)),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "total": found.counts.get(kind, 0) if kind else found.total,
        "most": MOST,
    }


def kind_choices(found: Hits, kind: str) -> list[Choice]:
    """All, then each kind that has a hit, or is chosen; none before anything was found."""
    each = choices_with_counts(SearchEntry.Kind.choices, found.counts, [kind])
    return each and [
        choice._replace(count=up_to_most(choice.count))
        for choice in (Choice("", _("All"), found.total, not kind), *each)
    ]


def up_to_most(count: int) -> int | str:
    return f"{MOST}+" if count > MOST else count


def results(query: Query, keys: list[int]) -> list[Result]:
    """In the order of the keys. One query."""
    rows = SearchEntry.objects.only(*SHOWN).in_bulk(keys)
    return [result(query, rows[key]) for key in keys if key in rows]


def result(query: Query, row: SearchEntry) -> Result:
    piece = snippet(query, row.text)
    says_why = any(found_in(query, text) for text in (row.title, piece))
    name = "" if says_why else best_name(query, row.names.splitlines())
    return Result(
        kind_name=row.get_kind_display(),
        path=row.path,
        title=marked(query, row.title),
        snippet=marked(query, piece),
        name=marked(query, name),
        name_language=other_language(name),
        shown_on=row.shown_on,
        members_only=row.members_only,
    )


def best_name(query: Query, names: list[str]) -> str:
    """The one that has most of what was typed, or else another name of the same."""
    typed = Query(query.text)
    return max(names, key=lambda name: (found_in(typed, name), found_in(query, name)), default="")


def found_in(query: Query, text: str) -> int:
    return len(list(spans(query, text)))


def other_language(name: str) -> str:
    """Chinese on an English page, English on a Chinese one; else ""."""
    is_chinese = bool(IS_UNSPACED.search(name))
    return {("en", True): "zh-Hans", ("zh", False): "en"}.get((suffix(), is_chinese), "")
