"""The register as data: lists and entries, codes, changes, their description, and a page on it."""

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from agreements.freshness.http import public_page
from agreements.register.filters import with_partner
from agreements.register.former import names_now, removal_of
from agreements.register.models import Agreement

from .addresses import absolute, data_address, next_address
from .changes import change, changes
from .codes import all_codes
from .entries import as_rows, entry, with_changes
from .feeds import json_feed
from .fields import LICENCE, PUBLISHER
from .guide import addresses, code_tables, dataset, names, parameter_rows
from .http import CSV, FEED, JSON, LINKED, as_csv, as_json, open_data
from .linked import context, typed
from .openapi import description
from .parameters import FILTERS, PAGED, UPDATED_SINCE, Asked, read_query
from .problems import gone, not_found
from .tables import csv_of

FORMS = {"json": JSON, "jsonld": LINKED, "csv": CSV}
AT_ONCE = 500  # rows


@open_data
def agreement_list(request: HttpRequest, ending: str = "json") -> HttpResponseBase:
    """In pages, but for CSV, which is the whole."""
    form = form_called(ending)
    asked = read_query(request.GET, FILTERS if form == CSV else [*FILTERS, *PAGED])
    found = chosen(asked)
    if form == CSV:
        rows = as_rows(found).iterator(chunk_size=AT_ONCE)
        return as_csv(request, csv_of(map(entry, rows)), "agreements")
    rows, more = page_of(as_rows(found), asked)
    content = {
        "total": found.count(),
        "next": next_address(request, asked["page"]) if more else None,
        "licence": LICENCE["url"],
        "publisher": PUBLISHER,
        "agreements": [entry(row) for row in rows],
    }
    if form == LINKED:
        content["agreements"] = [typed(one) for one in content["agreements"]]
        own = data_address("agreement_list")
        content = {"@context": context(), "id": own, "type": "Dataset"} | content
    return as_json(request, content, form, **({"next": content["next"]} if more else {}))


def form_called(ending: str) -> str:
    if ending not in FORMS:
        raise not_found(f"There is no form .{ending}; there are: {', '.join(FORMS)}.")
    return FORMS[ending]


def chosen(asked: Asked) -> QuerySet[Agreement]:
    found = with_changes(Agreement.objects.all())
    for name in ("status", "kind"):
        if asked[name]:
            found = found.filter(**{f"{name}__in": asked[name]})
    if asked["country"]:
        found = found.filter(pk__in=with_partner(body__country__in=asked["country"]))
    if asked["updated_since"]:
        found = found.filter(changed_at__gte=asked["updated_since"])
    return found


def page_of(rows: QuerySet, asked: Asked) -> tuple[list, bool]:
    """The rows of that page, and whether there are more."""
    start, limit = (asked["page"] - 1) * asked["limit"], asked["limit"]
    found = list(rows[start : start + limit + 1])
    return found[:limit], len(found) > limit


@open_data
def agreement_detail(request: HttpRequest, slug: str, ending: str = "json") -> HttpResponseBase:
    form = form_called(ending)
    read_query(request.GET, [])
    row = as_rows(with_changes(Agreement.objects.filter(slug=slug))).first()
    if row is None:
        return renamed(request, slug)
    found = entry(row)
    if form == CSV:
        return as_csv(request, csv_of([found]), slug)
    if form == LINKED:
        found = {"@context": context()} | typed(found)
    return as_json(request, found, form)


def renamed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """On to the entry that was called so, in the same form. Refuses where there is none."""
    if now := names_now([slug]).get(slug):
        match = request.resolver_match
        address = reverse(match.view_name, kwargs=match.captured_kwargs | {"slug": now})
        return HttpResponsePermanentRedirect(absolute(address))
    if removal := removal_of(slug):
        day = timezone.localdate(removal.removed_at)
        raise gone(f"The entry {slug} was taken out of the register on {day} (Beijing).")
    raise not_found(f"The register has no entry {slug}.")


@open_data
def change_list(request: HttpRequest) -> HttpResponseBase:
    asked = read_query(request.GET, [UPDATED_SINCE, *PAGED])
    rows, more = page_of(changes(asked["updated_since"]), asked)
    following = {"next": next_address(request, asked["page"])} if more else {}
    feed = json_feed([change(row) for row in rows], following.get("next"))
    return as_json(request, feed, FEED, **following)


@open_data
def code_list(request: HttpRequest) -> HttpResponseBase:
    read_query(request.GET, [])
    return as_json(request, all_codes())


@open_data
def openapi(request: HttpRequest) -> HttpResponseBase:
    read_query(request.GET, [])
    return as_json(request, description())


@open_data
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    raise not_found(f"Nothing is at this address; what there is: {data_address('openapi')}")


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What there is, for people. One query."""
    entries = with_changes(Agreement.objects.order_by())
    facts = entries.aggregate(total=Count("pk"), latest=Max("changed_at"))
    return render(
        request,
        "agreements/opendata/data.html",
        {
            "addresses": addresses(),
            "parameters": parameter_rows(),
            "names": names(),
            "codes": code_tables(),
            "licence": LICENCE,
            "structured": dataset(facts["latest"]),
            **facts,
        },
    )
