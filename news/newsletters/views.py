"""Newsletters: the archive by year, and one issue with its stories."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.rows import Rows
from news.preview.page import DetailPage

from .models import Newsletter, Story

PAGE_SIZE = 25
OTHERS = 6


@public_page
def newsletter_list(request: HttpRequest) -> HttpResponse:
    issues = Newsletter.objects.published().order_by("-number")
    page = Paginator(issues, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "news/newsletters/newsletter_list.html",
        {"page": page, "page_numbers": page.paginator.get_elided_page_range(page.number)},
    )


@public_page
def newsletter_detail(request: HttpRequest, number: int) -> HttpResponse:
    issues = Newsletter.objects.published_in_any_language()
    newsletter = get_object_or_404(with_stories(issues), number=number)
    return render(request, "news/newsletters/newsletter_detail.html", {"newsletter": newsletter})


def with_stories(issues: QuerySet) -> QuerySet:
    """Each issue with its stories and the newest of the others, in the same query."""
    stories = Story.objects.filter(newsletter=OuterRef("pk")).exclude(**{column("title"): ""})
    others = Newsletter.objects.published().exclude(pk=OuterRef("pk")).order_by("-number")
    return issues.annotate(
        story_rows=Rows(stories, title=column("title"), body=column("body")),
        other_rows=Rows(
            others[:OTHERS], number="number", issued_on="issued_on", title=column("title")
        ),
    )


NEWSLETTER_PAGE = DetailPage(Newsletter, "news/newsletters/newsletter_detail.html", with_stories)
