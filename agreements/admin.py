"""The registry Django looks for: each concept registers its own."""

from . import background_admin as background
from .pathways import admin as pathways
from .register import admin as register
from .requirements import admin as requirements
from .titles import admin as titles

__all__ = ["background", "pathways", "register", "requirements", "titles"]
