"""News on pages of other apps, which do not know of the news; and addresses for its readers."""

from django import template
from django.db.models import DateTimeField, IntegerField, OuterRef, QuerySet
from django.utils import timezone

from agreements.bilingual import column
from agreements.prepared import Given, Prepared
from agreements.register.dates import PartialDate
from agreements.register.models import Agreement
from agreements.rows import Rows, iso_instant
from news.articles.models import Article
from news.events.models import Event
from news.publication import Publication
from news.readers import PUBLIC, members_address
from news.versions.words import in_beijing

MOST_ABOUT = 6  # of each

register = template.Library()
register.filter("beijing", in_beijing)


@register.inclusion_tag("news/_about.html")
def told_about(agreement: Agreement) -> dict:
    """The blocks "In the news" and "Events" on an agreement's page, newest first. One query."""
    found = news_and_events.first(agreement=agreement.pk, now=timezone.now())
    return {
        "articles": [item_of(Article, row) for row in found.article_rows],
        "events": [item_of(Event, row) for row in found.event_rows],
    }


def with_what_is_told() -> QuerySet:
    now = Given("now", DateTimeField())
    articles = Article.objects.published(now).newest_first()
    events = Event.objects.published(now).order_by("-starts_at", "-id")
    title, published_at = column("title"), column("published_at")
    agreements = Agreement.objects.filter(pk=Given("agreement", IntegerField()))
    return agreements.only("pk").annotate(
        article_rows=rows_about(articles, "slug", title, published_at),
        event_rows=rows_about(events, "slug", title, "starts_at", "ends_at", "time_zone"),
    )


news_and_events = Prepared(with_what_is_told)


def rows_about(items: QuerySet, *columns: str) -> Rows:
    about = items.filter(agreements=OuterRef("pk"))
    return Rows(about[:MOST_ABOUT], **{name: name for name in columns})


def item_of(model: type[Publication], row: dict) -> Publication:
    instants = {name: iso_instant(value) for name, value in row.items() if "_at" in name}
    return model(**row | instants)


@register.filter
def issued(row: dict) -> PartialDate:
    """Of an issue that stands in a row of `Rows`."""
    return PartialDate.of_text(row["issued_on"], row["issued_precision"])


@register.simple_tag(takes_context=True)
def address(context, page: str, *args) -> str:
    """Of another page of the news, for the readers of this one."""
    return context.get("readers", PUBLIC).address(page, *args)


@register.simple_tag(takes_context=True)
def members_twin(context) -> str:
    """The same page in the members' area, where this one is public; else empty."""
    request = context.get("request")
    match = request and request.resolver_match
    twin = members_address(match)
    query = request.GET.urlencode() if twin else ""
    return f"{twin}?{query}" if query else twin
