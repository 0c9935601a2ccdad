"""Periods of work as the plain values that rules read."""

from collections.abc import Iterable

from django.db.models import OuterRef

from agreements.pathways import terms
from agreements.rows import Rows, iso_day

from .models import Period

CHECKS = {
    Period.State.DECLARED: terms.Check.CLAIMED,
    Period.State.VERIFIED: terms.Check.CHECKED,
}


def period_rows(member: str = "pk") -> Rows:
    """For `annotate` on members: their periods that count, oldest first."""
    return Rows(
        Period.objects.counting().filter(member=OuterRef(member)).oldest_first(),
        pk="pk",
        first="started_on",
        last="ended_on",
        is_in_charge="is_in_charge",
        country="country",
        state="state",
    )


def periods(rows: Iterable[dict]) -> tuple[terms.Period, ...]:
    return tuple(
        terms.Period(
            key=f"period:{row['pk']}",
            first=iso_day(row["first"]),
            last=iso_day(row["last"]),
            is_in_charge=bool(row["is_in_charge"]),
            country=row["country"],
            check=CHECKS[row["state"]],
        )
        for row in rows
    )
