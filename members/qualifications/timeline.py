"""What happened to a qualification so far, from the stamps it carries, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import Qualification

State = Qualification.State


@dataclass(frozen=True, slots=True)
class Step:
    icon: str
    css: str
    heading: str
    at: datetime | None = None
    text: str = ""
    reason: str = ""


def steps(held: Qualification) -> list[Step]:
    """Oldest first; the last one may lie ahead (`is-ahead`, without an instant)."""
    past = [Step("met", "is-met", _("Added by you"), held.created_at)]
    if held.submitted_at:
        past.append(Step("met", "is-met", sent_heading(held), held.submitted_at))
    if held.decided_at:
        past.append(decision(held))
    past.sort(key=lambda step: step.at)
    return past + ahead(held)


def sent_heading(held: Qualification) -> str:
    return _("Sent again by you") if is_sent_again(held) else _("Sent by you")


def is_sent_again(held: Qualification) -> bool:
    return bool(held.decided_at and held.submitted_at > held.decided_at)


def decision(held: Qualification) -> Step:
    state = State.RETURNED if is_sent_again(held) else held.state
    icon, css = {
        State.RETURNED: ("returned", "is-attend"),
        State.VERIFIED: ("met", "is-met"),
        State.REJECTED: ("revoked", "is-stop"),
        State.SUSPENDED: ("attention", "is-stop"),
        State.REVOKED: ("revoked", "is-stop"),
    }[state]
    return Step(icon, css, State(state).label, held.decided_at, reason=held.reason)


def ahead(held: Qualification) -> list[Step]:
    if held.state == State.SUBMITTED:
        text = _("You cannot edit it meanwhile. The decision and its reason will stand here.")
        return [Step("reviewer", "is-ahead", _("Decision of the reviewer"), text=text)]
    if held.state in Qualification.EDITABLE:
        text = _(
            "Sending to a reviewer is not open yet. Until it is, this counts as declared by you."
        )
        return [Step("scheduled", "is-ahead", _("Check by the Society"), text=text)]
    return []
