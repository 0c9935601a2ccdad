"""Which entries of a member may be one activity, logged twice."""

from datetime import timedelta

from django.db.models import Q

from .models import MOST_HOURS, Record
from .rules import A_DAY, Logged, may_be_one

LONGEST = timedelta(days=int(MOST_HOURS) // A_DAY + 1)
MOST = 3


def duplicates_of(record: Record) -> list[Record]:
    """At most three others, newest first, without those that the member has told apart.

    What the Society did not approve counts nowhere, so it is nobody's double. Three queries.
    """
    files = set(record.evidence.values_list("pk", flat=True))
    mine = logged(record, files)
    near = Q(done_on__gte=mine.first_day, done_on__lte=record.done_on) | Q(
        done_on__gt=record.done_on, done_on__lte=record.done_on + LONGEST, hours__gt=A_DAY
    )
    others = (
        Record.objects.filter(member=record.member_id)
        .exclude(pk=record.pk)
        .exclude(state=Record.State.REJECTED)
        .exclude(different_from=record)
        .filter(near | Q(evidence__in=files))
        .distinct()
        .newest_first()
        .prefetch_related("evidence")
    )
    found = (one for one in others if may_be_one(mine, logged(one, keys_of(one))))
    return [one for one, _place in zip(found, range(MOST), strict=False)]


def keys_of(record: Record) -> set[int]:
    return {file.pk for file in record.evidence.all()}


def logged(record: Record, files: set[int]) -> Logged:
    return Logged(record.title, record.done_on, record.hours, frozenset(files))
