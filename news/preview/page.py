"""The public page of an item, shown to those who may see it before its minute."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.bilingual import column
from news.publication import Publication


class DetailPage(NamedTuple):
    """Template of a public page, and the queryset with all that the template shows."""

    model: type[Publication]
    template: str
    shown: Callable[[QuerySet], QuerySet]


def preview_of(page: DetailPage, pk: int) -> Publication | None:
    """As it will be: readable in each language that has a title.

    `preview_from` is the minute that is set; without one, the page shows the date of today.
    """
    item = page.shown(page.model.objects.filter(pk=pk)).first()
    if item is None:
        return None
    item.preview_state, item.preview_from = item.state(), item.published_at
    item.is_preview = True
    if item.preview_from is None:
        setattr(item, column("published_at"), timezone.now())
    return item


def preview_page(request: HttpRequest, page: DetailPage, item: Publication, **banner):
    """For nobody's cache, index or log of referring pages."""
    name = page.model._meta.model_name
    context = {"detail_template": page.template, name: item, "item": item, **banner}
    return kept_private(render(request, "news/preview.html", context))


def kept_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
