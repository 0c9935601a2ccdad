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
    if link := banner.get("link"):
        let_in(response, item, link)
    return response


def let_in(response: HttpResponse, item: Publication, link: PreviewLink) -> None:
    """To the files of this page, which lie apart from those for everybody."""
    response.set_signed_cookie(
        cookie_of(item),
        link.key,
        expires=link.ends_at,
        path=settings.MEDIA_URL,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def is_shown_to(request: HttpRequest, item: Publication) -> bool:
    """As long as the link is good. Queries only where there is a cookie."""
    key = request.get_signed_cookie(cookie_of(item), default="")
    return bool(key) and PreviewLink.objects.of(item).open().filter(key=key).exists()


def cookie_of(item: Publication) -> str:
    return f"preview-{item._meta.model_name}-{item.pk}"


def kept_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
