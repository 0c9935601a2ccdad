"""How a qualification comes in, is sent, checked and decided: one verb for each move.

Every verb is one transaction: the state, the step in the history, and the mail once both are
certain. It raises TransitionNotAllowed when the qualification stands elsewhere by then, and
ValidationError with the fields at fault when something is missing.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.profile.models import User
from members.transitions import TransitionNotAllowed, advance, write
from members.twice import first_of_two

from . import emails
from .history import Move
from .models import Qualification
from .reasons import FOR, Reason

State = Qualification.State
UNSIGNED = {"first_signed_by_id": None, "first_signed_at": None}
# What a reviewer has seen, beside the state.
SEEN = ("submitted_at", "first_signed_by_id")


def sent_twice(held: Qualification) -> Qualification | None:
    """The draft that the first press of the button made, when this is the second one."""
    return first_of_two(held, ("member", "renews", *Qualification.SAID), state=State.DRAFT)


# --- By the member -------------------------------------------------------------------------------


def submit(held: Qualification, *, by: User) -> None:
    send(held, State.DRAFT, by)


def resubmit(held: Qualification, *, by: User) -> None:
    send(held, State.RETURNED, by)


def send(held: Qualification, since: State, by: User) -> None:
    refuse_elsewhere(held, State.SUBMITTED, since)
    if gaps := held.gaps():
        raise ValidationError(gaps)
    move(held, State.SUBMITTED, by=by, submitted_at=timezone.now())


def withdraw(held: Qualification, *, by: User) -> None:
    """Take back what waits for a reviewer; a first signature is void."""
    refuse_elsewhere(held, State.DRAFT, State.SUBMITTED)
    move(held, State.DRAFT, by=by, submitted_at=None)


# --- By a reviewer -------------------------------------------------------------------------------


def return_for_more(held: Qualification, *, by: User, reason: str, note: str = "") -> None:
    decide(held, State.RETURNED, State.SUBMITTED, by=by, reason=reason, note=note)


def verify(held: Qualification, *, by: User, note: str = "") -> None:
    """Sign. Where the title needs two signatures, the first alone changes no state."""
    if held.needs_two_signatures and held.first_signed_by_id is None:
        sign_first(held, by=by, note=note)
        return
    if held.first_signed_by_id == by.pk and held.state == State.SUBMITTED:
        raise ValidationError(_("You signed first. Somebody else has to sign second."))
    first = {name: getattr(held, name) for name in UNSIGNED}
    decide(held, State.VERIFIED, State.SUBMITTED, by=by, note=note, **first)


@transaction.atomic
def sign_first(held: Qualification, *, by: User, note: str) -> None:
    refuse_own_case(held, by)
    refuse_elsewhere(held, State.VERIFIED, State.SUBMITTED)
    now = timezone.now()
    write(held, State.VERIFIED, SEEN, first_signed_by_id=by.pk, first_signed_at=now)
    remember(held, State.SUBMITTED, by=by, sent_at=held.submitted_at, note=note)


def reject(held: Qualification, *, by: User, reason: str, note: str = "") -> None:
    decide(held, State.REJECTED, State.SUBMITTED, by=by, reason=reason, note=note)


def suspend(held: Qualification, *, by: User, reason: str, note: str = "") -> None:
    decide(held, State.SUSPENDED, State.VERIFIED, by=by, reason=reason, note=note)


def reinstate(held: Qualification, *, by: User, note: str = "") -> None:
    decide(held, State.VERIFIED, State.SUSPENDED, by=by, note=note)


def revoke(held: Qualification, *, by: User, reason: str, note: str = "") -> None:
    decide(held, State.REVOKED, State.VERIFIED, State.SUSPENDED, by=by, reason=reason, note=note)


# --- The step that all of them take --------------------------------------------------------------


def decide(
    held: Qualification, to: State, *since: State, by: User, reason: str = "", note: str, **changes
) -> None:
    refuse_own_case(held, by)
    refuse_elsewhere(held, to, *since)
    if to in FOR:
        refuse_without_reason(to, reason, note)
    stamps = {"decided_by": by, "decided_at": timezone.now()}
    move(held, to, by=by, unchanged=SEEN, reason=reason, note=note, **stamps, **changes)


@transaction.atomic
def move(
    held: Qualification,
    to: State,
    *,
    by: User,
    unchanged: tuple[str, ...] = (),
    reason: str = "",
    note: str = "",
    **changes,
) -> None:
    old, sent_at = held.state, held.submitted_at
    advance(held, to, unchanged=unchanged, **(UNSIGNED | changes))
    sent_at = sent_at if old == State.SUBMITTED else None
    emails.tell(remember(held, old, by=by, sent_at=sent_at, reason=reason, note=note))


def remember(held: Qualification, old: State, **said) -> Move:
    """Of the state as it is now."""
    return Move.objects.create(
        qualification=held,
        member_id=held.member_id,
        from_state=old,
        to_state=held.state,
        made_at=timezone.now(),
        made_by=said.pop("by"),
        **said,
    )


def refuse_own_case(held: Qualification, by: User) -> None:
    if held.member_id == by.pk:
        raise PermissionDenied(_("Nobody decides their own case."))


def refuse_elsewhere(held: Qualification, to: State, *since: State) -> None:
    if held.state not in since:
        raise TransitionNotAllowed(State(held.state), to)


def refuse_without_reason(to: State, reason: str, note: str) -> None:
    if reason not in FOR[to]:
        raise ValidationError({"reason": _("Choose a reason.")})
    if reason == Reason.OTHER and not note.strip():
        raise ValidationError({"note": _("Write the reason to the member.")})
