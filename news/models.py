"""The registry Django looks for. Import a model from its concept, never from here."""

from .articles.models import Article, Attachment, Category, Picture, Tag
from .events.models import Event
from .newsletters.models import Newsletter, Story
from .pages.models import Page
from .pictures.models import Rendition
from .removed.models import RemovedFile

__all__ = [
    "Article",
    "Attachment",
    "Category",
    "Event",
    "Newsletter",
    "Page",
    "Picture",
    "RemovedFile",
    "Rendition",
    "Story",
    "Tag",
]
