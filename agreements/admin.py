"""The registry Django looks for: each concept registers its own."""

from .register import admin as register
from .titles import admin as titles

__all__ = ["register", "titles"]
