"""Who is told what of a membership: one mail for each move, templates under emails/."""

from django.utils import timezone

from agreements.mail import mail
from members.profile.mail import mail_member
from members.profile.models import Member

from .applications import Application, Officer
from .models import Suspension, Term

FOLDER = "members/membership/emails"


def submitted(application: Application) -> None:
    """The member has a receipt; each officer of the society learns that something waits."""
    moved(application)
    offices = Officer.objects.covering(timezone.localdate()).filter(body=application.society_id)
    for officer in offices.select_related("user"):
        context = {"officer": officer, "application": application}
        mail(officer.user.email, officer.language, f"{FOLDER}/to_recommend", **context)


def moved(application: Application, **context) -> None:
    """The member, of any move: where the application stands, and what happens next."""
    tell(application.member, str(application.state), application=application, **context)


def renewed(term: Term) -> None:
    tell(term.member, "renewed", term=term)


def suspended(suspension: Suspension) -> None:
    tell(suspension.member, "suspended", suspension=suspension)


def suspension_ended(suspension: Suspension) -> None:
    tell(suspension.member, "suspension_ended", suspension=suspension)


def tell(member: Member, move: str, **context) -> None:
    mail_member(member, f"{FOLDER}/{move}", **context)
