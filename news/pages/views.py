"""Pages that staff edit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.freshness.http import public_page

from .models import Page


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page.objects.published_in_any_language(), slug=slug)
    return render(request, "news/pages/page_detail.html", {"page": page})
