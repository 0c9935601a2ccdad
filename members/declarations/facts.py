"""Declarations as the plain values that rules read."""

from collections.abc import Iterable

from django.db.models import OuterRef

from agreements.pathways import terms
from agreements.rows import Rows, iso_day

from .models import Declaration


def declaration_rows(member: str = "pk") -> Rows:
    """For `annotate` on members: what stands, oldest first."""
    standing = Declaration.objects.standing().filter(member=OuterRef(member))
    return Rows(
        standing.order_by("made_on", "pk"),
        pk="pk",
        kind="kind",
        made_on="made_on",
        body="body__slug",
    )


def declarations(rows: Iterable[dict]) -> tuple[terms.Declaration, ...]:
    """The body by its short name; empty where it is no code of conduct."""
    return tuple(
        terms.Declaration(
            key=f"declaration:{row['pk']}",
            kind=terms.Kind(row["kind"]),
            made_on=iso_day(row["made_on"]),
            body=row["body"] or "",
        )
        for row in rows
    )
