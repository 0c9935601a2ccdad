"""How a statement is sent, decided and opened again.

An accepted statement has its credits, and no other statement has any: verbs alone write both, in
one transaction.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.requirements.models import CpdRequirement
from members.cpd.models import Record, RecordQuerySet
from members.cpd.statements import Equivalence, Statement, StatementCredit
from members.profile.models import Member, User
from members.qualifications.interests import refuse_interested
from members.transitions import TransitionNotAllowed, advance
from members.twice import first_of_two

from . import emails

State = Statement.State
FACTS = ["updated_at"]  # a reviewer decides on what was read, and on nothing later
UNDECIDED = {"decided_at": None, "decided_by": None, "reason": ""}


class Credit(NamedTuple):
    """Hours of one kind under one requirement; by an equivalence where one says the same."""

    requirement: CpdRequirement
    hours: Decimal
    kind: str
    equivalence: Equivalence | None = None


# --- By the member -------------------------------------------------------------------------------


def sent_twice(statement: Statement) -> Statement | None:
    """The one that the first press of the button made, when this is the second."""
    return first_of_two(statement, ("member", *Statement.SAID))


@transaction.atomic
def send(statement: Statement) -> None:
    """To be reviewed. Raises ValidationError without evidence, TransitionNotAllowed."""
    refuse_unless(statement, Statement.EDITABLE)
    if not statement.evidence.exists():
        raise ValidationError(_("Add the statement itself as evidence before you send it."))
    advance(statement, State.SUBMITTED, submitted_at=timezone.now(), **UNDECIDED)
    emails.moved(statement)


@transaction.atomic
def withdraw(statement: Statement) -> None:
    """A draft again. Raises TransitionNotAllowed once it is decided, and for a draft."""
    advance(statement, State.DRAFT, submitted_at=None)
    emails.withdrawn(statement)


# --- By staff ------------------------------------------------------------------------------------


@transaction.atomic
def return_for_more(statement: Statement, *, by: User, reason: str) -> None:
    """Back to the member, who corrects it and sends it again."""
    decide(statement, State.RETURNED, by, reason)
    emails.moved(statement)


@transaction.atomic
def reject(statement: Statement, *, by: User, reason: str) -> None:
    decide(statement, State.REJECTED, by, reason)
    emails.moved(statement)


@transaction.atomic
def accept(statement: Statement, *, by: User, credits: Sequence[Credit], reason: str = "") -> None:
    """It counts from now on, under each requirement for the hours of its credit.

    Raises ValidationError where another statement of the issuer counts for the same days under the
    same requirement already; PermissionDenied in one's own case; TransitionNotAllowed where
    somebody was faster.
    """
    Member.objects.select_for_update().get(pk=statement.member_id)
    refuse_second_count(statement, credits)
    decide(statement, State.ACCEPTED, by, reason)
    StatementCredit.objects.bulk_create(
        StatementCredit(statement=statement, **credit._asdict()) for credit in credits
    )
    emails.moved(statement)


@transaction.atomic
def reopen(statement: Statement, *, by: User) -> None:
    """Take a decision back: it counts no more, and waits for another decision."""
    refuse_own_case(statement, by)
    refuse_interested(by, statement)
    refuse_unless(statement, Statement.SETTLED)
    advance(statement, State.SUBMITTED, **UNDECIDED)
    statement.credits.all().delete()
    emails.reopened(statement)


def decide(statement: Statement, to: State, by: User, reason: str) -> None:
    refuse_own_case(statement, by)
    refuse_interested(by, statement)
    signed = {"decided_at": timezone.now(), "decided_by": by, "reason": reason}
    advance(statement, to, unchanged=FACTS, **signed)


def refuse_unless(statement: Statement, states: frozenset[State]) -> None:
    """Sending and reopening end in the same state, and begin in different ones."""
    if statement.state not in states:
        raise TransitionNotAllowed(State(statement.state), State.SUBMITTED)


def refuse_own_case(statement: Statement, by: User) -> None:
    if statement.member_id == by.pk:
        raise PermissionDenied(_("Nobody decides their own case."))


def refuse_second_count(statement: Statement, credits: Sequence[Credit]) -> None:
    same_issuer = Statement.objects.filter(
        member=statement.member_id,
        state=State.ACCEPTED,
        body=statement.body_id,
        employer=statement.employer,
        starts_on__lte=statement.ends_on,
        ends_on__gte=statement.starts_on,
    )
    under = [credit.requirement for credit in credits]
    if same_issuer.filter(credits__requirement__in=under).exists():
        raise ValidationError(
            _("Another statement of this issuer counts for some of these days already.")
        )


# --- What it is worth, and what it may count a second time ---------------------------------------


def proposed(statement: Statement) -> dict[int, Credit]:
    """By requirement, what the equivalences of the issuer make of it."""
    found: dict[int, Credit] = {}
    settled = Equivalence.objects.for_statement(statement).select_related("requirement")
    for one in settled:
        worth = Credit(one.requirement, one.worth(statement.hours), one.kind, one)
        found.setdefault(one.requirement_id, worth)
    return found


def overlapping(statement: Statement) -> RecordQuerySet:
    """Entries of the member that count and lie in the days of the statement."""
    mine = Record.objects.filter(member=statement.member_id).counting()
    return mine.filter(
        done_on__gte=statement.starts_on, done_on__lte=statement.ends_on
    ).newest_first()
