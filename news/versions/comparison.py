"""Two snapshots of one item, field by field: what changed, what came, what went."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from news.richtext import RichTextField, clean

from .difference import Line, sides, whole
from .snapshots import Key, Snapshot, Values, fields_of, model_of
from .words import Names, in_words, title_of


class Change(NamedTuple):
    key: Key
    field: str  # empty when the whole row came or went
    label: str
    kind: str  # changed, added, removed
    before: list[Line]
    after: list[Line]
    remark: str = ""  # where the lines are the same and yet something differs


class Comparison(NamedTuple):
    changes: list[Change]
    same: list[str]  # labels of what is the same in both

    @property
    def summary(self) -> str:
        """What changed, in a few words."""
        return _("; ").join(in_short(change) for change in self.changes)

    def apart(self, *fields: str) -> tuple["Comparison", "Comparison"]:
        """Without the changes of these fields, and those alone."""
        others = [change for change in self.changes if change.field not in fields]
        these = [change for change in self.changes if change.field in fields]
        return Comparison(others, self.same), Comparison(these, [])


def compare(before: Snapshot, after: Snapshot, names: Names | None = None) -> Comparison:
    """Changed fields in the order of the form, then rows; what only one side knows of is passed
    over, as a column that did not exist yet."""
    names = names or Names(before, after)
    item, *parts = {**before, **after}
    fields = list(fields_compared(item, before[item], after[item], names))
    rows = [change for key in parts for change in row_compared(key, before, after, names)]
    changes = [change for _label, change in fields if change]
    return Comparison(changes + rows, [label for label, change in fields if not change])


def fields_compared(
    key: Key, older: Values, newer: Values, names: Names, row: str = ""
) -> Iterator[tuple[str, Change | None]]:
    """Label of each field that both know, with its change; None where it is the same."""
    for field in fields_of(model_of(key)):
        if field.name in older and field.name in newer:
            label = label_of(field, row)
            values = [older[field.name], newer[field.name]]
            yield label, change_of(key, field, label, values, names)


def row_compared(key: Key, before: Snapshot, after: Snapshot, names: Names) -> list[Change]:
    """Of a picture, an attachment or a story."""
    older, newer = before.get(key), after.get(key)
    if older is None or newer is None:
        return [row_alone(key, older, newer, names)]
    found = fields_compared(key, older, newer, names, title_of(key, newer))
    return [change for _label, change in found if change]


def label_of(field: models.Field, row: str = "") -> str:
    name = str(field.verbose_name)
    name = name[:1].upper() + name[1:]
    return _("%(row)s: %(field)s") % {"row": row, "field": name} if row else name


def change_of(key: Key, field: models.Field, label: str, values: list, names) -> Change | None:
    before, after = (in_words(field, value, names) for value in values)
    remark = ""
    if before == after and not (remark := hidden_difference(field, values)):
        return None
    return Change(key, field.name, label, "changed", *sides(before, after), remark)


def hidden_difference(field: models.Field, values: list) -> str:
    """In words, where the lines that are shown do not tell it."""
    before, after = (str(value or "") for value in values)
    if isinstance(field, models.FileField) and before != after:
        return _("Another file of the same name.")
    if isinstance(field, RichTextField) and clean(before) != clean(after):
        return _("Only the formatting differs.")
    return ""


def row_alone(key: Key, before: Values | None, after: Values | None, names: Names) -> Change:
    """A row that only one of the two has, with all that is in it."""
    kind = "added" if before is None else "removed"
    values = after if before is None else before
    lines = [line for text in told(key, values, names) for line in whole(text)]
    shown = ([], lines) if kind == "added" else (lines, [])
    return Change(key, "", title_of(key, values), kind, *shown)


def told(key: Key, values: Values, names: Names) -> Iterator[str]:
    for field in fields_of(model_of(key)):
        for line in in_words(field, values.get(field.name), names):
            yield label_of(field, "") + _(": ") + line


def in_short(change: Change) -> str:
    return {
        "changed": "%(label)s",
        "added": _("%(label)s added"),
        "removed": _("%(label)s removed"),
    }[change.kind] % {"label": change.label}
