"""How a period comes in, is decided, and is open again."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from members.profile.models import User
from members.transitions import advance
from members.twice import first_of_two

from .models import Period

State = Period.State
FACTS = ["updated_at"]  # a reviewer decides on what was read, and on nothing later
UNDECIDED = {"decided_at": None, "decided_by": None, "reason": ""}


def sent_twice(period: Period) -> Period | None:
    """The period that the first press of the button made, when this is the second one."""
    return first_of_two(period, ("member", *Period.SAID))


def correct(period: Period) -> None:
    """Save what the member changed. A decision was about what stood there before, so it goes."""
    period.state = State.DECLARED
    for name, value in UNDECIDED.items():
        setattr(period, name, value)
    period.save()


def verify(period: Period, *, by: User) -> None:
    """The Society has checked it.

    Raises PermissionDenied in one's own case, TransitionNotAllowed where somebody was faster.
    """
    decide(period, State.VERIFIED, by)


def reject(period: Period, *, by: User, reason: str) -> None:
    """The member reads the reason. Raises as `verify` does."""
    decide(period, State.REJECTED, by, reason)


def decide(period: Period, to: State, by: User, reason: str = "") -> None:
    refuse_own_case(period, by)
    stamps = {"decided_at": timezone.now(), "decided_by": by, "reason": reason}
    advance(period, to, unchanged=FACTS, **stamps)


def reopen(period: Period, *, by: User) -> None:
    """Take a decision back. Raises as `verify` does."""
    refuse_own_case(period, by)
    advance(period, State.DECLARED, **UNDECIDED)


def refuse_own_case(period: Period, by: User) -> None:
    if period.member_id == by.pk:
        raise PermissionDenied(_("Nobody decides their own case."))
