"""The work of reviewers: what waits, whose turn it is, and how long it may take."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from members.profile.models import User
from members.qualifications.interests import open_to
from members.qualifications.models import Qualification
from members.qualifications.waiting import in_beijing, latest_overdue

from .cases import with_employers, with_member
from .models import Review, ServiceTarget

State = Qualification.State
DAY = timedelta(days=1)


# --- Which part of it ----------------------------------------------------------------------------


class Part(NamedTuple):
    """A tile of the queue: how many, and since when the oldest of them waits."""

    name: str
    number: int
    oldest: datetime | None


def parts(targets: dict[str, ServiceTarget], reviewer: User, now: datetime) -> dict[str, Q]:
    """Conditions on all qualifications; each part but the last is of those that wait."""
    waiting = Q(state=State.SUBMITTED)
    kept = Q(taken_by__isnull=False, taken_until__gt=now)
    return {
        "all": waiting,
        "overdue": waiting & is_overdue(targets.values(), in_beijing(now)),
        "free": waiting & ~kept,
        "mine": waiting & Q(taken_by=reviewer),
        "second": waiting & Q(first_signed_by__isnull=False),
        "returned": Q(state=State.RETURNED),
    }


def is_overdue(targets: Iterable[ServiceTarget], today: date) -> Q:
    found = Q(pk__in=[])
    for target in targets:
        end = start_of(latest_overdue(today, target.working_days) + DAY)
        found |= Q(kind=target.kind, submitted_at__lt=end)
    return found


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def counted(conditions: dict[str, Q]) -> list[Part]:
    """One query."""
    numbers = {name: Count("pk", filter=wanted) for name, wanted in conditions.items()}
    oldest = {f"{name}_since": Min("submitted_at", filter=q) for name, q in conditions.items()}
    open_states = [State.SUBMITTED, State.RETURNED]
    found = Review.objects.filter(state__in=open_states).aggregate(**numbers, **oldest)
    return [Part(name, found[name], found[f"{name}_since"]) for name in conditions]


def targets_by_kind() -> dict[str, ServiceTarget]:
    return {target.kind: target for target in ServiceTarget.objects.all()}


# --- Whose turn it is ----------------------------------------------------------------------------


def free_for(reviewer: User, now: datetime) -> QuerySet[Review]:
    """What this reviewer may take, longest waiting first."""
    kept = Q(taken_by__isnull=False, taken_until__gt=now) & ~Q(taken_by=reviewer)
    waiting = open_to(reviewer, Review.objects.awaiting_decision())
    return waiting.exclude(kept).exclude(first_signed_by=reviewer).oldest_sent_first()


def next_for(reviewer: User, now: datetime, after: Review | None = None) -> Review | None:
    """The oldest; after one that was put back, the oldest behind it, then from the top again."""
    free = with_employers(with_member(free_for(reviewer, now)))
    if after is None:
        return free.first()
    behind = Q(submitted_at__gt=after.submitted_at) | Q(
        submitted_at=after.submitted_at, pk__gt=after.pk
    )
    return free.filter(behind).first() or free.exclude(pk=after.pk).first()
