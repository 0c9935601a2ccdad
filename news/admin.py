"""The registry Django looks for: each concept registers its own."""

from .articles import admin as articles
from .events import admin as events
from .newsletters import admin as newsletters
from .pages import admin as pages

__all__ = ["articles", "events", "newsletters", "pages"]
