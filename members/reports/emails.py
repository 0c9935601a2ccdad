"""Who is told what of a report: the officers, that it waits; a reader with an address, the rest."""

from collections.abc import Iterable

from agreements.mail import mail
from members.profile.models import User

from .models import ChangeReport

FOLDER = "members/reports/emails"


def waiting(report: ChangeReport, officers: Iterable[User]) -> None:
    """About what, and where to answer. What the reader wrote stands in the administration alone."""
    for officer in officers:
        mail(officer.email, officer.language, f"{FOLDER}/waiting", report=report)


def decided(report: ChangeReport) -> None:
    mail(report.email, report.language, f"{FOLDER}/{report.state}", report=report)
