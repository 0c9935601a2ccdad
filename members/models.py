"""The registry Django looks for. Import a model from its concept, never from here."""

from .audits.draws import Draw
from .audits.entries import AuditEntry
from .audits.history import AuditMove
from .audits.models import Audit, Consequence
from .cpd.models import Adjustment, Record
from .declarations.models import Declaration
from .evidence.models import EvidenceFile, FileView
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
    "Audit",
    "AuditEntry",
    "AuditMove",
    "Consequence",
    "CpdStanding",
    "Declaration",
    "Draw",
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
    "Suspension",
    "Term",
    "User",
]
