"""All that the portal knows of a person, as the plain values that the rules of pathways read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from itertools import islice

from django.db.models import QuerySet

from agreements.pathways import cpd
from agreements.pathways.in_force import RequirementInForce, RulesInForce
from agreements.pathways.terms import Case, Cpd, Declaration, Degree, Letter, Period, Title
from agreements.requirements.terms import Activity
from members.cpd.facts import (
    COLUMNS,
    Holder,
    activities_of,
    activity,
    circumstances,
    holder_of,
    with_holder,
    with_own,
)
from members.cpd.models import Record
from members.declarations.facts import declaration_rows, declarations
from members.experience.facts import period_rows, periods
from members.profile.models import Member
from members.qualifications.facts import degrees, letters

A_CHUNK = 500  # members read at once
ROWS = (
    "term_rows",
    "suspension_rows",
    "qualification_rows",
    "adjustment_rows",
    "statement_rows",
    "period_rows",
    "declaration_rows",
)


@dataclass(frozen=True, slots=True)
class Person:
    """What a member has and did, whatever is asked. The same on every day."""

    holder: Holder
    degrees: tuple[Degree, ...] = ()
    letters: tuple[Letter, ...] = ()
    periods: tuple[Period, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    activities: tuple[Activity, ...] = ()
    fingerprint: str = ""  # of all of them, where they were read in bulk


@dataclass(frozen=True, slots=True)
class Supposed:
    """What somebody wants to know «what if» of. It is never stored.

    `grade` is one they do not hold, "scheme/code"; `hours` are planned up to the day.
    """

    grade: str = ""
    hours: Decimal = Decimal()


NOTHING = Supposed()


def with_facts(members: QuerySet[Member]) -> QuerySet[Member]:
    """Members with the rows that `person_of` reads, but for their activities: one query."""
    return with_holder(members).annotate(
        period_rows=period_rows(), declaration_rows=declaration_rows()
    )


def person_of(member: Member, activities: tuple[Activity, ...], fingerprint: str = "") -> Person:
    """`member` is a row of `with_facts`."""
    return Person(
        holder=holder_of(member),
        degrees=degrees(member.qualification_rows),
        letters=letters(member.qualification_rows),
        periods=periods(member.period_rows),
        declarations=declarations(member.declaration_rows),
        activities=activities,
        fingerprint=fingerprint,
    )


def person(member: Member, records: Iterable[Record] | None = None) -> Person:
    """With their plan. One query, and one more for the activities unless they are at hand."""
    records = Record.objects.of(member) if records is None else records
    row = with_own(with_facts(Member.objects.filter(pk=member.pk))).get()
    return person_of(row, tuple(activities_of(records)))


def people(members: QuerySet[Member]) -> Iterator[tuple[Member, Person]]:
    """All of them by number, in chunks: two queries for each 500 members."""
    read = with_facts(members).order_by("pk")
    for chunk in chunked(read.iterator(chunk_size=A_CHUNK), A_CHUNK):
        columns = Record.objects.filter(member__in=[member.pk for member in chunk])
        done = defaultdict(list)
        for key, *values in columns.order_by("done_on", "pk").values_list("member", *COLUMNS):
            done[key].append(values)
        for member in chunk:
            activities = tuple(activity(*values) for values in done[member.pk])
            yield member, person_of(member, activities, fingerprint(member, done[member.pk]))


def chunked(rows: Iterator[Member], size: int) -> Iterator[list[Member]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def fingerprint(member: Member, done: list) -> str:
    """The same for the same rows in every process; another one as soon as anything differs."""
    rows = [getattr(member, name) for name in ROWS]
    return blake2b(repr((rows, done)).encode(), digest_size=8).hexdigest()


def case_of(person: Person, rules: RulesInForce, on: date, supposed: Supposed = NOTHING) -> Case:
    """The person on a day, as it is or as they suppose."""
    if supposed != NOTHING:
        person = supposing(person, supposed, on)
    asked = frozenset().union(*(one.rules.requirements for one in rules.pathways.values()))
    return Case(
        titles=(*person.holder.terms, *person.holder.titles),
        degrees=person.degrees,
        letters=person.letters,
        periods=person.periods,
        declarations=person.declarations,
        cpd={
            slug: stands(person, rules.requirements[slug], on)
            for slug in asked & rules.requirements.keys()
        },
    )


def stands(person: Person, asked: RequirementInForce, on: date) -> Cpd:
    def about(day: date):
        return circumstances(person.holder, asked, person.activities, day)

    counting = person.holder.counting_for(asked.slug, person.activities)
    return cpd.standing(asked.rules, counting, about, on)


def supposing(person: Person, supposed: Supposed, on: date) -> Person:
    holder, activities = person.holder, person.activities
    if supposed.grade:
        titles = (*holder.titles, Title("supposed", supposed.grade))
        holder = replace(holder, titles=titles)
    if supposed.hours:
        activities = (*activities, Activity("supposed", on, supposed.hours))
    return replace(person, holder=holder, activities=activities)


def titles_on(person: Person, on: date) -> Sequence[Title]:
    """Checked, and current on the day."""
    held = (*person.holder.terms, *person.holder.titles)
    return [one for one in held if one.is_checked and one.covers(on)]
