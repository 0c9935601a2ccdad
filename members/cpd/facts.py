"""Rows of a member as the plain values that the rules of CPD read, in few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language

from agreements.bilingual import SUFFIXES, suffix
from agreements.pathways.in_force import RequirementInForce, RulesInForce
from agreements.pathways.terms import Check, Title
from agreements.requirements import terms
from agreements.requirements.spans import Span
from agreements.requirements.vocabulary import Aspect
from agreements.rows import Rows, iso_day
from members.membership.facts import (
    Suspended,
    registrations,
    suspended,
    suspension_rows,
    term_rows,
)
from members.profile.models import Member
from members.qualifications.facts import qualification_rows, titles

from .declarations import PeriodDeclaration
from .goals import Goal
from .models import Adjustment, Record
from .plan import PlannedActivity
from .statements import Statement, StatementCredit, titled

NONE: frozenset[str] = frozenset()
NO_HOURS = Decimal()
SHORTEST_SCALE = Decimal(16)  # hours, so that a first half day does not fill the drawing
STANDINGS = {
    Record.State.TO_FINISH: terms.Standing.UNFINISHED,
    Record.State.TO_CONFIRM: terms.Standing.PENDING,
    Record.State.DECLARED: terms.Standing.COUNTS,
    Record.State.VERIFIED: terms.Standing.COUNTS,
    Record.State.REJECTED: terms.Standing.REJECTED,
}


# --- What of a member counts beside the activities -----------------------------------------------


class Granted(NamedTuple):
    """An adjustment, and the short name of the requirement it concerns; empty for all of them."""

    requirement: str
    terms: terms.Adjustment


class Planned(NamedTuple):
    """An activity that a member intends, as if it had taken place. It is in no total."""

    title: str
    is_month: bool
    activity: terms.Activity


class Block(NamedTuple):
    """An accepted statement as one requirement counts it: whole, on its last day.

    It stands beside entries where the sum is told, and is called what they are called.
    """

    requirement: str
    statement: int
    first: date
    issuers: tuple[str, str]  # in English, in Chinese
    source: str
    activity: terms.Activity

    @property
    def title(self) -> str:
        is_chinese = (get_language() or "").startswith("zh")
        return titled(self.issuers[is_chinese])

    @property
    def done_on(self) -> date:
        return self.activity.done_on

    @property
    def hours(self) -> Decimal:
        return self.activity.hours

    @property
    def state(self) -> str:
        return Statement.State.ACCEPTED

    def get_absolute_url(self) -> str:
        return reverse("members:statements:statement_detail", args=[self.statement])


class Aim(NamedTuple):
    """A goal that is not archived."""

    pk: int
    text: str
    year: int


class Declared(NamedTuple):
    """A period that the member has declared. That stands: it was not withdrawn."""

    requirement: str
    names: tuple[str, str]  # of the requirement, in English, in Chinese
    span: Span
    on: date

    @property
    def name(self) -> str:
        return self.names[SUFFIXES.index(suffix())]


@dataclass(frozen=True, slots=True)
class Holder:
    """Terms and titles of a member, what was granted to them, statements accepted; and what they
    plan, have declared and want to reach. Oldest first, goals newest first.

    A suspended member is bound as before. Plans, declared periods and goals are read for one member
    alone (`with_own`).
    """

    terms: tuple[Title, ...]
    suspensions: tuple[Suspended, ...]
    titles: tuple[Title, ...]
    granted: tuple[Granted, ...]
    blocks: tuple[Block, ...] = ()
    planned: tuple[Planned, ...] = ()
    declared: tuple[Declared, ...] = ()
    goals: tuple[Aim, ...] = ()

    def blocks_for(self, requirement: str) -> tuple[Block, ...]:
        return tuple(one for one in self.blocks if one.requirement == requirement)

    def counting_for(
        self, requirement: str, activities: Sequence[terms.Activity]
    ) -> Sequence[terms.Activity]:
        """What the requirement counts: the entries, and statements accepted for it."""
        blocks = [one.activity for one in self.blocks_for(requirement)]
        return [*activities, *blocks] if blocks else activities

    def adjustments(self, requirement: str) -> tuple[terms.Adjustment, ...]:
        return tuple(one.terms for one in self.granted if one.requirement in ("", requirement))


def with_holder(members: QuerySet[Member]) -> QuerySet[Member]:
    """Members with the rows that `holder_of` reads: one query for all of them."""
    granted = Adjustment.objects.filter(member=OuterRef("pk")).order_by("first_on", "pk")
    accepted = StatementCredit.objects.filter(
        statement__member=OuterRef("pk"), statement__state=Statement.State.ACCEPTED
    )
    return members.annotate(
        term_rows=term_rows(),
        suspension_rows=suspension_rows(),
        qualification_rows=qualification_rows(),
        adjustment_rows=Rows(
            granted,
            requirement="requirement__slug",
            relief="relief",
            first="first_on",
            last="last_on",
            amount=Cast("amount", CharField()),
            categories="categories",
            status="status",
            reason="reason",
        ),
        statement_rows=Rows(
            accepted.order_by("statement__ends_on", "pk"),
            pk="pk",
            statement="statement_id",
            requirement="requirement__slug",
            first="statement__starts_on",
            last="statement__ends_on",
            body_en="statement__body__name_en",
            body_zh="statement__body__name_zh",
            employer="statement__employer",
            source="equivalence__source",
            hours=Cast("hours", CharField()),
            kind="kind",
        ),
    )


def with_own(members: QuerySet[Member]) -> QuerySet[Member]:
    """Members with what their own pages tell beside: what they plan to do and have not dropped,
    where its hours are said, the periods that they have declared, and their goals.
    """
    declared = PeriodDeclaration.objects.standing().filter(member=OuterRef("pk"))
    planned = PlannedActivity.objects.open().filter(member=OuterRef("pk"), hours__isnull=False)
    return members.annotate(
        plan_rows=Rows(
            planned.by_date(),
            pk="pk",
            title="title",
            planned_on="planned_on",
            is_month="is_month",
            hours=Cast("hours", CharField()),
            kind="kind",
            aspect="aspect",
        ),
        declared_rows=Rows(
            declared.order_by("last_on", "pk"),
            requirement="requirement__slug",
            name_en="requirement__name_en",
            name_zh="requirement__name_zh",
            first="first_on",
            last="last_on",
            on="declared_on",
        ),
        goal_rows=Rows(
            Goal.objects.open().filter(member=OuterRef("pk")).newest_first(),
            pk="pk",
            text="text",
            year="year",
        ),
    )


def holder_of(member: Member) -> Holder:
    """`member` is a row of `with_holder`; of `with_own` too, on a page of the member."""
    suspensions = suspended(member.suspension_rows)
    return Holder(
        terms=registrations(member.term_rows, suspensions),
        suspensions=suspensions,
        titles=titles(member.qualification_rows),
        granted=tuple(granted(row) for row in member.adjustment_rows),
        blocks=tuple(block(row) for row in member.statement_rows),
        planned=tuple(planned(row) for row in getattr(member, "plan_rows", ())),
        declared=tuple(declared(row) for row in getattr(member, "declared_rows", ())),
        goals=tuple(Aim(**row) for row in getattr(member, "goal_rows", ())),
    )


def granted(row: dict) -> Granted:
    adjustment = terms.Adjustment(
        first=iso_day(row["first"]),
        last=iso_day(row["last"]),
        relief=terms.Relief(row["relief"]),
        reason=row["reason"],
        amount=None if row["amount"] is None else Decimal(row["amount"]),
        categories=row["categories"],
        status=row["status"],
    )
    return Granted(row["requirement"] or "", adjustment)


def block(row: dict) -> Block:
    """Accepted with its proof, so it counts as verifiable."""
    issuers = (row["body_en"] or row["employer"], row["body_zh"] or row["employer"])
    activity = terms.Activity(
        key=f"statement:{row['pk']}",
        done_on=iso_day(row["last"]),
        hours=Decimal(row["hours"]),
        kind=row["kind"],
        provider=issuers[0],
        is_verifiable=True,
    )
    return Block(
        requirement=row["requirement"],
        statement=row["statement"],
        first=iso_day(row["first"]),
        issuers=issuers,
        source=row["source"] or "",
        activity=activity,
    )


def planned(row: dict) -> Planned:
    activity = terms.Activity(
        key=f"planned:{row['pk']}",
        done_on=iso_day(row["planned_on"]),
        hours=Decimal(row["hours"]),
        kind=row["kind"],
        aspect=row["aspect"],
    )
    return Planned(row["title"], bool(row["is_month"]), activity)


def declared(row: dict) -> Declared:
    return Declared(
        requirement=row["requirement"],
        names=(row["name_en"], row["name_zh"]),
        span=Span(iso_day(row["first"]), iso_day(row["last"])),
        on=iso_day(row["on"]),
    )


def holder(member: Member) -> Holder:
    """With what the member plans, has declared and wants to reach. One query."""
    return holder_of(with_own(with_holder(Member.objects.filter(pk=member.pk))).get())


# --- What binds whom -----------------------------------------------------------------------------


class Bond(NamedTuple):
    """In which grade of a scheme a member stands on a day, and since when in any of them."""

    grade: str
    registered_on: date | None


def bond(holder: Holder, scheme: str, on: date) -> Bond | None:
    """A scheme binds whoever holds a term or a checked title of it on the day.

    A term says more of the grade, and of the day of registration, than a title does.
    """
    held = held_under(holder, scheme)
    current = next((found for some in held if (found := [o for o in some if o.covers(on)])), None)
    if not current:
        return None
    return Bond(current[-1].code, registration(holder, scheme))


def held_under(holder: Holder, scheme: str) -> list[list[Title]]:
    """Terms, and checked titles, each oldest first."""
    checked = [one for one in holder.titles if one.check is Check.CHECKED]
    return [[one for one in some if one.scheme == scheme] for some in (holder.terms, checked)]


def registration(holder: Holder, scheme: str) -> date | None:
    """The first day of all under the scheme; None where there is none."""
    held = held_under(holder, scheme)
    return next((one.first for some in held for one in some if one.first), None)


def binding(holder: Holder, rules: RulesInForce, on: date) -> list[RequirementInForce]:
    """Of the rules in force on the day, the requirements that bind the member, by name."""
    return [
        asked
        for asked in rules.requirements.values()
        if asked.scheme and bond(holder, asked.scheme, on)
    ]


def circumstances(
    holder: Holder, asked: RequirementInForce, activities: Iterable[terms.Activity], on: date
) -> terms.Circumstances:
    """Of somebody whom it may not bind. Areas of practice are those that the entries name."""
    held = bond(holder, asked.scheme, on) or Bond("", None)
    return terms.Circumstances(
        registered_on=held.registered_on,
        grade=held.grade,
        areas=frozenset().union(*(done.areas for done in activities)),
        adjustments=holder.adjustments(asked.slug),
    )


# --- What is held against it ---------------------------------------------------------------------


COLUMNS = (
    "pk",
    "done_on",
    "hours",
    "kind",
    "aspect",
    "topics",
    "practice_area",
    "provider",
    "is_online",
    "state",
)


def activity(
    pk: int,
    done_on: date,
    hours: Decimal | None,
    kind: str,
    aspect: str,
    topics: list[str],
    practice_area: str,
    provider: str,
    is_online: bool,
    state: str,
) -> terms.Activity:
    """Of the COLUMNS of an entry. One that the Society has checked counts as verifiable."""
    return terms.Activity(
        key=pk,
        done_on=done_on,
        hours=hours or NO_HOURS,
        kind=kind,
        aspect=aspect,
        topics=frozenset(topics) if topics else NONE,
        areas=frozenset([practice_area]) if practice_area else NONE,
        provider=provider,
        is_verifiable=state == Record.State.VERIFIED,
        is_online=is_online,
        standing=STANDINGS[state],
    )


def activities_of(records: Iterable[Record]) -> list[terms.Activity]:
    """Of all entries of one member, whatever their state: the rule says what counts."""
    return [activity(*(getattr(record, name) for name in COLUMNS)) for record in records]


# --- The year so far, whatever is asked ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AspectHours:
    aspect: Aspect
    hours: Decimal
    width: str  # of the bar in the drawing, in per cent of the scale


@dataclass(frozen=True, slots=True)
class CpdSoFar:
    hours: Decimal  # that count, in the year
    aspects: list[AspectHours]


def cpd_so_far(records: Iterable[Record], year: int) -> CpdSoFar:
    """Of all entries of one member, those of the calendar year."""
    hours = dict.fromkeys(Aspect, Decimal())
    for record in records:
        if record.done_on.year == year:
            hours[Aspect(record.aspect)] += record.counted_hours
    scale = max(SHORTEST_SCALE, *hours.values())
    return CpdSoFar(
        hours=sum(hours.values(), Decimal()),
        aspects=[
            AspectHours(aspect, hours[aspect], f"{hours[aspect] / scale * 100:.2f}%")
            for aspect in Aspect
        ],
    )
