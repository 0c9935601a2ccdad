"""Newsletters: the archive by year, and one issue with its stories. Also for members."""

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.paging import PAGE_SIZE, paged
from agreements.rows import Rows
from news.articles.models import Article
from news.preview.page import DetailPage
from news.readers import PUBLIC, Readers
from news.structured import newsletter_data

from .models import Newsletter, Story

OTHERS = 6


@public_page
def newsletter_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PUBLIC)


@public_page
def newsletter_detail(request: HttpRequest, number: int) -> HttpResponse:
    return detail_page(request, number, PUBLIC)


def list_page(request: HttpRequest, readers: Readers) -> HttpResponse:
    issues = Newsletter.objects.published(for_members=readers.are_members)
    years = issues_by_year(issues)
    asked = request.GET.get("year", "")
    year = asked if asked in years else ""
    if year:
        issues = issues.filter(issued_on__year=int(year))
    paginator = Paginator(issues.order_by("-issued_on", "-number"), PAGE_SIZE)
    paginator.count = years[year] if year else sum(years.values())
    left_out = [] if asked == year else [_("Year")]
    return render(
        request,
        "news/newsletters/newsletter_list.html",
        {
            "readers": readers,
            "years": years,
            "year": year,
            **paged(paginator, request, left_out),
        },
    )


def issues_by_year(issues: QuerySet[Newsletter]) -> dict[str, int]:
    """How many issues each year has, newest first. One query."""
    years = issues.order_by().values(year=ExtractYear("issued_on")).annotate(number=Count("pk"))
    return {str(row["year"]): row["number"] for row in years.order_by("-year")}


def detail_page(request: HttpRequest, number: int, readers: Readers) -> HttpResponse:
    issues = Newsletter.objects.published_in_any_language(for_members=readers.are_members)
    newsletter = get_object_or_404(with_surroundings(issues, readers), number=number)
    return render(
        request,
        "news/newsletters/newsletter_detail.html",
        {
            "newsletter": newsletter,
            "readers": readers,
            "structured": newsletter.is_readable and newsletter_data(newsletter),
        },
    )


def with_surroundings(issues: QuerySet[Newsletter], readers: Readers = PUBLIC) -> QuerySet:
    """Each issue with its stories and with the issues beside it, in the same query."""
    others = Newsletter.objects.published(for_members=readers.are_members)
    full = Article.objects.published(for_members=readers.are_members).filter(pk=OuterRef("article"))
    stories = (
        Story.objects.filter(newsletter=OuterRef("pk"))
        .exclude(**{column("title"): ""})
        .annotate(full_article=Subquery(full.values("slug")))
    )
    dated = {"issued_on": "issued_on", "issued_precision": "issued_precision"}
    link = {"number": "number", "title": column("title"), **dated}
    latest, after = others.order_by("-number"), others.order_by("number")
    return issues.annotate(
        story_rows=Rows(
            stories, title=column("title"), body=column("body"), article="full_article"
        ),
        other_rows=Rows(latest.exclude(pk=OuterRef("pk"))[:OTHERS], **link),
        older_rows=Rows(latest.filter(number__lt=OuterRef("number"))[:1], **link),
        newer_rows=Rows(after.filter(number__gt=OuterRef("number"))[:1], **link),
    )


NEWSLETTER_PAGE = DetailPage(
    Newsletter, "news/newsletters/newsletter_detail.html", with_surroundings
)
