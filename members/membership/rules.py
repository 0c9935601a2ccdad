"""What a member's terms and suspensions say of one day, and when a term can be renewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from agreements.requirements import spans


class State(StrEnum):
    CURRENT = "current"
    GRACE = "grace"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    COMING = "coming"
    NONE = "none"


NEAR = timedelta(days=60)
MEMBERSHIP = frozenset({State.CURRENT, State.GRACE})


class Span(Protocol):
    """Days from `starts_on` to `ends_on`, both inside; without an end it never runs out."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


class Term(Span, Protocol):
    """With what the scheme of its grade sets: renewal opens so many days before the last day and
    closes so many after it. `term_years` is None where a scheme sets nothing.
    """

    @property
    def scheme_slug(self) -> str: ...
    @property
    def term_years(self) -> int | None: ...
    @property
    def renewal_opens_days(self) -> int: ...
    @property
    def grace_days(self) -> int: ...


AnyTerm = TypeVar("AnyTerm", bound=Term)


@dataclass(frozen=True, slots=True)
class Standing(Generic[AnyTerm]):
    """`until` is the last day of the state where one is known: of the term, of grace, of the
    suspension. None for a state that says nothing of its own end.
    """

    state: State
    term: AnyTerm | None = None
    until: date | None = None


def standing(
    terms: Iterable[AnyTerm], on: date, suspensions: Iterable[Span] = ()
) -> Standing[AnyTerm]:
    """Where the member stands on the day `on`, and the term that tells most of it.

    Current within a term, in grace for the days that its scheme allows after it, lapsed from then
    on; coming before the first. Ends are inclusive. A suspension shows only while there is a
    membership to suspend. Source: the stages of registration, validity and re-registration in
    T/CAS 326-2021; the numbers of days are the scheme's, edited by staff.
    """
    found = standing_by_terms(terms, on)
    held = [span for span in suspensions if holds(span, on)]
    if not held or found.state not in MEMBERSHIP:
        return found
    until = max(end(span) for span in held)
    return Standing(State.SUSPENDED, found.term, until if until < date.max else None)


def standing_by_terms(terms: Iterable[AnyTerm], on: date) -> Standing[AnyTerm]:
    """Of several terms that hold, the one that began last; else the last past, else the next."""
    newest_first = sorted(terms, key=lambda term: term.starts_on, reverse=True)
    begun = [term for term in newest_first if term.starts_on <= on]
    for term in begun:
        if holds(term, on):
            return Standing(State.CURRENT, term, term.ends_on)
    if begun:
        last = max(begun, key=last_of_grace)
        if on <= last_of_grace(last):
            return Standing(State.GRACE, last, last_of_grace(last))
        return Standing(State.LAPSED, last)
    if newest_first:
        return Standing(State.COMING, newest_first[-1])
    return Standing(State.NONE)


def holds(span: Span, on: date) -> bool:
    return span.starts_on <= on <= end(span)


def end(span: Span) -> date:
    return span.ends_on or date.max


def last_of_grace(term: Term) -> date:
    """The last day of the term itself when its scheme allows no grace."""
    return term.ends_on + timedelta(days=term.grace_days) if term.ends_on else date.max


# --- Renewal -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Renewal(Generic[AnyTerm]):
    """Of `term`, possible from `opens_on` to `closes_on`, its last day of grace; both inside."""

    term: AnyTerm
    ends_on: date
    opens_on: date
    closes_on: date
    years: int

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on

    def leaves_gap(self, on: date) -> bool:
        return self.ends_on + spans.DAY < on

    def is_near(self, on: date) -> bool:
        """From 60 days before the end of the term on."""
        return self.ends_on - NEAR <= on

    def next_term(self, on: date) -> spans.Span:
        """The days of the term that a renewal on `on` adds.

        It follows the last day without a gap. A late renewal begins on its own day, so that the
        days between stay what they were: days without a term.
        """
        first = max(self.ends_on + spans.DAY, on)
        return spans.Span(first, spans.years_after(first, self.years) - spans.DAY)


def renewals(terms: Iterable[AnyTerm]) -> list[Renewal[AnyTerm]]:
    """One for each scheme: of its term that ends last, if that ends and the scheme says how."""
    last: dict[str, AnyTerm] = {}
    for term in sorted(terms, key=end):
        last[term.scheme_slug] = term
    return [found for term in last.values() if (found := renewal(term))]


def renewal(term: AnyTerm) -> Renewal[AnyTerm] | None:
    if term.ends_on is None or term.term_years is None:
        return None
    opens_on = term.ends_on - timedelta(days=term.renewal_opens_days)
    return Renewal(term, term.ends_on, opens_on, last_of_grace(term), term.term_years)


def open_renewals(
    terms: Iterable[AnyTerm], on: date, suspensions: Iterable[Span] = ()
) -> list[Renewal[AnyTerm]]:
    """Those the member can make on the day; none while the membership is suspended."""
    terms = list(terms)
    if standing(terms, on, suspensions).state is State.SUSPENDED:
        return []
    return [one for one in renewals(terms) if one.is_open(on)]
