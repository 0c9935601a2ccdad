"""The news: the list with its filters, and one article."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.bilingual import column
from agreements.facets import choices_with_counts
from agreements.freshness.http import public_page
from agreements.register.models import Agreement
from agreements.rows import Rows
from news.pictures.models import Rendition

from .filters import ArticleFilter
from .models import Article, Attachment, Picture, Tag

PAGE_SIZE = 25
RELATED = 4


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    chosen = ArticleFilter(request.GET, queryset=published).qs
    groups = grouped(published, chosen)
    paginator = Paginator(listed(chosen), PAGE_SIZE)
    paginator.count = sum(group["chosen"] for group in groups)
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "news/articles/article_list.html",
        {
            "page": page,
            "page_numbers": paginator.get_elided_page_range(page.number),
            "words": request.GET.get("q", ""),
            "tag": request.GET.get("tag", ""),
            "is_filtered": any(request.GET.get(name) for name in ArticleFilter.Meta.fields),
            **filter_choices(groups, request.GET),
        },
    )


def listed(articles: QuerySet) -> QuerySet:
    return articles.newest_first().select_related("category").defer("body_en", "body_zh")


def grouped(published: QuerySet, chosen: QuerySet) -> list[dict]:
    """Numbers of published and of chosen articles by topic, kind and year. One query."""
    groups = published.order_by().values(
        "kind",
        topic=F(column("category__name")),
        topic_slug=F("category__slug"),
        year=ExtractYear(column("published_at")),
    )
    return list(
        groups.annotate(
            number=Count("pk"), chosen=Count("pk", filter=Q(pk__in=chosen.order_by().values("pk")))
        )
    )


def filter_choices(groups: list[dict], query) -> dict[str, list]:
    """For each filter its choices, counted over all that is published."""
    counts = {name: Counter() for name in ("kind", "topic_slug", "year")}
    for group in groups:
        for name, counter in counts.items():
            counter[str(group[name])] += group["number"]
    topics = sorted({(group["topic_slug"], group["topic"]) for group in groups}, key=lambda t: t[1])
    years = [(year, year) for year in sorted(counts["year"], reverse=True)]
    return {
        "kind_choices": choices_with_counts(
            Article.Kind.choices, counts["kind"], query.getlist("kind")
        ),
        "topic_choices": choices_with_counts(topics, counts["topic_slug"], query.getlist("topic")),
        "year_choices": choices_with_counts(years, counts["year"], query.getlist("year")),
    }


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    articles = Article.objects.published_in_any_language().select_related("category")
    article = get_object_or_404(with_surroundings(articles), slug=slug)
    return render(request, "news/articles/article_detail.html", {"article": article})


def with_surroundings(articles: QuerySet) -> QuerySet:
    """Each article with what its page shows beside it, in the same query."""
    link = {"slug": "slug", "title": column("title"), "published_at": column("published_at")}
    return articles.annotate(
        tag_rows=Rows(
            Tag.objects.filter(articles=OuterRef("pk")), slug="slug", name=column("name")
        ),
        picture_rows=Rows(
            Picture.objects.filter(article=OuterRef("pk")),
            file="file",
            width="width",
            height="height",
            alt=column("alt"),
            caption=column("caption"),
            position="position",
            widths=Rendition.objects.filter(source=OuterRef("file")).values("widths"),
        ),
        attachment_rows=Rows(
            Attachment.objects.filter(article=OuterRef("pk")),
            file="file",
            size="size",
            pages="pages",
            title=column("title"),
            language="language",
        ),
        agreement_rows=Rows(
            Agreement.objects.filter(articles=OuterRef("pk")),
            slug="slug",
            label=column("label"),
            status="status",
            kind="kind",
        ),
        related_rows=Rows(related().newest_first()[:RELATED], **link),
        older_rows=Rows(neighbours("lt").newest_first()[:1], **link),
        newer_rows=Rows(neighbours("gt").newest_first().reverse()[:1], **link),
    )


def related() -> QuerySet:
    """Of the outer article: those that share a tag or an agreement with it."""
    same_tag = Article.tags.through.objects.filter(
        article=OuterRef("pk"), tag__articles=OuterRef(OuterRef("pk"))
    )
    same_agreement = Article.agreements.through.objects.filter(
        article=OuterRef("pk"), agreement__articles=OuterRef(OuterRef("pk"))
    )
    return (
        Article.objects.published()
        .exclude(pk=OuterRef("pk"))
        .filter(Exists(same_tag) | Exists(same_agreement))
    )


def neighbours(side: str) -> QuerySet:
    """Of the outer article: those before ("lt") or after ("gt") it in the order of the list."""
    published_at = column("published_at")
    return Article.objects.published().filter(
        Q(**{f"{published_at}__{side}": OuterRef(published_at)})
        | Q(**{published_at: OuterRef(published_at), f"id__{side}": OuterRef("pk")})
    )
