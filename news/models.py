"""The registry Django looks for. Import a model from its concept, never from here."""

from .addresses.models import OldAddress
from .articles.models import Article, ArticleFormerName, Attachment, Category, Picture, Tag
from .events.models import Event, EventFormerName
from .newsletters.models import Newsletter, NewsletterFormerName, Story
from .pages.models import Page, PageFormerName

__all__ = [
    "Article",
    "ArticleFormerName",
    "Attachment",
    "Category",
    "Event",
    "EventFormerName",
    "Newsletter",
    "NewsletterFormerName",
    "OldAddress",
    "Page",
    "PageFormerName",
    "Picture",
    "Story",
    "Tag",
]
