"""The registry Django looks for. Import a model from its concept, never from here."""

from .attendance.models import Attendance, EventCode, MissingReport
from .audits.draws import Draw
from .audits.entries import AuditEntry
from .audits.history import AuditMove
from .audits.models import Audit, Consequence
from .cpd.corrections import Correction
from .cpd.declarations import PeriodDeclaration
from .cpd.goals import Goal
from .cpd.models import Adjustment, Record
from .cpd.plan import PlannedActivity
from .cpd.statements import Equivalence, Statement, StatementCredit
from .declarations.models import Declaration
from .evidence.models import EvidenceFile, FileView
from .exchange.models import Sheet
from .experience.models import Period
from .following.models import Follow
from .impact.models import ImpactChange, ImpactPreview
from .membership.applications import Application, Officer
from .membership.models import Suspension, Term
from .profile.models import Member, User
from .qualifications.history import Move
from .qualifications.interests import Interest
from .qualifications.models import Qualification
from .recognition.models import CpdStanding, PathwayStanding, Run
from .reports.models import ChangeReport
from .review.models import Review, ServiceTarget

__all__ = [
    "Adjustment",
    "Application",
    "Attendance",
    "Audit",
    "AuditEntry",
    "AuditMove",
    "ChangeReport",
    "Consequence",
    "Correction",
    "CpdStanding",
    "Declaration",
    "Draw",
    "Equivalence",
    "EventCode",
    "EvidenceFile",
    "FileView",
    "Follow",
    "Goal",
    "ImpactChange",
    "ImpactPreview",
    "Interest",
    "Member",
    "MissingReport",
    "Move",
    "Officer",
    "PathwayStanding",
    "Period",
    "PeriodDeclaration",
    "PlannedActivity",
    "Qualification",
    "Record",
    "Review",
    "Run",
    "ServiceTarget",
    "Sheet",
    "Statement",
    "StatementCredit",
    "Suspension",
    "Term",
    "User",
]
