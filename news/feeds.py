"""Atom feeds: all news, one topic, or one tag, in one language each."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from agreements.freshness.http import public_page

from .articles.models import Article, Category, Tag

NEWEST = 30


class NewsFeed(Feed):
    """All that is published, newest first; the base of the narrower feeds."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, language: str, **kwargs):
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            response = super().__call__(request, *args, **kwargs)
        response["Content-Language"] = language
        return response

    def get_object(self, request: HttpRequest, **kwargs):
        return None

    def title(self, topic) -> str:
        society = _("Chinese Society of Engineers")
        return f"{society} – {topic}" if topic else society

    def link(self, topic) -> str:
        return reverse("news:articles:article_list")

    def subtitle(self, topic) -> str:
        return _("News of the Society")

    def items(self, topic):
        return self.articles(topic).newest_first()[:NEWEST]

    def articles(self, topic):
        return Article.objects.published().select_related("category")

    def item_title(self, article: Article) -> str:
        return article.title

    def item_description(self, article: Article) -> str:
        return article.lead

    def item_pubdate(self, article: Article):
        return article.published_at

    def item_updateddate(self, article: Article):
        return max(article.updated_at, article.published_at)

    def item_categories(self, article: Article):
        return [article.category.name]


class TopicFeed(NewsFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Category, slug=slug)

    def link(self, topic):
        return f"{super().link(topic)}?topic={topic.slug}"

    def articles(self, topic):
        return super().articles(topic).filter(category=topic)


class TagFeed(NewsFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Tag, slug=slug)

    def link(self, topic):
        return f"{super().link(topic)}?tag={topic.slug}"

    def articles(self, topic):
        return super().articles(topic).filter(tags=topic)


feed_all = public_page(NewsFeed())
feed_topic = public_page(TopicFeed())
feed_tag = public_page(TagFeed())
