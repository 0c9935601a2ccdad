"""What an agreement follows on from, and what took its place, to any depth that is sensible."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
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


# --- No entry follows on from itself -------------------------------------------------------------

Predecessors = dict[int, int | None]  # of each entry that of the one it follows on from


def refuse_circle(agreement: models.Model) -> None:
    """Raises ValidationError beside the predecessor. One query; none without a predecessor."""
    if agreement.predecessor_id is None or agreement.pk is None:
        return
    known = predecessors(type(agreement)) | {agreement.pk: agreement.predecessor_id}
    if leads_back(agreement.pk, known):
        raise circle()


def refuse_circles(model: type[models.Model]) -> None:
    """The same of all that is written already. One query."""
    known = predecessors(model)
    if any(leads_back(entry, known) for entry in known):
        raise circle()


def predecessors(model: type[models.Model]) -> Predecessors:
    """Within a transaction, nobody else links entries until it ends.

    A constraint of the database sees one row, and so no more than an entry that names itself;
    and two that link at the same time would each see no circle.
    """
    rows = model._base_manager.order_by("pk").values_list("pk", "predecessor_id")
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(no_key=True)
    return dict(rows)


def leads_back(entry: int, known: Predecessors) -> bool:
    seen: set[int] = set()
    before = known.get(entry)
    while before is not None and before != entry and before not in seen:
        seen.add(before)
        before = known.get(before)
    return before == entry


def circle() -> ValidationError:
    said = _("It follows on from this entry itself, over one or more others.")
    return ValidationError({"predecessor": said})
