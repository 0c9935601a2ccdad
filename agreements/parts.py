"""One page of a long list: read as quickly at its end as at its start."""

from django.db.models import QuerySet


def keys_of_part(ordered: QuerySet, start: int, stop: int, total: int) -> QuerySet:
    """For `pk__in`: of the rows from `start` up to, and without, `stop`, of `total` in all.

    They are found from the nearer end, so the order has to be total.
    """
    keys = ordered.values("pk")
    if start > total / 2:
        return keys.reverse()[total - stop : total - start]
    return keys[start:stop]
