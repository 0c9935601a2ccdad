"""Who is told what of a report: its member, of the decision."""

from members.profile.mail import mail_member

from .models import MissingReport

FOLDER = "members/attendance/emails"


def decided(report: MissingReport) -> None:
    mail_member(report.member, f"{FOLDER}/{report.state}", report=report)
