"""What happened to a qualification so far, from its history, and what comes next."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.steps import Step

from .history import Move
from .models import Qualification

State = Qualification.State
NAMED = {
    (State.DRAFT, State.SUBMITTED): ("met", "is-met", gettext_lazy("Sent by you")),
    (State.RETURNED, State.SUBMITTED): ("met", "is-met", gettext_lazy("Sent again by you")),
    (State.SUBMITTED, State.DRAFT): ("draft", "is-plain", gettext_lazy("Withdrawn by you")),
    (State.SUBMITTED, State.SUBMITTED): (
        "reviewer",
        "is-plain",
        gettext_lazy("Signed by a first reviewer"),
    ),
    (State.SUSPENDED, State.VERIFIED): ("met", "is-met", gettext_lazy("Suspension ended")),
}
DECIDED = {
    State.RETURNED: ("returned", "is-attend"),
    State.VERIFIED: ("met", "is-met"),
    State.REJECTED: ("revoked", "is-stop"),
    State.SUSPENDED: ("attention", "is-stop"),
    State.REVOKED: ("revoked", "is-stop"),
}
AHEAD = {
    State.DRAFT: (
        "scheduled",
        gettext_lazy("Check by the Society"),
        gettext_lazy(
            "Send it to a reviewer when it is complete. Until then it counts as declared by you."
        ),
    ),
    State.RETURNED: (
        "scheduled",
        gettext_lazy("Check by the Society"),
        gettext_lazy("Correct it and send it again. A reviewer then goes on with it."),
    ),
    State.SUBMITTED: (
        "reviewer",
        gettext_lazy("Decision of the reviewer"),
        gettext_lazy(
            "You get a mail, and the reason stands here. You cannot edit it meanwhile, but you "
            "can withdraw it."
        ),
    ),
    State.SUSPENDED: (
        "scheduled",
        gettext_lazy("Decision about the suspension"),
        gettext_lazy("You get a mail when the Society ends it or revokes the qualification."),
    ),
}


def steps(held: Qualification, moves: Iterable[Move]) -> list[Step]:
    """Oldest first; the last one may lie ahead (`is-ahead`, without an instant)."""
    added = Step("met", "is-met", _("Added by you"), held.created_at)
    return [added, *map(step, moves), *ahead(held)]


def step(move: Move) -> Step:
    known = NAMED.get((move.from_state, move.to_state))
    icon, css, heading = known or (*DECIDED[move.to_state], State(move.to_state).label)
    return Step(icon, css, heading, move.made_at, reason=move.explained)


def ahead(held: Qualification) -> list[Step]:
    if held.state not in AHEAD:
        return []
    icon, heading, text = AHEAD[held.state]
    return [Step(icon, "is-ahead", heading, text=text)]
