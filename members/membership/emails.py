"""Who is told what of a membership: one mail for each move, templates under emails/."""

from members.profile.mail import mail_member
from members.profile.models import Member

from .models import Suspension

FOLDER = "members/membership/emails"


def suspended(suspension: Suspension) -> None:
    tell(suspension.member, "suspended", suspension=suspension)


def suspension_ended(suspension: Suspension) -> None:
    tell(suspension.member, "suspension_ended", suspension=suspension)


def tell(member: Member, move: str, **context) -> None:
    mail_member(member, f"{FOLDER}/{move}", **context)
