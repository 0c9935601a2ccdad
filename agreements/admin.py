"""The registry Django looks for: each concept registers its own."""

from .register import admin as register
from .requirements import admin as requirements
from .titles import admin as titles

__all__ = ["register", "requirements", "titles"]
