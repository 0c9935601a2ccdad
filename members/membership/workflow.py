"""How a person becomes a member, stays one, and how a membership rests for a while."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.requirements.spans import DAY, years_after
from members.profile.models import Member, User
from members.transitions import advance
from members.twice import first_of_two

from . import emails
from .applications import Application, Officer
from .models import Suspension, Term
from .rules import open_renewals

State = Application.State
NUMBER = r"^\d{6}$"  # a running number: the format of the Society's own is not public
TRIES = 5
SEEN = ("submitted_at",)  # what staff have read, beside the state

# --- An application ------------------------------------------------------------------------------


def sent_twice(application: Application) -> Application | None:
    """The one that the first press of the button sent, when this is the second."""
    return first_of_two(application, ("member", "grade", "society", "statement"))


@transaction.atomic
def submit(application: Application) -> None:
    """Send a new application; the member and the officers of the society are told."""
    application.submitted_at = timezone.now()
    application.save(force_insert=True)
    emails.submitted(application)


@transaction.atomic
def resubmit(application: Application) -> None:
    """Send a returned one again with what the member corrected. A recommendation is asked anew.

    Raises TransitionNotAllowed when it does not wait for the member any more.
    """
    advance(
        application,
        State.SUBMITTED,
        grade=application.grade,
        scheme=application.grade.scheme,
        society=application.society,
        statement=application.statement,
        submitted_at=timezone.now(),
        recommended_by=None,
        recommended_at=None,
    )
    emails.submitted(application)


@transaction.atomic
def withdraw(application: Application) -> None:
    """By the member, at any time before the decision. Raises TransitionNotAllowed after it."""
    advance(application, State.WITHDRAWN)
    emails.moved(application)


def is_officer_for(user: User, application: Application) -> bool:
    offices = Officer.objects.of(user).covering(timezone.localdate())
    return offices.filter(body=application.society_id).exists()


@transaction.atomic
def recommend(application: Application, *, by: User) -> None:
    """By an officer of the society who is in office today; others raise PermissionDenied."""
    if not is_officer_for(by, application):
        raise PermissionDenied
    signed = {"recommended_by": by, "recommended_at": timezone.now()}
    advance(application, State.RECOMMENDED, unchanged=SEEN, **signed)
    emails.moved(application)


@transaction.atomic
def return_for_more(application: Application, *, by: User, reason: str) -> None:
    """Back to the member, who corrects it and sends it again."""
    decide(application, State.RETURNED, by=by, reason=reason)
    emails.moved(application)


@transaction.atomic
def refuse(application: Application, *, by: User, reason: str) -> None:
    decide(application, State.REFUSED, by=by, reason=reason)
    emails.moved(application)


@transaction.atomic
def accept(application: Application, *, by: User, starts_on: date) -> Term:
    """The first term begins on `starts_on` and has the years of the scheme, less a day.

    Somebody without a member number is given one. Raises TransitionNotAllowed when a colleague was
    faster, ValidationError when such a term cannot be.
    """
    decide(application, State.ACCEPTED, by=by)
    term = first_term(application, starts_on)
    give_number(application.member)
    emails.moved(application, term=term)
    return term


def decide(application: Application, to: State, *, by: User, reason: str = "") -> None:
    signed = {"decided_by": by, "decided_at": timezone.now()}
    advance(application, to, unchanged=SEEN, reason=reason, **signed)


def first_term(application: Application, starts_on: date) -> Term:
    years = application.grade.scheme.term_years
    if years is None:
        raise ValidationError(_("The scheme of this grade does not say how long a term is."))
    term = Term(
        member=application.member,
        grade=application.grade,
        society=application.society,
        starts_on=starts_on,
        ends_on=years_after(starts_on, years) - DAY,
        application=application,
    )
    term.validate_constraints()
    term.save(force_insert=True)
    return term


def give_number(member: Member) -> None:
    """The running number after the highest there is. Numbers written otherwise are passed over.

    Two at once find the same one free: the second is refused by the table, and takes the next.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                Member.objects.filter(pk=member.pk, number=None).update(number=next_number())
            break
        except IntegrityError:
            if not tries_left:
                raise
    member.refresh_from_db(fields=["number"])


def next_number() -> str:
    running = Member.objects.filter(number__regex=NUMBER)
    return f"{int(running.aggregate(highest=Max('number'))['highest'] or 0) + 1:06}"


# --- A renewal -----------------------------------------------------------------------------------


@transaction.atomic
def renew(term: Term, *, on: date) -> Term | None:
    """Add the one term that follows `term`, declared by the member now, and tell them.

    Called again it returns the term that is there; None when it cannot be renewed on the day.
    """
    member = Member.objects.select_for_update().get(pk=term.member_id)
    if done := Term.objects.filter(renews=term).first():
        return done
    terms, suspensions = Term.objects.of(member), Suspension.objects.of(member)
    renewal = next((o for o in open_renewals(terms, on, suspensions) if o.term == term), None)
    if renewal is None:
        return None
    starts_on, ends_on = renewal.next_term(on)
    added = Term.objects.create(
        member=member,
        grade=term.grade,
        society=term.society,
        starts_on=starts_on,
        ends_on=ends_on,
        renews=term,
        declared_at=timezone.now(),
    )
    emails.renewed(added)
    return added


# --- A suspension --------------------------------------------------------------------------------


@transaction.atomic
def suspend(suspension: Suspension, *, by: User) -> None:
    """Save a new suspension, signed, and tell the member. Its days include both ends."""
    suspension.decided_by, suspension.decided_at = by, timezone.now()
    suspension.save(force_insert=True)
    emails.suspended(suspension)


@transaction.atomic
def end_suspension(suspension: Suspension, *, ends_on: date, by: User) -> None:
    """Let `ends_on` be the last day, earlier than was decided, and tell the member.

    Raises ValidationError when it lies before the first day, or ends by then already.
    """
    now = timezone.now()
    changed = (
        Suspension.objects.filter(pk=suspension.pk, starts_on__lte=ends_on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on))
        .update(ends_on=ends_on, ended_by=by, ended_at=now)
    )
    if not changed:
        raise ValidationError(_("It does not hold on this day, or ends with it already."))
    suspension.ends_on, suspension.ended_by, suspension.ended_at = ends_on, by, now
    emails.suspension_ended(suspension)
