"""The registry Django looks for. Import a model from its concept, never from here."""

from .freshness.models import Moment
from .pathways.condition import Condition
from .pathways.models import Pathway, PathwayVersion
from .register.checks import Check
from .register.models import Agreement, AgreementFormerName, Document, Party, StatusChange
from .register.removal import Removal
from .requirements.categories import CreditCategory
from .requirements.models import CpdRequirement, Version
from .requirements.windows import CountingWindow, WindowShare, WindowTarget
from .search.models import SearchEntry
from .titles.models import Body, Grade, Scheme

__all__ = [
    "Agreement",
    "AgreementFormerName",
    "Body",
    "Check",
    "Condition",
    "CountingWindow",
    "CpdRequirement",
    "CreditCategory",
    "Document",
    "Grade",
    "Moment",
    "Party",
    "Pathway",
    "PathwayVersion",
    "Removal",
    "Scheme",
    "SearchEntry",
    "StatusChange",
    "Version",
    "WindowShare",
    "WindowTarget",
]
