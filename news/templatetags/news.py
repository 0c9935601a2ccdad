"""News on pages of other apps, which do not know of the news; and addresses for its readers."""

from django import template

from agreements.register.models import Agreement
from news.articles.models import Article
from news.events.models import Event
from news.readers import PUBLIC, members_address
from news.versions.words import in_beijing

register = template.Library()
register.filter("beijing", in_beijing)


@register.inclusion_tag("news/articles/_about.html")
def news_about(agreement: Agreement) -> dict:
    """The block "In the news" on an agreement's page. One query."""
    articles = Article.objects.published().filter(agreements=agreement).newest_first()
    return {"articles": list(articles[:6])}


@register.inclusion_tag("news/events/_about.html")
def events_about(agreement: Agreement) -> dict:
    """The block "Events" on an agreement's page, newest first. One query."""
    events = Event.objects.published().filter(agreements=agreement).order_by("-starts_at", "-id")
    return {"events": list(events.defer("body_en", "body_zh")[:6])}


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
