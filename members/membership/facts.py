"""Membership terms as the plain values that rules read."""

from collections.abc import Iterable

from django.db.models import OuterRef

from agreements.pathways.terms import Title
from agreements.rows import Rows, iso_day

from .models import Term


def term_rows(member: str = "pk") -> Rows:
    """For `annotate` on members: their terms, oldest first."""
    return Rows(
        Term.objects.filter(member=OuterRef(member)).order_by("starts_on"),
        pk="pk",
        scheme="grade__scheme__slug",
        code="grade__code",
        first="starts_on",
        last="ends_on",
    )


def registrations(rows: Iterable[dict]) -> tuple[Title, ...]:
    """Each term is a registration of its grade; the Society gave it, so it is checked."""
    return tuple(
        Title(
            key=f"term:{row['pk']}",
            grade=f"{row['scheme']}/{row['code']}",
            first=iso_day(row["first"]),
            last=iso_day(row["last"]),
        )
        for row in rows
    )
