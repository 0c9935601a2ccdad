"""Previews: the public page of any item, for staff, and for whoever has its signed link."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .articles.views import ARTICLE_PAGE
from .events.views import EVENT_PAGE
from .newsletters.views import NEWSLETTER_PAGE
from .pages.views import PAGE_PAGE
from .preview.models import PreviewLink
from .preview.page import kept_private, preview_of, preview_page

PAGES = {
    page.model._meta.model_name: page
    for page in (ARTICLE_PAGE, EVENT_PAGE, NEWSLETTER_PAGE, PAGE_PAGE)
}


@require_safe
def preview(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """For staff who may look at the item in the administration."""
    page = PAGES.get(kind)
    if page is None:
        raise Http404(kind)
    if not admin.site.get_model_admin(page.model).has_view_permission(request):
        raise PermissionDenied
    item = preview_of(page, pk)
    if item is None:
        raise Http404(pk)
    return preview_page(request, page, item)


@require_safe
def preview_shared(request: HttpRequest, address: str) -> HttpResponse:
    """Asks nobody who they are; where the item has become public, it leads there."""
    link = PreviewLink.objects.signed(address)
    page = link and PAGES[link.content_type.model]
    item = preview_of(page, link.item_id) if page else None
    if item is None:
        return kept_private(render(request, "news/preview_shared.html", status=404))
    if page.model.objects.published().filter(pk=item.pk).exists():
        return kept_private(redirect(item))
    return preview_page(request, page, item, link=link)
