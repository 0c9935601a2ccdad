"""Entries of the register as plain rows, with everything that the data says of each. One query."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from agreements.pathways.models import GATES, PathwayVersion
from agreements.register.models import Agreement, Document, Party, StatusChange
from agreements.rows import Rows

from .fields import AGREEMENT, DOCUMENT, OTHER_ENTRY, PARTY, PATHWAY, STEP
from .shapes import Fields, columns_of, read_fields, rows_of

OF_ENTRY = OuterRef("pk")
PARTIES = Party.objects.filter(agreement=OF_ENTRY)
STEPS = StatusChange.objects.filter(agreement=OF_ENTRY)
DOCUMENTS = Document.objects.filter(agreement=OF_ENTRY)
EARLIER = Agreement.objects.filter(successors=OF_ENTRY).order_by("slug")
LATER = Agreement.objects.filter(predecessor=OF_ENTRY).order_by("slug")
# Whatever changes in these rows changes the entry. A later entry counts when it is added.
PARTS = [
    (PARTIES, "updated_at"),
    (PARTIES, "body__updated_at"),
    (STEPS, "updated_at"),
    (DOCUMENTS, "updated_at"),
    (LATER, "created_at"),
]


def with_changes(entries: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Each with the moment at which anything that its data says was last changed."""
    moments = [Coalesce(newest(rows, column), F("updated_at")) for rows, column in PARTS]
    return entries.annotate(changed_at=Greatest("updated_at", *moments))


def newest(rows: QuerySet, column: str) -> Subquery:
    return Subquery(rows.order_by(f"-{column}").values(column)[:1])


def as_rows(entries: QuerySet[Agreement]) -> QuerySet:
    """Expects `with_changes`. By short name, so that no change moves an entry to another page."""
    related = {
        "parties": nested(
            PARTIES, PARTY, "body__", of="slug name_en name_zh abbreviation country website"
        ),
        "history": nested(STEPS, STEP),
        "documents": nested(DOCUMENTS, DOCUMENT),
        "predecessor": nested(EARLIER, OTHER_ENTRY),
        "successors": nested(LATER, OTHER_ENTRY),
        "pathways": nested(in_force(), PATHWAY, "pathway__", of="slug name_en name_zh"),
    }
    rows = {rows_of(name): found for name, found in related.items()}
    own = [name for name in columns_of(AGREEMENT) if name not in rows]
    return entries.order_by("slug").values(*own, **rows)


def in_force() -> QuerySet[PathwayVersion]:
    """The published rules that apply today (Beijing), of an entry's pathways.

    None of an entry that is over, or still being prepared: nobody can go that way.
    """
    versions = PathwayVersion.objects.in_force(timezone.localdate())
    of_entry = versions.filter(pathway__agreement=OF_ENTRY).order_by("pathway__slug")
    return of_entry.exclude(pathway__agreement__status__in=GATES)


def nested(rows: QuerySet, fields: Fields, relation: str = "", of: str = "") -> Rows:
    """Of related rows the columns that `fields` read; those in `of` stand behind `relation`."""
    behind = of.split()
    names = columns_of(fields)
    return Rows(rows, **{name: f"{relation if name in behind else ''}{name}" for name in names})


def entry(row: dict) -> dict:
    return read_fields(AGREEMENT, row)
