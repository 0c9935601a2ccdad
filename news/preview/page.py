"""The public page of an item, shown to those who may see it before its minute."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.bilingual import column
from news.publication import Publication

from .models import PreviewLink

COOKIE = "preview"


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
    response = kept_private(render(request, "news/preview.html", context))
    if item.members_only and (link := banner.get("link")):
        let_in(response, link)
    return response


def let_in(response: HttpResponse, link: PreviewLink) -> None:
    """To the files of the page, which lie apart from those for everybody."""
    response.set_signed_cookie(
        COOKIE,
        link.key,
        expires=link.ends_at,
        path=settings.MEDIA_URL,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def has_preview(request: HttpRequest) -> bool:
    """As long as the link is good. One query, where there is a cookie."""
    key = request.get_signed_cookie(COOKIE, default="")
    return bool(key) and PreviewLink.objects.open().filter(key=key).exists()


def kept_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
