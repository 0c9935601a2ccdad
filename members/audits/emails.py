"""Who is told what of an audit: the member, one mail for each move; templates under emails/."""

from members.profile.mail import mail_member

from .history import AuditMove
from .models import Audit

FOLDER = "members/audits/emails"


def notice(audit: Audit) -> None:
    tell(audit, "notice")


def extended(audit: Audit) -> None:
    tell(audit, "extended")


def moved(move: AuditMove) -> None:
    """A receipt of what the member sent, or what was decided and why."""
    is_receipt = move.to_state == Audit.State.SUBMITTED
    tell(move.audit, "sent" if is_receipt else "decided", move=move)


def tell(audit: Audit, template: str, **context) -> None:
    mail_member(audit.member, f"{FOLDER}/{template}", audit=audit, **context)
