"""News on pages of other apps, which do not know of the news."""

from django import template

from agreements.register.models import Agreement
from news.articles.models import Article
from news.versions.words import in_beijing

register = template.Library()
register.filter("beijing", in_beijing)


@register.inclusion_tag("news/articles/_about.html")
def news_about(agreement: Agreement) -> dict:
    """The block "In the news" on an agreement's page. One query."""
    articles = Article.objects.published().filter(agreements=agreement).newest_first()
    return {"articles": list(articles[:6])}
