"""What happened to a record and what comes next, as the pages of the members' area draw it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step ahead (`is-ahead`) has no instant."""

    icon: str
    css: str
    heading: str
    at: datetime | None = None
    text: str = ""
    reason: str = ""
