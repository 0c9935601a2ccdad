"""The registry Django looks for: each concept registers its own."""

from .attendance import admin as attendance
from .audits import admin as audits
from .audits import draw_admin as draws
from .cpd import admin as cpd
from .declarations import admin as declarations
from .evidence import admin as evidence
from .experience import admin as experience
from .impact import admin as impact
from .membership import admin as membership
from .profile import admin as profile
from .qualifications import admin as qualifications
from .recognition import admin as recognition
from .reports import admin as reports
from .review import admin as review
from .statements import admin as statements

__all__ = [
    "attendance",
    "audits",
    "cpd",
    "declarations",
    "draws",
    "evidence",
    "experience",
    "impact",
    "membership",
    "profile",
    "qualifications",
    "recognition",
    "reports",
    "review",
    "statements",
]
