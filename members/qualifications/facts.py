"""Qualifications as the plain values that rules read: titles, degrees, letters."""

from collections.abc import Iterable

from django.db.models import OuterRef

from agreements.pathways.terms import Check, Degree, Letter, Title
from agreements.rows import Rows, iso_day

from .models import Qualification

State = Qualification.State
# A rejected or revoked claim is nothing that somebody has.
CHECKS = {
    State.DRAFT: Check.CLAIMED,
    State.RETURNED: Check.CLAIMED,
    State.SUBMITTED: Check.WAITING,
    State.VERIFIED: Check.CHECKED,
    State.SUSPENDED: Check.SUSPENDED,
}


def qualification_rows(member: str = "pk") -> Rows:
    """For `annotate` on members: what they hold or say they hold, oldest first."""
    return Rows(
        Qualification.objects.filter(member=OuterRef(member), state__in=CHECKS).order_by(
            "awarded_on", "pk"
        ),
        pk="pk",
        kind="kind",
        state="state",
        scheme="grade__scheme__slug",
        code="grade__code",
        first="awarded_on",
        last="valid_until",
        route="route",
        discipline="discipline",
        accord="accord",
        years="degree_years",
    )


def titles(rows: Iterable[dict]) -> tuple[Title, ...]:
    """Titles, licences and certificates of the list; what is not in it no rule can ask for."""
    return tuple(
        Title(
            key=key(row),
            grade=f"{row['scheme']}/{row['code']}",
            first=iso_day(row["first"]),
            last=iso_day(row["last"]),
            check=CHECKS[row["state"]],
            route=row["route"],
            discipline=row["discipline"],
        )
        for row in rows
        if row["code"] and row["kind"] not in (Qualification.Kind.DEGREE, Qualification.Kind.LETTER)
    )


def degrees(rows: Iterable[dict]) -> tuple[Degree, ...]:
    return tuple(
        Degree(key(row), iso_day(row["first"]), row["accord"], row["years"], CHECKS[row["state"]])
        for row in rows
        if row["kind"] == Qualification.Kind.DEGREE
    )


def letters(rows: Iterable[dict]) -> tuple[Letter, ...]:
    """Of the body whose title they name."""
    return tuple(
        Letter(key(row), row["scheme"], iso_day(row["first"]), CHECKS[row["state"]])
        for row in rows
        if row["kind"] == Qualification.Kind.LETTER and row["scheme"]
    )


def key(row: dict) -> str:
    return f"qualification:{row['pk']}"
