"""Who is told what at the end of a period: one mail for each move, templates under emails/."""

from members.profile.mail import mail_member

from .corrections import Correction
from .declarations import PeriodDeclaration

FOLDER = "members/cpd/emails"


def declared(declaration: PeriodDeclaration) -> None:
    mail_member(declaration.member, f"{FOLDER}/declared", declaration=declaration)


def withdrawn(declaration: PeriodDeclaration) -> None:
    mail_member(declaration.member, f"{FOLDER}/withdrawn", declaration=declaration)


def corrected(correction: Correction) -> None:
    mail_member(correction.member, f"{FOLDER}/corrected", correction=correction)
