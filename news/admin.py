"""The registry Django looks for: each concept registers its own."""

from .addresses import admin as addresses
from .articles import admin as articles
from .events import admin as events
from .newsletters import admin as newsletters
from .pages import admin as pages

__all__ = ["addresses", "articles", "events", "newsletters", "pages"]
