"""Who is told what of a report: the reader who left an address, of the decision."""

from members.profile.mail import mail

from .models import ChangeReport


def decided(report: ChangeReport) -> None:
    mail(report.email, report.language, f"members/reports/emails/{report.state}", report=report)
