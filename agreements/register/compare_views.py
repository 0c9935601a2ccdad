"""Two entries of the register side by side, at an address that can be passed on."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render

from agreements.freshness.http import public_page
from agreements.paging import with_page

from .comparison import compared
from .filters import LONGEST_SEARCH, having_words
from .former import names_now
from .models import Agreement
from .views import page_of, with_surroundings


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """`?a=…&b=…`. Where one of them is missing, wrong or the same, it is chosen on this page."""
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    found = entries(asked)
    chosen = [found[slug] for slug in dict.fromkeys(asked) if slug in found]
    wrong = [slug for slug in dict.fromkeys(asked) if slug and slug not in found]
    if renamed := names_now(filter(str.isprintable, wrong)):
        return HttpResponsePermanentRedirect(f"?{urlencode(named_now(request.GET, renamed))}")
    context = {"chosen": chosen, "wrong": wrong, "is_same": asked[0] == asked[1] != ""}
    if len(chosen) == 2:
        context |= {"lines": list(compared(*chosen)), "query": canonical(chosen)}
    else:
        context |= candidates(request, chosen)
    page = "agreements/register/compare.html"
    return render(request, page, context, status=404 if wrong else 200)


def named_now(query: QueryDict, renamed: dict[str, str]) -> dict[str, str]:
    return {name: renamed.get(value, value) for name, value in query.items()}


def entries(slugs: list[str]) -> dict[str, Agreement]:
    """By the short name of each; what cannot be a short name is not asked for."""
    asked = [slug for slug in slugs if slug and slug.isprintable()]
    return {row.slug: row for row in with_surroundings(Agreement.objects.filter(slug__in=asked))}


def canonical(chosen: list[Agreement]) -> str:
    """The same query for the same two, whichever was chosen first."""
    return urlencode(dict(zip("ab", sorted(entry.slug for entry in chosen), strict=True)))


def candidates(request: HttpRequest, chosen: list[Agreement]) -> dict:
    """What the other can be: entries with the words that were typed, latest change first."""
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    others = Agreement.objects.exclude(pk__in=[entry.pk for entry in chosen]).latest_first()
    others = having_words(others, words, request) if words else others
    page = page_of(others, request.GET.get("page"))
    return {"words": words, **with_page(page, request)}
