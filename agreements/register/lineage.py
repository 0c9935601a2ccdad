"""What an agreement follows on from, and what took its place, to any depth that is sensible."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from agreements.bilingual import column

# A chain of agreements is never longer; what is bounded ends even where rows go in a circle.
DEEPEST = 20
RELATIVES = """
WITH RECURSIVE before(id, predecessor_id, depth) AS (
    SELECT id, predecessor_id, 0 FROM {table} WHERE id = %s
    UNION ALL
    SELECT one.id, one.predecessor_id, before.depth - 1
    FROM {table} one JOIN before ON one.id = before.predecessor_id WHERE before.depth > -{deepest}
), later(id, depth) AS (
    SELECT id, 0 FROM {table} WHERE id = %s
    UNION ALL
    SELECT one.id, later.depth + 1
    FROM {table} one JOIN later ON one.predecessor_id = later.id WHERE later.depth < {deepest}
)
SELECT one.id, one.slug, one.{label}, one.kind, one.status, one.status_on, one.status_precision,
    one.signed_on, one.signed_precision, one.predecessor_id, found.depth
FROM {table} one JOIN (
    SELECT id, depth FROM before WHERE depth < 0 UNION SELECT id, depth FROM later WHERE depth > 0
) found ON found.id = one.id
ORDER BY found.depth, one.signed_on, one.id
"""


def relatives(agreement: models.Model) -> list[models.Model]:
    """Before it (`depth` below 0) and after it (above), each once. One query for all of them."""
    model = type(agreement)
    sql = RELATIVES.format(table=model._meta.db_table, label=column("label"), deepest=DEEPEST)
    found = model.objects.raw(sql, [agreement.pk, agreement.pk])
    once = {row.pk: row for row in found if row.pk != agreement.pk}
    return list(once.values())


def refuse_circle(agreement: models.Model) -> None:
    if agreement.predecessor and agreement.pk in {row.pk for row in walked_back(agreement)}:
        said = _("It follows on from this entry itself, over one or more others.")
        raise ValidationError({"predecessor": said})


def walked_back(agreement: models.Model) -> Iterator[models.Model]:
    """Those it follows on from, newest first. A query each, but for those that were read along."""
    for _step in range(DEEPEST):
        agreement = agreement.predecessor
        if agreement is None:
            return
        yield agreement
