"""A membership drawn as stretches of days, and an application drawn as its steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.requirements.spans import Span, gaps
from members.steps import Step

from .applications import Application
from .models import LATEST, Suspension, Term

State = Application.State


@dataclass(frozen=True, slots=True)
class Stretch:
    icon: str
    css: str
    heading: str
    first: date
    last: date | None = None
    text: str = ""
    reason: str = ""


def stretches(
    terms: Iterable[Term], suspensions: Iterable[Suspension], today: date
) -> list[Stretch]:
    """Oldest first; a gap is one between two terms."""
    terms = list(terms)
    found = [of_term(term, today) for term in terms]
    found += [of_gap(gap) for gap in gaps_between(terms)]
    found += [of_suspension(one) for one in suspensions]
    return sorted(found, key=lambda stretch: stretch.first)


def gaps_between(terms: list[Term]) -> list[Span]:
    return gaps(Span(term.starts_on, term.ends_on or LATEST) for term in terms)


def of_term(term: Term, today: date) -> Stretch:
    names = [term.grade.name, term.society.name] if term.society else [term.grade.name]
    is_ahead = term.starts_on > today
    return Stretch(
        icon="scheduled" if is_ahead else "met",
        css="is-ahead" if is_ahead else "is-met",
        heading=_(", ").join(names),
        first=term.starts_on,
        last=term.ends_on,
    )


def of_gap(gap: Span) -> Stretch:
    days = (gap.last - gap.first).days + 1
    text = ngettext("%(days)d day without a term.", "%(days)d days without a term.", days)
    return Stretch(
        icon="expired",
        css="is-attend",
        heading=_("No membership"),
        first=gap.first,
        last=gap.last,
        text=text % {"days": days},
    )


def of_suspension(suspension: Suspension) -> Stretch:
    return Stretch(
        icon="attention",
        css="is-stop",
        heading=_("Suspended"),
        first=suspension.starts_on,
        last=suspension.ends_on,
        reason=suspension.reason,
    )


# --- An application ------------------------------------------------------------------------------


def steps(application: Application) -> list[Step]:
    """Oldest first; the last one may lie ahead."""
    past = [Step("met", "is-met", _("Sent by you"), application.created_at)]
    if application.decided_at:
        past.append(decision(application))
    if is_sent_again(application):
        past.append(Step("met", "is-met", _("Sent again by you"), application.submitted_at))
    if application.recommended_at:
        heading = _("Recommended by the society")
        past.append(Step("met", "is-met", heading, application.recommended_at))
    if application.state == State.WITHDRAWN:
        past.append(Step("expired", "is-quiet", _("Withdrawn by you"), application.updated_at))
    return sorted(past, key=lambda step: step.at) + ahead(application)


def is_sent_again(application: Application) -> bool:
    return bool(application.decided_at and application.submitted_at > application.decided_at)


def decision(application: Application) -> Step:
    """The last one; sent again since, it can only have been a return."""
    state = State.RETURNED if is_sent_again(application) else State(application.state)
    icon, css = {
        State.ACCEPTED: ("met", "is-met"),
        State.REFUSED: ("revoked", "is-stop"),
    }.get(state, ("returned", "is-attend"))
    heading = {
        State.ACCEPTED: _("Accepted by the Society"),
        State.REFUSED: _("Refused by the Society"),
    }.get(state, _("Returned to you"))
    return Step(icon, css, heading, application.decided_at, reason=application.reason)


def ahead(application: Application) -> list[Step]:
    """Who has it now, and what they do."""
    if application.state == State.SUBMITTED:
        society = {"society": application.society.name}
        text = _("%(society)s recommends your application or returns it to you.") % society
        first = Step("reviewer", "is-ahead", _("Recommendation of the society"), text=text)
        return [first, decision_ahead()]
    if application.state == State.RECOMMENDED:
        return [decision_ahead()]
    if application.state == State.RETURNED:
        text = _("Correct it and send it again. Until then nobody works on it.")
        return [Step("returned", "is-ahead", _("Your correction"), text=text)]
    return []


def decision_ahead() -> Step:
    text = _("You receive a mail, and the reason appears here.")
    return Step("reviewer", "is-ahead", _("Decision of the Society"), text=text)
