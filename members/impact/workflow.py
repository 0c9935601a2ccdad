"""Asking what a draft would change, and working it out in the background, chunk by chunk."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from agreements.background import task
from agreements.pathways.models import PathwayVersion
from agreements.pathways.workflow import publishable as publishable_pathway
from agreements.requirements.workflow import publishable as publishable_requirement
from members.profile.models import Member, User
from members.recognition.facts import A_CHUNK, people

from .comparison import Comparison, Move, comparison
from .models import Draft, ImpactChange, ImpactPreview

MOST_LISTED = 1_000  # members by name for each kind of change; all of them are counted


def publishable(draft: Draft) -> Draft:
    """`with_rules`. Raises ValidationError, a sentence for each thing that stands in the way."""
    if isinstance(draft, PathwayVersion):
        return publishable_pathway(draft)
    return publishable_requirement(draft)


def of(draft: Draft) -> dict[str, Draft]:
    return {"pathway_version" if isinstance(draft, PathwayVersion) else "version": draft}


def preview_of(draft: Draft) -> ImpactPreview | None:
    return ImpactPreview.objects.filter(**of(draft)).first()


def is_current(preview: ImpactPreview, draft: Draft) -> bool:
    """The draft's rules are still those that were compared. Reads them: some six queries."""
    found = type(draft).objects.with_rules().get(pk=draft.pk)
    return preview.fingerprint == fingerprint(found)


def fingerprint(draft: Draft) -> str:
    """The same for the same rules from the same day, however they are written. `with_rules`."""
    said = [draft.effective_from, asdict(draft.as_terms())]
    return sha256(json.dumps(said, sort_keys=True, default=plain).encode()).hexdigest()


def plain(value: object) -> list[str] | str:
    return sorted(value) if isinstance(value, frozenset) else str(value)


# --- Ask -----------------------------------------------------------------------------------------


@transaction.atomic
def ask(draft: Draft, *, by: User) -> ImpactPreview:
    """A new preview in the place of an earlier one. Raises ValidationError as publishing does.

    Members are taken as they stand today, under the rules of the draft's first day, or of today
    where that has passed: on a later day their record would look empty, as nobody has lived it yet.
    """
    type(draft).objects.select_for_update().get(pk=draft.pk)
    found, today = publishable(draft), timezone.localdate()
    rules_on = max(found.effective_from, today)
    comparison(found, rules_on)
    drop(draft)
    preview = ImpactPreview.objects.create(
        asked_by=by,
        members_on=today,
        rules_on=rules_on,
        fingerprint=fingerprint(found),
        **of(found),
    )
    work_out.enqueue(preview.pk)
    return preview


def drop(draft: Draft) -> None:
    """The row is held first: what still fills it then has either ended its chunk or finds none."""
    earlier = ImpactPreview.objects.filter(**of(draft))
    if earlier.select_for_update().first():
        earlier.delete()


# --- Work it out ---------------------------------------------------------------------------------


class Replaced(Exception):
    """Somebody asked anew, or took the draft away: nobody waits for this preview."""


@task
def work_out(preview_pk: int) -> None:
    try:
        fill(preview_pk)
    except Replaced:
        return
    except Exception:
        ImpactPreview.objects.filter(pk=preview_pk).update(failed_at=timezone.now())
        raise


def fill(preview_pk: int) -> None:
    preview = ImpactPreview.objects.filter(pk=preview_pk).first()
    if preview is None:
        raise Replaced
    draft = publishable(preview.draft)
    compared = comparison(draft, preview.rules_on)
    members = [] if compared.concerns_nobody else list(Member.objects.values_list("pk", flat=True))
    say(preview, started_at=timezone.now(), total=len(members), fingerprint=fingerprint(draft))
    counts: Counter[Move] = Counter()
    for first in range(0, len(members), A_CHUNK):
        chunk = members[first : first + A_CHUNK]
        changes = list(looked_at(chunk, compared, preview, counts))
        keep(preview, changes, counts, done=first + len(chunk))
    say(preview, finished_at=timezone.now())


def looked_at(
    chunk: list[int], compared: Comparison, preview: ImpactPreview, counts: Counter[Move]
) -> Iterator[ImpactChange]:
    """Adds to `counts`, and gives the changes to list. Two queries; nothing is written."""
    for member, person in people(Member.objects.filter(pk__in=chunk)):
        for move in compared.moves(person, preview.members_on):
            counts[move] += 1
            if move.before != move.after and counts[move] <= MOST_LISTED:
                yield ImpactChange(preview=preview, member=member, **move._asdict())


@transaction.atomic
def keep(
    preview: ImpactPreview, changes: list[ImpactChange], counts: Counter[Move], done: int
) -> None:
    say(preview, done=done, counts=[[*move, number] for move, number in sorted(counts.items())])
    ImpactChange.objects.bulk_create(changes)


def say(preview: ImpactPreview, **progress: date | int | str | list) -> None:
    """Raises Replaced where the preview is gone."""
    changes = {"moved_at": timezone.now()} | progress
    if not ImpactPreview.objects.filter(pk=preview.pk).update(**changes):
        raise Replaced
