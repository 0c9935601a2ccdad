"""Pages that staff edit."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.freshness.http import public_page
from news.preview.page import DetailPage

from .models import Page


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page.objects.published_in_any_language(), slug=slug)
    return render(request, "news/pages/page_detail.html", {"page": page})


PAGE_PAGE = DetailPage(Page, "news/pages/page_detail.html", QuerySet.all)
