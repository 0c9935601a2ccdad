"""What happened to an audit so far, from its history, and what comes next."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members.steps import Step

from .history import AuditMove
from .models import Audit

State = Audit.State
DECIDED = {
    State.RETURNED: ("returned", "is-attend"),
    State.PASSED: ("met", "is-met"),
    State.REMARKS: ("met", "is-met"),
    State.FAILED: ("revoked", "is-stop"),
    State.EXCUSED: ("exempt", "is-plain"),
}
AHEAD = {
    State.OPEN: (
        "scheduled",
        gettext_lazy("Your answer"),
        gettext_lazy("Add what is missing, choose a statement, and send it."),
    ),
    State.RETURNED: (
        "scheduled",
        gettext_lazy("Your answer"),
        gettext_lazy("Add what the reviewer asks for, and send it again."),
    ),
    State.SUBMITTED: (
        "reviewer",
        gettext_lazy("Finding of the reviewer"),
        gettext_lazy("You get a mail, and the finding stands here. There is nothing to do now."),
    ),
}


def steps(audit: Audit, moves: Iterable[AuditMove]) -> list[Step]:
    """Oldest first; the last one may lie ahead (`is-ahead`, without an instant)."""
    past = [Step("met", "is-met", _("Chosen for an audit"), audit.draw.drawn_at)]
    if audit.extended_at:
        days = audit.draw.extension_days
        text = ngettext("By %(days)s day, as you asked.", "By %(days)s days, as you asked.", days)
        text %= {"days": days}
        past.append(Step("scheduled", "is-plain", _("Extended"), audit.extended_at, text))
    past += map(step, moves)
    return [*sorted(past, key=lambda one: one.at), *ahead(audit)]


def step(move: AuditMove) -> Step:
    if move.to_state == State.SUBMITTED:
        is_first = move.from_state == State.OPEN
        heading = _("Sent by you") if is_first else _("Sent again by you")
        text = "\n".join(filter(None, [str(move.get_statement_display()), move.note]))
        return Step("met", "is-met", heading, move.made_at, text)
    icon, css = DECIDED[State(move.to_state)]
    return Step(icon, css, State(move.to_state).label, move.made_at, reason=move.note)


def ahead(audit: Audit) -> list[Step]:
    if audit.state not in AHEAD:
        return []
    icon, heading, text = AHEAD[State(audit.state)]
    return [Step(icon, "is-ahead", heading, text=text)]
