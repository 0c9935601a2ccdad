"""Atom feeds: all news, one topic or one tag, the newsletters, the events; in one language each."""

from datetime import datetime
from mimetypes import guess_type

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Enclosure
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from agreements.bilingual import column, suffix
from agreements.freshness.edition import edition
from agreements.freshness.http import public_page
from agreements.rows import Rows

from .articles.models import Article, Attachment, Category, Tag
from .atom import PortalAtom, absolute, tag_address
from .events.models import Event
from .newsletters.models import Newsletter, Story
from .publication import Publication

NEWEST = 30


class PublicationFeed(Feed):
    """What is published of one kind, newest first, with its whole text."""

    feed_type = PortalAtom
    name = list_name = ""
    summary = "summary"

    def __call__(self, request, *args, language: str, **kwargs):
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            response = super().__call__(request, *args, **kwargs)
        response["Content-Language"] = language
        return response

    # --- The feed --------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, **kwargs):
        return None

    def title(self, topic) -> str:
        return f"{_('Chinese Society of Engineers')} – {topic or self.subtitle(topic)}"

    def link(self, topic) -> str:
        return absolute(reverse(self.list_name))

    def feed_url(self, topic) -> str:
        return absolute(reverse(self.url_name, kwargs=self.named(topic)))

    def named(self, topic) -> dict[str, str]:
        language = {"language": translation.get_language()}
        return language | ({"slug": topic.slug} if topic else {})

    def author_name(self, topic) -> str:
        return _("Chinese Society of Engineers")

    def author_link(self, topic) -> str:
        return absolute(reverse("home"))

    def feed_extra_kwargs(self, topic) -> dict:
        of = f"/{topic.pk}" if topic else ""
        return {
            "id": tag_address(f"feed/{translation.get_language()}/{self.name}{of}"),
            "changed_at": changed_at,
        }

    # --- Its items -------------------------------------------------------------------------------

    def items(self, topic):
        return list(self.published(topic).newest_first()[:NEWEST])

    def item_title(self, item: Publication) -> str:
        return item.title

    def item_description(self, item: Publication) -> str:
        return getattr(item, self.summary)

    def item_link(self, item: Publication) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Publication) -> str:
        since = item.created_at.date().isoformat()
        return tag_address(f"{item._meta.model_name}/{item.pk}/{suffix()}", since)

    def item_pubdate(self, item: Publication):
        return item.published_at

    def item_updateddate(self, item: Publication):
        return max(item.updated_at, item.published_at)

    def item_extra_kwargs(self, item: Publication) -> dict:
        return {"content": self.content(item), "terms": self.terms(item)}

    def content(self, item: Publication) -> str:
        return item.body

    def terms(self, item: Publication) -> list[tuple[str, str]]:
        return []


def changed_at() -> datetime:
    return edition().changed_at or timezone.now()


def enclosure(file: str, size: int) -> Enclosure:
    kind = guess_type(file)[0] or "application/octet-stream"
    return Enclosure(absolute(default_storage.url(file)), size, kind)


class NewsFeed(PublicationFeed):
    name, url_name, list_name, summary = "news", "feed_all", "news:articles:article_list", "lead"

    def subtitle(self, topic) -> str:
        return _("News of the Society")

    def published(self, topic) -> QuerySet:
        own = Attachment.objects.filter(article=OuterRef("pk"), language__in=[suffix(), "both"])
        tags = Tag.objects.filter(articles=OuterRef("pk"))
        return (
            Article.objects.published()
            .select_related("category")
            .annotate(
                file_rows=Rows(own, file="file", size="size"),
                tag_rows=Rows(tags, slug="slug", name=column("name")),
            )
        )

    def terms(self, item: Article) -> list[tuple[str, str]]:
        tags = [(tag["slug"], tag["name"]) for tag in item.tag_rows]
        return [(item.category.slug, item.category.name), *tags]

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        return [enclosure(row["file"], row["size"]) for row in item.file_rows]


class TopicFeed(NewsFeed):
    name, url_name = "topic", "feed_topic"

    def get_object(self, request, slug):
        return get_object_or_404(Category, slug=slug)

    def link(self, topic):
        return f"{super().link(topic)}?topic={topic.slug}"

    def published(self, topic):
        return super().published(topic).filter(category=topic)


class TagFeed(NewsFeed):
    name, url_name = "tag", "feed_tag"

    def get_object(self, request, slug):
        return get_object_or_404(Tag, slug=slug)

    def link(self, topic):
        return f"{super().link(topic)}?tag={topic.slug}"

    def published(self, topic):
        return super().published(topic).filter(tags=topic)


class NewsletterFeed(PublicationFeed):
    name, url_name = "newsletters", "feed_newsletters"
    list_name = "news:newsletters:newsletter_list"

    def subtitle(self, topic) -> str:
        return _("Newsletters")

    def published(self, topic) -> QuerySet:
        stories = Story.objects.filter(newsletter=OuterRef("pk")).exclude(**{column("title"): ""})
        rows = Rows(stories, title=column("title"), body=column("body"))
        return Newsletter.objects.published().annotate(story_rows=rows)

    def item_title(self, item: Newsletter) -> str:
        return f"{item}{_(': ')}{item.title}"

    def content(self, item: Newsletter) -> str:
        """The bodies were cleaned when they were saved."""
        stories = ((story["title"], mark_safe(story["body"])) for story in item.story_rows)  # noqa: S308
        return format_html_join("\n", "<h2>{}</h2>\n{}", stories)

    def item_enclosures(self, item: Newsletter) -> list[Enclosure]:
        return [enclosure(item.pdf.name, item.pdf_size)] if item.pdf else []


class EventFeed(PublicationFeed):
    """Without invented examples: nothing in a feed would say that they are."""

    name, url_name, list_name = "events", "feed_events", "news:events:event_list"

    def subtitle(self, topic) -> str:
        return _("Events")

    def published(self, topic) -> QuerySet:
        return Event.objects.published().filter(is_demonstration=False)

    def content(self, item: Event) -> str:
        """When and where first, which the page says beside the text."""
        days = dict.fromkeys([item.first_day, item.last_day])
        dates = " – ".join(date_format(day, "DATE_FORMAT") for day in days)
        place = _("Online") if item.is_online else item.place
        known = _(", ").join(filter(None, [dates, place]))
        return format_html("<p>{}</p>\n", known) + item.body


feed_all = public_page(NewsFeed())
feed_topic = public_page(TopicFeed())
feed_tag = public_page(TagFeed())
feed_newsletters = public_page(NewsletterFeed())
feed_events = public_page(EventFeed())
