"""Pages that staff edit; for the public, and for members."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.freshness.http import public_page
from news.preview.page import DetailPage
from news.readers import PUBLIC, Readers

from .models import Page


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, slug, PUBLIC)


def detail_page(request: HttpRequest, slug: str, readers: Readers) -> HttpResponse:
    pages = Page.objects.published_in_any_language(for_members=readers.are_members)
    page = get_object_or_404(pages, slug=slug)
    return render(request, "news/pages/page_detail.html", {"page": page, "readers": readers})


PAGE_PAGE = DetailPage(Page, "news/pages/page_detail.html", QuerySet.all)
