"""How a qualification comes in, is sent, checked and decided: one verb for each move.

Every verb is one transaction: the state, the step in the history, and the mail once both are
certain. It raises TransitionNotAllowed when the qualification stands elsewhere by then, and
ValidationError with the fields at fault when something is missing.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.profile.models import User
from members.transitions import TransitionNotAllowed, advance, write
from members.twice import first_of_two

from . import emails
from .history import Move
from .interests import Interest, has_interest
from .models import Qualification
from .reasons import FOR, Reason

State = Qualification.State
UNSIGNED = {"first_signed_by_id": None, "first_signed_at": None}
OFF_THE_DESK = {"taken_by_id": None, "taken_until": None}
# What a reviewer has seen, beside the state.
SEEN = ("submitted_at", "first_signed_by_id", "taken_by_id")
ON_THE_DESK = timedelta(minutes=30)

Checked = dict[str, bool] | None  # the reviewer's answer to each line of a checklist


class Taken(TransitionNotAllowed):
    """It is on the desk of another reviewer."""

    def __init__(self, held: Qualification):
        super().__init__(State(held.state), State.VERIFIED)
        self.held = held

    def __str__(self) -> str:
        until = date_format(timezone.localtime(self.held.taken_until), "TIME_FORMAT")
        words = {"name": self.held.taken_by.name, "time": until}
        return _("%(name)s has this on the desk until %(time)s.") % words


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


# --- On a reviewer's desk ------------------------------------------------------------------------


@transaction.atomic
def take(held: Qualification, *, by: User) -> None:
    """Put it on the desk for half an hour, or for another one; `by` states no interest in it.

    Raises Taken while it is on another desk, and PermissionDenied to whom it is closed.
    """
    refuse_closed(held, by)
    refuse_elsewhere(held, State.VERIFIED, State.SUBMITTED)
    now = timezone.now()
    refuse_taken(held, by, now)
    seen = (*SEEN, "taken_until")
    write(held, State.VERIFIED, seen, taken_by_id=by.pk, taken_until=now + ON_THE_DESK)
    Interest.objects.get_or_create(
        qualification=held, member_id=held.member_id, reviewer=by, has_interest=False
    )


def put_back(held: Qualification, *, by: User) -> None:
    """Off the desk, undecided. What is not on one's desk stays where it is."""
    Qualification.objects.filter(pk=held.pk, taken_by=by).update(**OFF_THE_DESK)


@transaction.atomic
def state_interest(held: Qualification, *, by: User) -> None:
    """From now on `by` opens and decides no case of this member."""
    refuse_own_case(held, by)
    Interest.objects.get_or_create(
        qualification=held, member_id=held.member_id, reviewer=by, has_interest=True
    )
    mine = Qualification.objects.filter(member=held.member_id, taken_by=by)
    mine.update(**OFF_THE_DESK)


# --- By a reviewer -------------------------------------------------------------------------------


def return_for_more(
    held: Qualification, *, by: User, reason: str, note: str = "", checked: Checked = None
) -> None:
    decide(held, State.RETURNED, State.SUBMITTED, by=by, reason=reason, note=note, checked=checked)


def verify(held: Qualification, *, by: User, note: str = "", checked: Checked = None) -> None:
    """Sign. Where the title needs two signatures, the first alone changes no state."""
    if held.needs_two_signatures and held.first_signed_by_id is None:
        sign_first(held, by=by, note=note, checked=checked)
        return
    if held.first_signed_by_id == by.pk and held.state == State.SUBMITTED:
        raise ValidationError(_("You signed first. Somebody else has to sign second."))
    first = {name: getattr(held, name) for name in UNSIGNED}
    decide(held, State.VERIFIED, State.SUBMITTED, by=by, note=note, checked=checked, **first)


@transaction.atomic
def sign_first(held: Qualification, *, by: User, note: str, checked: Checked) -> None:
    refuse_closed(held, by)
    refuse_elsewhere(held, State.VERIFIED, State.SUBMITTED)
    now = timezone.now()
    refuse_taken(held, by, now)
    signed = {"first_signed_by_id": by.pk, "first_signed_at": now}
    write(held, State.VERIFIED, SEEN, **OFF_THE_DESK, **signed)
    remember(
        held, State.SUBMITTED, by=by, sent_at=held.submitted_at, note=note, checked=checked or {}
    )


def reject(
    held: Qualification, *, by: User, reason: str, note: str = "", checked: Checked = None
) -> None:
    decide(held, State.REJECTED, State.SUBMITTED, by=by, reason=reason, note=note, checked=checked)


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
    refuse_closed(held, by)
    refuse_elsewhere(held, to, *since)
    if to in FOR:
        refuse_without_reason(to, reason, note)
    now = timezone.now()
    refuse_taken(held, by, now)
    stamps = {"decided_by": by, "decided_at": now}
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
    checked: Checked = None,
    **changes,
) -> None:
    old, sent_at = held.state, held.submitted_at
    advance(held, to, unchanged=unchanged, **(UNSIGNED | OFF_THE_DESK | changes))
    sent_at = sent_at if old == State.SUBMITTED else None
    said = {"reason": reason, "note": note, "checked": checked or {}}
    emails.tell(remember(held, old, by=by, sent_at=sent_at, **said))


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


def refuse_closed(held: Qualification, by: User) -> None:
    refuse_own_case(held, by)
    if has_interest(by, held):
        raise PermissionDenied(_("You have stated an interest in the cases of this member."))


def refuse_taken(held: Qualification, by: User, now: datetime) -> None:
    if held.is_kept_from(by, now):
        raise Taken(held)


def refuse_elsewhere(held: Qualification, to: State, *since: State) -> None:
    if held.state not in since:
        raise TransitionNotAllowed(State(held.state), to)


def refuse_without_reason(to: State, reason: str, note: str) -> None:
    if reason not in FOR[to]:
        raise ValidationError({"reason": _("Choose a reason.")})
    if reason == Reason.OTHER and not note.strip():
        raise ValidationError({"note": _("Write the reason to the member.")})
