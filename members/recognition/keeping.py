"""Works out how members stand and keeps it, for lists that cannot ask every rule of everybody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.db.models import F

from agreements.pathways.in_force import RulesInForce, rules_in_force
from agreements.requirements.rules import Asks, Assessment, assess
from members.cpd.closing import newest_to_declare
from members.cpd.facts import binding, bond, circumstances
from members.profile.models import Member

from .facts import A_CHUNK, Person, people
from .models import CpdStanding, PathwayStanding, Run
from .prospects import Prospect, each

NEVER_COMPARED = {"id", "since"}
Standing = CpdStanding | PathwayStanding


# --- Work out ------------------------------------------------------------------------------------


def standings(key: int, person: Person, rules: RulesInForce, on: date) -> Iterator[Standing]:
    """Of one member on a day: a row for each requirement that binds them, and for each pathway
    that starts from a title they hold. Not saved.
    """
    kept = {"member_id": key, "since": on, "facts": person.fingerprint}
    for asked in binding(person.holder, rules, on):
        held = bond(person.holder, asked.scheme, on)
        about = circumstances(person.holder, asked, person.activities, on)
        counting = person.holder.counting_for(asked.slug, person.activities)
        found = assess(asked.rules, counting, about, on)
        over = newest_to_declare(person.holder, rules.eras, asked.slug, on)
        yield CpdStanding(
            requirement_id=asked.version.requirement_id,
            version_id=asked.version.pk,
            grade=held.grade if held else "",
            verdict=found.verdict.value,
            **figures(found),
            over_on=over and over.span.last,
            declare_by=over and over.declare_by,
            **kept,
        )
    for prospect in each(person, rules, on):
        yield on_pathway(prospect, kept)


def figures(found: Assessment) -> dict:
    """Of the first required period that runs; in the requirement's own unit."""
    told = next((one for one in found.results if one.span and one.is_required), None)
    if told is None or told.span is None:
        return {"total": Decimal(), "missing": Decimal(), "ends_on": None}
    missing = (one.missing for one in told.findings if one.asks is Asks.TOTAL)
    return {"total": told.total, "missing": next(missing, Decimal()), "ends_on": told.span.last}


def on_pathway(prospect: Prospect, kept: dict) -> PathwayStanding:
    found = prospect.assessment
    return PathwayStanding(
        pathway_id=prospect.version.pathway_id,
        version_id=prospect.version.pk,
        verdict=found.verdict.value,
        met=found.met,
        conditions=len(found.lines),
        missing=found.missing,
        earliest=found.earliest,
        **kept,
    )


# --- Keep ----------------------------------------------------------------------------------------


def keep(members: models.QuerySet[Member], rules: RulesInForce, on: date) -> int:
    """Makes what is kept of these members what it is on the day; returns how many were read.

    What has not changed is not written, and keeps its `since`. A member of whom a fact changes
    meanwhile is left for the next time. Ten queries for some hundred members.
    """
    read, rows = {}, []
    for member, person in people(members):
        read[member.pk] = member.facts_version
        rows += standings(member.pk, person, rules, on)
    with transaction.atomic():
        locked = Member.objects.filter(pk__in=read).select_for_update(of=("self",))
        now = dict(locked.values_list("pk", "facts_version"))
        sure = {key for key, version in read.items() if now.get(key) == version}
        for model in (CpdStanding, PathwayStanding):
            settle(model, sure, [row for row in rows if type(row) is model])
        Member.objects.filter(pk__in=sure).update(assessed_version=F("facts_version"))
    return len(read)


def settle(model: type[models.Model], keys: set[int], rows: Iterable[Standing]) -> None:
    """The rows of these members become those given; two queries, and two more for what differs."""
    what = "requirement_id" if model is CpdStanding else "pathway_id"
    there = {
        (row.member_id, getattr(row, what)): row for row in model.objects.filter(member__in=keys)
    }
    changed = []
    for row in (row for row in rows if row.member_id in keys):
        old = there.pop((row.member_id, getattr(row, what)), None)
        if old is None or said(old) != said(row):
            changed.append(row)
            if old is not None and old.verdict == row.verdict:
                row.since = old.since
    if there:
        model.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["member", what.removesuffix("_id")],
        update_fields=[name for name in fields if name not in ("member", what)],
    )


def said(row: Standing) -> tuple:
    return tuple(
        getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in NEVER_COMPARED
    )


# --- Whom and when -------------------------------------------------------------------------------


def keep_changed(on: date, at_most: int | None = None) -> int:
    """Those of whom a fact has changed since; returns how many were read."""
    keys = list(Member.objects.to_assess().order_by("pk").values_list("pk", flat=True)[:at_most])
    for some in batches(keys):
        keep(Member.objects.filter(pk__in=some), rules_in_force(on), on)
    return len(keys)


def is_due(on: date) -> bool:
    """Nobody has assessed all members for this day by these rules, nor is anybody about to."""
    newest = Run.objects.order_by("-pk").first()
    return newest is None or (newest.on, newest.rules) != (on, rules_in_force(on).fingerprint)


def batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[first : first + A_CHUNK] for first in range(0, len(keys), A_CHUNK))
