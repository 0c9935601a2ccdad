"""A membership drawn as stretches of days: terms, the gaps between them, suspensions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.requirements.spans import Span, gaps

from .models import LATEST, Suspension, Term


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
