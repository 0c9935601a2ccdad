"""Which days are closed for a member's entries, since when, and what waits to be declared.

An entry stands on the day it ended. Its day is closed once any period it lies in is: by the date
that the requirement sets, or because the member declared the period. So where two requirements
bind a member and differ, the one that closes first decides: the sum it was counted for must not
change any more, and the entry is one for both.

A period is the member's if its requirement bound them on its last day, the day it is counted for;
somebody bound only from July on has the whole year, which asks them pro rata where the rules say
so. Periods of a rolling window never close (agreements/requirements/closing.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.pathways.in_force import RulesInForce, rules_in_force
from agreements.requirements.closing import Era, Period, ended_periods
from agreements.requirements.models import CpdRequirement
from agreements.requirements.spans import Span
from members.profile.models import Member

from .facts import Declared, Holder, bond, holder, registration
from .models import Record


class PeriodClosed(ValidationError):
    """Says in a sentence which period is closed, and since when."""


@dataclass(frozen=True, slots=True)
class Closing:
    """From `since` on nothing that was done in the span is written, moved or deleted."""

    requirement: str  # its name
    span: Span
    since: date
    is_declared: bool = False

    @property
    def sentence(self) -> str:
        values = {
            "first": date_format(self.span.first),
            "last": date_format(self.span.last),
            "requirement": self.requirement,
            "day": date_format(self.since),
        }
        if self.is_declared:
            return (
                _(
                    "You declared the period from %(first)s to %(last)s on %(day)s "
                    "(%(requirement)s), so its entries stay as they are."
                )
                % values
            )
        return (
            _(
                "The period from %(first)s to %(last)s is closed since %(day)s "
                "(%(requirement)s), so its entries stay as they are."
            )
            % values
        )


@dataclass(frozen=True, slots=True)
class Ended:
    """A period of the member's that is over, and its declaration, if one stands."""

    requirement: CpdRequirement
    period: Period
    declared: Declared | None = None

    @property
    def span(self) -> Span:
        return self.period.span

    @property
    def declare_by(self) -> date | None:
        return self.period.declare_by

    @property
    def is_to_declare(self) -> bool:
        return self.declare_by is not None and self.declared is None

    @property
    def is_overdue(self) -> bool:
        return self.is_to_declare and self.declare_by < today()


@dataclass(frozen=True, slots=True)
class ClosedDays:
    ended: tuple[Ended, ...]  # oldest first
    closings: tuple[Closing, ...]  # the one that closed first is first

    def on(self, day: date) -> Closing | None:
        """What has closed the day first; None while its entries are open."""
        return next((one for one in self.closings if day in one.span), None)

    def find(self, requirement: str, last: date) -> Ended | None:
        return next(
            (
                one
                for one in self.ended
                if one.requirement.slug == requirement and one.span.last == last
            ),
            None,
        )

    def find_on(self, requirement: str, day: date) -> Ended | None:
        """The newest period that holds the day."""
        held = [one for one in self.ended if one.requirement.slug == requirement]
        return next((one for one in reversed(held) if day in one.span), None)

    def to_declare(self) -> list[Ended]:
        """Of each requirement the newest period, if it waits; what is due first comes first."""
        newest = {one.requirement.slug: one for one in self.ended}
        waiting = [one for one in newest.values() if one.is_to_declare]
        return sorted(waiting, key=lambda one: one.declare_by or date.max)


def today() -> date:
    """In Beijing, whatever the member's zone: a period closes for everybody at once."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def closed_days(
    member: Member,
    on: date | None = None,
    *,
    held: Holder | None = None,
    rules: RulesInForce | None = None,
) -> ClosedDays:
    """What is closed for entries of `member` on the day `on`, today if it is not given.

    Two queries whatever the number of entries, requirements and years; one less for each of `held`
    (`with_own`) and `rules` that is at hand. Requirements not among `rules` are passed over.
    """
    on = on or today()
    held = held or holder(member)
    rules = rules or rules_in_force(on)
    by_period = {(one.requirement, one.span.last): one for one in held.declared}
    ended = tuple(
        Ended(
            rules.requirements[period.requirement].version.requirement,
            period,
            by_period.get((period.requirement, period.span.last)),
        )
        for period in periods_of(held, rules.eras, on)
        if period.requirement in rules.requirements
    )
    by_date = (
        Closing(one.requirement.name, one.span, one.period.closes_on)
        for one in ended
        if one.period.closes_on and one.period.closes_on <= on
    )
    by_word = (Closing(one.name, one.span, one.on, is_declared=True) for one in held.declared)
    closings = sorted([*by_date, *by_word], key=lambda one: (one.since, one.span))
    return ClosedDays(ended, tuple(closings))


def refuse_closed(
    member: Member, days: Iterable[date], on: date | None = None, *, held: Holder | None = None
) -> None:
    """Raises PeriodClosed if any of the days is closed for entries of `member` on the day `on`.

    For every verb that writes, moves or deletes entries, with the days on which they stood and on
    which they would stand. It costs what `closed_days` costs, however many days there are.
    """
    closed = closed_days(member, on, held=held)
    for day in sorted(set(days)):
        if closing := closed.on(day):
            raise PeriodClosed(closing.sentence, code="closed")


def mark(records: Iterable[Record], closed: ClosedDays) -> None:
    """Let each entry know what has closed its day: `closing`, and `is_editable` with it."""
    for record in records:
        record.closing = closed.on(record.done_on)


def periods_of(held: Holder, eras: Iterable[Era], on: date) -> Iterator[Period]:
    """Those of the member that are over before `on`, each requirement's oldest first."""
    for era in eras:
        if era.scheme:
            for period in ended_periods(era, registration(held, era.scheme), on):
                if bond(held, era.scheme, period.span.last):
                    yield period


def newest_to_declare(
    held: Holder, eras: Sequence[Era], requirement: str, on: date
) -> Period | None:
    """The newest period of the requirement for which a declaration is asked, made or not."""
    for era in reversed(eras):
        if era.rules.code == requirement and era.rules.declare_within_days is not None:
            for period in reversed(ended_periods(era, registration(held, era.scheme), on)):
                if bond(held, era.scheme, period.span.last):
                    return period
    return None
