"""The news: the list with its filters, and one article; for the public, and for members."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.register.models import Agreement
from agreements.rows import Rows
from news.paging import PAGE_SIZE, paged
from news.pictures.models import Rendition
from news.preview.page import DetailPage
from news.readers import PUBLIC, Readers
from news.structured import article_data

from .facets import Facets
from .filters import ArticleFilter
from .models import Article, Attachment, Picture, Tag
from .subject import subject_of

RELATED = 4


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PUBLIC)


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, slug, PUBLIC)


def list_page(request: HttpRequest, readers: Readers) -> HttpResponse:
    published = Article.objects.published(for_members=readers.are_members)
    filters = ArticleFilter(request.GET, queryset=published, request=request)
    facets = Facets(published, filters, readers)
    paginator = Paginator(Listed(filters.qs, facets.pinned), PAGE_SIZE)
    paginator.count = facets.total
    return render(
        request,
        "news/articles/article_list.html",
        {
            "readers": readers,
            "words": facets.asked.get("q", ""),
            "tag": facets.asked.get("tag", ""),
            "tag_name": facets.tag_name,
            "is_filtered": bool(facets.asked),
            "subject": subject_of(facets),
            **facets.choices(),
            **paged(paginator, request, filters.left_out),
        },
    )


class Listed:
    """The list as a paginator asks for it, in parts: pinned first, then newest first."""

    def __init__(self, articles: QuerySet, pinned: int):
        self.articles = articles.select_related("category").defer("body_en", "body_zh")
        self.pinned = pinned

    def __getitem__(self, part: slice) -> list[Article]:
        if not self.pinned:
            return list(self.articles.newest_first()[part])
        if not part.start:
            return self.articles.pinned_first(part.stop)
        rest = self.articles.below_pinned()
        return list(rest[part.start - self.pinned : part.stop - self.pinned])


def detail_page(request: HttpRequest, slug: str, readers: Readers) -> HttpResponse:
    articles = Article.objects.published_in_any_language(for_members=readers.are_members)
    found = with_surroundings(articles.select_related("category"), readers)
    article = get_object_or_404(found, slug=slug)
    return render(
        request,
        "news/articles/article_detail.html",
        {
            "article": article,
            "readers": readers,
            "structured": article.is_readable and article_data(article),
        },
    )


def with_surroundings(articles: QuerySet, readers: Readers = PUBLIC) -> QuerySet:
    """Each article with what its page shows beside it, in the same query."""
    link = {"slug": "slug", "title": column("title"), "published_at": column("published_at")}
    others = Article.objects.published(for_members=readers.are_members)
    return articles.select_related("category").annotate(
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
        related_rows=Rows(related(others).newest_first()[:RELATED], **link),
        older_rows=Rows(neighbours(others, "lt").newest_first()[:1], **link),
        newer_rows=Rows(neighbours(others, "gt").newest_first().reverse()[:1], **link),
    )


def related(others: QuerySet) -> QuerySet:
    """To the outer article: those that share a tag or an agreement with it."""
    this = OuterRef(OuterRef("pk"))
    tagged = Article.tags.through.objects.filter(tag__articles=this)
    agreeing = Article.agreements.through.objects.filter(agreement__articles=this)
    alike = tagged.values("article").union(agreeing.values("article"))
    return others.exclude(pk=OuterRef("pk")).filter(pk__in=alike)


def neighbours(others: QuerySet, side: str) -> QuerySet:
    """To the outer article: those before ("lt") or after ("gt") it in the order of the list.

    The first condition follows from the second. An index serves it alone.
    """
    published_at = column("published_at")
    return others.filter(**{f"{published_at}__{side}e": OuterRef(published_at)}).filter(
        Q(**{f"{published_at}__{side}": OuterRef(published_at)})
        | Q(**{published_at: OuterRef(published_at), f"id__{side}": OuterRef("pk")})
    )


ARTICLE_PAGE = DetailPage(Article, "news/articles/article_detail.html", with_surroundings)
