"""Who is told what of a statement: its member, one mail for each move, templates under emails/."""

from members.cpd.statements import Statement
from members.profile.mail import mail_member

FOLDER = "members/statements/emails"


def moved(statement: Statement) -> None:
    """Where it stands now, why, and what happens next."""
    tell(statement, statement.state)


def withdrawn(statement: Statement) -> None:
    tell(statement, "withdrawn")


def reopened(statement: Statement) -> None:
    tell(statement, "reopened")


def tell(statement: Statement, move: str) -> None:
    mail_member(statement.member, f"{FOLDER}/{move}", statement=statement)
