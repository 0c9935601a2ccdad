"""News on pages of other apps, which do not know of the news."""

from django import template

from agreements.register.models import Agreement
from news.articles.models import Article
from news.events.models import Event

register = template.Library()


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
