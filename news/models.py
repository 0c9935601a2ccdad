"""The registry Django looks for. Import a model from its concept, never from here."""

from .addresses.models import OldAddress
from .articles.models import Article, ArticleFormerName, Attachment, Category, Picture, Tag
from .events.models import Event, EventFormerName
from .newsletters.models import Newsletter, NewsletterFormerName, Story
from .pages.models import Page, PageFormerName
from .pictures.models import Rendition
from .preview.models import PreviewLink
from .removed.models import RemovedFile

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
    "PreviewLink",
    "RemovedFile",
    "Rendition",
    "Story",
    "Tag",
]
