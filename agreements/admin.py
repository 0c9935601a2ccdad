"""The registry Django looks for: each concept registers its own."""

from .pathways import admin as pathways
from .register import admin as register
from .requirements import admin as requirements
from .titles import admin as titles

__all__ = ["pathways", "register", "requirements", "titles"]
