"""The news: the list with its filters, and one article; for the public, and for members."""

from django.core.paginator import Paginator
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, SlugField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.bilingual import column
from agreements.freshness.edition import edition_of
from agreements.freshness.http import public_page
from agreements.paging import PAGE_SIZE, paged
from agreements.parts import keys_of_part
from agreements.prepared import Given, Prepared
from agreements.register.models import Agreement
from agreements.rows import Rows
from news.pictures.models import Rendition
from news.preview.page import DetailPage
from news.readers import PUBLIC, Readers
from news.structured import article_data

from .facets import Facets
from .filters import ArticleFilter
from .models import Article, Attachment, Picture, Tag
from .subject import subject_of

RELATED = 4
LOOKED_AT = 60


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PUBLIC)


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, slug, PUBLIC)


def list_page(request: HttpRequest, readers: Readers) -> HttpResponse:
    published = Article.objects.published(for_members=readers.are_members)
    filters = ArticleFilter(request.GET, queryset=published, request=request)
    facets = Facets(published, filters, readers, edition_of(request).name)
    asked_for = facets.in_words()
    paginator = Paginator(Listed(filters.qs, facets), PAGE_SIZE)
    paginator.count = facets.total
    return render(
        request,
        "news/articles/article_list.html",
        {
            "readers": readers,
            "words": facets.asked.get("q", ""),
            "tag": facets.asked.get("tag", ""),
            "tag_name": facets.tag_name,
            "asked_for": asked_for,
            "chosen": len(asked_for),
            "subject": subject_of(facets),
            **facets.choices(),
            **paged(paginator, request, filters.left_out),
        },
    )


class Listed:
    """The list as a paginator asks for it, in parts: pinned first, then newest first."""

    def __init__(self, articles: QuerySet, facets: Facets):
        self.articles = articles
        self.pinned, self.total = facets.pinned, facets.total

    def __getitem__(self, part: slice) -> list[Article]:
        if not self.pinned:
            return self.read(self.articles, part.start, part.stop, self.total)
        if not part.start:
            return self.articles.pinned_first(part.stop)
        return self.read(
            self.articles.below_pinned(),
            part.start - self.pinned,
            part.stop - self.pinned,
            self.total - self.pinned,
        )

    def read(self, articles: QuerySet, start: int, stop: int, total: int) -> list[Article]:
        """The keys first, by an index alone."""
        keys = keys_of_part(articles.newest_first(), start, stop, total)
        return list(Article.objects.filter(pk__in=keys).for_lists().newest_first())


def detail_page(request: HttpRequest, slug: str, readers: Readers) -> HttpResponse:
    article = article_and_surroundings.first(readers, slug=slug, now=timezone.now())
    if article is None:
        raise Http404(slug)
    return render(
        request,
        "news/articles/article_detail.html",
        {
            "article": article,
            "readers": readers,
            "structured": article.is_readable and article_data(article),
        },
    )


def readable_article(readers: Readers) -> QuerySet:
    now = Given("now", DateTimeField())
    articles = Article.objects.published_in_any_language(now, for_members=readers.are_members)
    return with_surroundings(articles.filter(slug=Given("slug", SlugField())), readers, now)


article_and_surroundings = Prepared(readable_article)


def with_surroundings(articles: QuerySet, readers: Readers = PUBLIC, at=None) -> QuerySet:
    """Each article with what its page shows beside it at `at` (default: now), in one query."""
    others = Article.objects.published(at, for_members=readers.are_members)
    link = {"slug": "slug", "title": column("title"), "published_at": column("published_at")}
    return articles.annotate(
        topic_slug=F("category__slug"),
        topic_name=F(column("category__name")),
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
            Agreement.objects.filter(articles=OuterRef("pk")).in_force_first(),
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
    """To the outer article: those that share a tag or an agreement with it.

    However many there are, some are looked at: the newest, which is where those of a common tag
    are, and as many of each that share one, which of a rare tag are all.
    """
    this = OuterRef(OuterRef("pk"))
    newest, *rest = (
        Article.objects.filter(pk__in=some.values(key)[:LOOKED_AT]).order_by().values("pk")
        for some, key in [
            (others.newest_first(), "pk"),
            *((links, "article") for links in shared_with(OuterRef(this))),
        ]
    )
    tagged, agreeing = (Exists(links.filter(article=OuterRef("pk"))) for links in shared_with(this))
    return others.exclude(pk=OuterRef("pk")).filter(tagged | agreeing, pk__in=newest.union(*rest))


def shared_with(article: OuterRef) -> list[QuerySet]:
    """From which articles its tags and its agreements are linked to."""
    tags, agreements = Article.tags.through.objects, Article.agreements.through.objects
    of_article = OuterRef(article)
    return [
        tags.filter(tag__in=tags.filter(article=of_article).values("tag")),
        agreements.filter(agreement__in=agreements.filter(article=of_article).values("agreement")),
    ]


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
