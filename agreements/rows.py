"""Related rows as a list inside the row they belong to: one query where there would be many."""

from datetime import UTC, date, datetime

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Rows(Subquery):
    """`annotate(parties=Rows(Party.objects.filter(agreement=OuterRef("pk")), name="name_en"))`

    gives every agreement a list of dicts in the queryset's order. Dates arrive as ISO text.
    """

    output_field = JSONField()

    def __init__(self, queryset: QuerySet, **columns):
        super().__init__(queryset.annotate(item=JSONObject(**columns)).values("item"))

    def as_sql(self, compiler, connection, template=None, **extra):
        raise NotImplementedError(f"Rows is written for SQLite and PostgreSQL, not {connection}")

    def as_sqlite(self, compiler, connection):
        template = "(SELECT json_group_array(json(item)) FROM (%(subquery)s) AS list)"
        return super().as_sql(compiler, connection, template)

    def as_postgresql(self, compiler, connection):
        template = "(SELECT coalesce(jsonb_agg(item), '[]') FROM (%(subquery)s) AS list)"
        return super().as_sql(compiler, connection, template)


def iso_instant(written: str) -> datetime:
    """An instant of such a row: of SQLite it has no zone, and is in UTC."""
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def iso_day(written: str | None) -> date | None:
    """A date of such a row."""
    return date.fromisoformat(written) if written else None
