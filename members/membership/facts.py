"""Membership terms as the plain values that rules read."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef

from agreements.pathways.terms import Check, Title
from agreements.requirements.spans import DAY, Span
from agreements.rows import Rows, iso_day

from .models import Suspension, Term


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


def suspension_rows(member: str = "pk") -> Rows:
    """For `annotate` on members: the days on which their membership rests, oldest first."""
    suspensions = Suspension.objects.filter(member=OuterRef(member)).order_by("starts_on")
    return Rows(suspensions, first="starts_on", last="ends_on")


class Suspended(NamedTuple):
    """Both days inside; without the last it is not known when it ends."""

    starts_on: date
    ends_on: date | None


def suspended(rows: Iterable[dict]) -> tuple[Suspended, ...]:
    return tuple(Suspended(iso_day(row["first"]), iso_day(row["last"])) for row in rows)


def registrations(rows: Iterable[dict], suspensions: Sequence[Suspended]) -> tuple[Title, ...]:
    """Each term is a registration of its grade; the Society gave it, so it is checked.

    Where a suspension touches it, a term comes in pieces, those on which it rests among them.
    """
    return tuple(
        Title(
            key=f"term:{row['pk']}",
            grade=f"{row['scheme']}/{row['code']}",
            first=piece.first,
            last=None if piece.last == date.max else piece.last,
            check=Check.SUSPENDED if rests(piece.first, suspensions) else Check.CHECKED,
        )
        for row in rows
        for piece in pieces(iso_day(row["first"]), iso_day(row["last"]), suspensions)
    )


def pieces(first: date, last: date | None, suspensions: Sequence[Suspended]) -> list[Span]:
    """Cut where a suspension begins or ends, oldest first; an open end is the last day there is."""
    whole = Span(first, last or date.max)
    cuts = {one.starts_on for one in suspensions}
    cuts |= {one.ends_on + DAY for one in suspensions if one.ends_on}
    starts = sorted({first, *(day for day in cuts if day in whole)})
    ends = [*(day - DAY for day in starts[1:]), whole.last]
    return [Span(*days) for days in zip(starts, ends, strict=True)]


def rests(on: date, suspensions: Iterable[Suspended]) -> bool:
    return any(one.starts_on <= on <= (one.ends_on or date.max) for one in suspensions)
