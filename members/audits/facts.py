"""Whom a draw can find, as the plain values that the rules read: one query for all of them."""

from typing import NamedTuple

from django.db.models import BooleanField, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from agreements.requirements.spans import years_after
from members.cpd.models import Adjustment
from members.membership.models import Term
from members.profile.models import Member
from members.qualifications.models import Qualification

from .draws import Draw
from .models import Audit, Consequence
from .rules import Candidate, Exclusion, Outcome, Selection, failures_in_a_row, select

State = Audit.State
OUTCOMES = {
    State.PASSED: Outcome.PASSED,
    State.REMARKS: Outcome.PASSED,
    State.FAILED: Outcome.FAILED,
    State.EXCUSED: Outcome.EXCUSED,
}
SAYING_SOMETHING = (State.PASSED, State.REMARKS, State.FAILED)
# The column that says so, for each exclusion; without a number is without a column.
FLAGS = {
    Exclusion.NAMED: "is_named",
    Exclusion.IN_AUDIT: "is_in_audit",
    Exclusion.EXEMPT: "is_exempt",
    Exclusion.NEW: "is_new",
    Exclusion.LATELY: "was_audited",
}
NO = Value(False, output_field=BooleanField())
OWN = {"member": OuterRef("pk")}


class Found(NamedTuple):
    """What a draw comes to as things stand, and whose each number is."""

    selection: Selection
    keys: dict[str, int]


def found(draw: Draw) -> Found:
    rows = [(row.pk, candidate(row)) for row in bound(draw)]
    keys = {one.number: key for key, one in rows if one.number}
    return Found(select(draw.seed, (one for _key, one in rows), draw.size), keys)


def candidate(row: Member) -> Candidate:
    """`row` is of `bound`."""
    exclusions = {why for why, flag in FLAGS.items() if getattr(row, flag)}
    if not row.number:
        exclusions.add(Exclusion.UNNUMBERED)
    return Candidate(row.number or "", frozenset(exclusions), row.has_failed)


def bound(draw: Draw) -> QuerySet[Member]:
    """Whom the requirement binds on the last day of the period, of the chosen societies and grades.

    The same as `binding` of members.cpd.facts answers for one member at a time.
    """
    last_audit = earlier_audits(draw).order_by("-draw__last_on", "-pk")
    return (
        Member.objects.filter(is_bound(draw))
        .annotate(
            is_named=Exists(Draw.left_out.through.objects.filter(draw=draw.pk, **OWN)),
            is_in_audit=Exists(audits_of_the_period(draw)),
            is_exempt=Exists(exemptions(draw)) if draw.leaves_out_exempt else NO,
            registered_on=registered_on(draw),
            was_audited=Exists(late_audits(draw)) if draw.leaves_out_years else NO,
            last_state=Subquery(last_audit.values("state")[:1]),
            is_drawn_again=Coalesce(
                Subquery(last_audit.values("consequence__is_drawn_again")[:1]), True
            ),
        )
        .annotate(
            is_new=when(Q(registered_on__gt=draw.first_on) & Q(registered_on__isnull=False))
            if draw.leaves_out_new
            else NO,
            has_failed=when(
                Q(last_state__isnull=False, last_state=State.FAILED, is_drawn_again=True)
            )
            if draw.adds_failed
            else NO,
        )
        .only("pk", "number")
        .order_by("pk")
    )


def when(condition: Q) -> Coalesce:
    return Coalesce(condition, NO, output_field=BooleanField())


# --- Whom it binds -------------------------------------------------------------------------------


def is_bound(draw: Draw) -> Q:
    """By a term, or without one by a checked title; a society is known of terms alone."""
    societies, grades = list(draw.societies.all()), list(draw.grades.all())
    terms, titles = terms_of(draw).covering(draw.last_on), titles_of(draw).filter(current(draw))
    chosen = terms
    if grades:
        chosen, titles = chosen.filter(grade__in=grades), titles.filter(grade__in=grades)
    if societies:
        return Q(Exists(chosen.filter(society__in=societies)))
    return Q(Exists(chosen)) | (~Q(Exists(terms)) & Q(Exists(titles)))


def terms_of(draw: Draw) -> QuerySet[Term]:
    return Term.objects.filter(grade__scheme=draw.requirement.scheme_id, **OWN)


def titles_of(draw: Draw) -> QuerySet[Qualification]:
    """Checked titles, licences and certificates of the scheme."""
    checked = Qualification.objects.filter(
        state=Qualification.State.VERIFIED, grade__scheme=draw.requirement.scheme_id, **OWN
    )
    return checked.exclude(kind__in=[Qualification.Kind.DEGREE, Qualification.Kind.LETTER])


def current(draw: Draw) -> Q:
    has_begun = Q(awarded_on__isnull=True) | Q(awarded_on__lte=draw.last_on)
    return has_begun & (Q(valid_until__isnull=True) | Q(valid_until__gte=draw.last_on))


def registered_on(draw: Draw) -> Coalesce:
    """The first day of the first term of the scheme; without a term that of the first title."""
    terms = terms_of(draw).order_by().values("member").annotate(day=Min("starts_on"))
    titles = titles_of(draw).order_by().values("member").annotate(day=Min("awarded_on"))
    return Coalesce(Subquery(terms.values("day")), Subquery(titles.values("day")))


# --- Whom it leaves out or adds ------------------------------------------------------------------


def exemptions(draw: Draw) -> QuerySet[Adjustment]:
    """Those that touch the period, as the rule of CPD takes them."""
    return Adjustment.objects.filter(
        Q(requirement__isnull=True) | Q(requirement=draw.requirement_id),
        relief=Adjustment.Relief.EXEMPT,
        first_on__lte=draw.last_on,
        last_on__gte=draw.first_on,
        **OWN,
    )


def audits_of(draw: Draw) -> QuerySet[Audit]:
    return Audit.objects.filter(draw__requirement=draw.requirement_id, **OWN)


def audits_of_the_period(draw: Draw) -> QuerySet[Audit]:
    return audits_of(draw).filter(
        draw__first_on__lte=draw.last_on, draw__last_on__gte=draw.first_on
    )


def earlier_audits(draw: Draw) -> QuerySet[Audit]:
    """Of earlier periods, that say something."""
    return audits_of(draw).filter(draw__last_on__lt=draw.first_on, state__in=SAYING_SOMETHING)


def late_audits(draw: Draw) -> QuerySet[Audit]:
    """Of periods that ended within the years before the last day, but for those excused."""
    since = years_after(draw.last_on, -draw.leaves_out_years)
    late = audits_of(draw).filter(draw__last_on__gte=since, draw__last_on__lt=draw.last_on)
    return late.exclude(state=State.EXCUSED)


# --- What follows from a failure -----------------------------------------------------------------


def failures_with(audit: Audit) -> int:
    """How many in a row it makes when this one is failed. One query."""
    earlier = (
        Audit.objects.filter(
            member=audit.member_id,
            draw__requirement=audit.draw.requirement_id,
            draw__last_on__lt=audit.draw.last_on,
            state__in=OUTCOMES,
        )
        .order_by("draw__last_on", "pk")
        .values_list("state", flat=True)
    )
    return failures_in_a_row([*(OUTCOMES[State(state)] for state in earlier), Outcome.FAILED])


def steps_of(audit: Audit) -> dict[int, Consequence]:
    """By the number of failures from which they hold. One query."""
    rows = Consequence.objects.filter(requirement=audit.draw.requirement_id)
    return {row.failures: row for row in rows}
