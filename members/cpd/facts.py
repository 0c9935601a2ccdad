"""Rows of a member as the plain values that the rules of CPD read, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agreements.requirements import terms
from agreements.requirements.models import Version
from agreements.requirements.vocabulary import Aspect
from members.profile.models import Member

from .models import Adjustment, Record

SHORTEST_SCALE = Decimal(16)  # hours, so that a first half day does not fill the drawing
STANDINGS = {
    Record.State.TO_CONFIRM: terms.Standing.PENDING,
    Record.State.DECLARED: terms.Standing.COUNTS,
    Record.State.VERIFIED: terms.Standing.COUNTS,
    Record.State.REJECTED: terms.Standing.REJECTED,
}


# --- What binds whom -----------------------------------------------------------------------------


def requirements_of(member: Member, on: date) -> QuerySet[Version]:
    """The version in force on `on` of each requirement that binds the member on that day.

    A requirement binds whoever holds a term or a checked title of its scheme on the day. Each row
    brings what `circumstances_of` reads: `registered_on`, `grade_held` and `has_adjustments`; and
    `rules_since`, the first day for which the requirement has rules. Read the rules by
    `with_rules()`.
    """
    scheme = OuterRef("requirement__scheme")
    every_term = member.terms.filter(grade__scheme=scheme).order_by("starts_on")
    checked = member.qualifications.model.State.VERIFIED
    every_title = (
        member.qualifications.conferring()
        .filter(grade__scheme=scheme, state=checked)
        .exclude(awarded_on__gt=on)
        .order_by(F("awarded_on").asc(nulls_last=True))
    )
    term = every_term.covering(on).reverse()
    title = every_title.exclude(valid_until__lt=on).reverse()
    published = Version.objects.live().filter(requirement=OuterRef("requirement")).order_by()
    return (
        Version.objects.in_force(on)
        .annotate(
            grade_held=Coalesce(
                Subquery(term.values("grade__code")[:1]), Subquery(title.values("grade__code")[:1])
            ),
            registered_on=Coalesce(
                Subquery(every_term.values("starts_on")[:1]),
                Subquery(every_title.values("awarded_on")[:1]),
            ),
            has_adjustments=Exists(
                Adjustment.objects.of(member).of_requirement(OuterRef("requirement"))
            ),
            rules_since=Subquery(
                published.values("requirement").annotate(day=Min("effective_from")).values("day")
            ),
        )
        .filter(grade_held__isnull=False)
    )


# --- What is held against it ---------------------------------------------------------------------


def as_activity(record: Record) -> terms.Activity:
    """A document counts as verifiable once the Society has checked the entry."""
    return terms.Activity(
        key=record.pk,
        done_on=record.done_on,
        hours=record.hours,
        kind=record.kind,
        aspect=record.aspect,
        topics=frozenset(record.topics),
        areas=frozenset([record.practice_area] if record.practice_area else []),
        provider=record.provider,
        is_verifiable=record.state == Record.State.VERIFIED,
        is_online=record.is_online,
        standing=STANDINGS[Record.State(record.state)],
    )


def activities_of(records: Iterable[Record]) -> list[terms.Activity]:
    """Of all entries of one member, whatever their state: the rule says what counts."""
    return [as_activity(record) for record in records]


def adjustments_of(member: Member, version: Version) -> list[Adjustment]:
    """Those that concern the version's requirement; no query where there are none."""
    if not version.has_adjustments:
        return []
    return list(Adjustment.objects.of(member).of_requirement(version.requirement_id))


def circumstances_of(
    version: Version, activities: Iterable[terms.Activity], adjustments: Iterable[Adjustment]
) -> terms.Circumstances:
    """`version` is a row of `requirements_of`. Areas of practice are those the entries name."""
    return terms.Circumstances(
        registered_on=version.registered_on,
        grade=version.grade_held,
        areas=frozenset().union(*(done.areas for done in activities)),
        adjustments=tuple(one.as_terms() for one in adjustments),
    )


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
