"""The registry Django looks for. Import a model from its concept, never from here."""

from .cpd.models import Adjustment, Record
from .declarations.models import Declaration
from .evidence.models import EvidenceFile, FileView
from .exchange.models import Sheet
from .experience.models import Period
from .impact.models import ImpactChange, ImpactPreview
from .membership.applications import Application, Officer
from .membership.models import Suspension, Term
from .profile.models import Member, User
from .qualifications.history import Move
from .qualifications.models import Qualification
from .recognition.models import CpdStanding, PathwayStanding, Run

__all__ = [
    "Adjustment",
    "Application",
    "CpdStanding",
    "Declaration",
    "EvidenceFile",
    "FileView",
    "ImpactChange",
    "ImpactPreview",
    "Member",
    "Move",
    "Officer",
    "PathwayStanding",
    "Period",
    "Qualification",
    "Record",
    "Run",
    "Sheet",
    "Suspension",
    "Term",
    "User",
]
