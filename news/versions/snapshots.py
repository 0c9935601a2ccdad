"""An item as it stood at one moment, with the rows that hang on it and its many-to-many."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from django.core import serializers
from django.db.models import DateTimeField, DecimalField, Field, ForeignKey, Model
from reversion import is_registered, register
from reversion.models import Revision

# (label of the model, key of the row): value by name of the field, as the serializer writes it.
Key = tuple[str, str]
Values = dict[str, object]
Snapshot = dict[Key, Values]

_parts: dict[type[Model], list[type[Model]]] = {}
_models: dict[str, type[Model]] = {}


def keep_versions_of(model: type[Model], parts: list[type[Model]]) -> None:
    """Every save of `model` in a `recorded()` block keeps it whole: the rows of `parts` with it."""
    _parts[model] = parts
    _models.update({one._meta.label_lower: one for one in [model, *parts]})
    for part in parts:
        if not is_registered(part):
            register(part)
    if not is_registered(model):
        register(model, follow=[accessor(model, part) for part in parts])


def parts_of(model: type[Model]) -> list[type[Model]]:
    return _parts.get(model, [])


def key_to(model: type[Model], part: type[Model]) -> ForeignKey:
    """The field of `part` that says to which row of `model` it belongs."""
    return next(field for field in part._meta.fields if field.related_model is model)


def accessor(model: type[Model], part: type[Model]) -> str:
    return key_to(model, part).remote_field.get_accessor_name()


def key_of(row: Model) -> Key:
    return row._meta.label_lower, str(row.pk)


def model_of(key: Key) -> type[Model]:
    return _models[key[0]]


def fields_of(model: type[Model]) -> list[Field]:
    """What an editor can write, in the order of the model; not to which item the row belongs."""
    owners = {owner for owner, parts in _parts.items() if model in parts}
    return [
        field
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and not field.primary_key and field.related_model not in owners
    ]


def as_kept(revision: Revision, item: Model) -> Snapshot:
    """Of `item` and what hung on it, out of a revision that may hold other items too.

    Read from the text that was kept, so that a version outlives the columns it once had.
    """
    rows = [json.loads(version.serialized_data)[0] for version in revision.version_set.all()]
    return of_item(item, rows)


def as_it_stands(item: Model) -> Snapshot:
    """From the database. One query for each kind of row that hangs on the item, and for each key
    to many."""
    return of_item(item, json.loads(serializers.serialize("json", [item, *rows_on(item)])))


def rows_on(item: Model) -> Iterator[Model]:
    for part in parts_of(type(item)):
        yield from getattr(item, accessor(type(item), part)).all()


def of_item(item: Model, rows: list[dict]) -> Snapshot:
    found = {
        (row["model"], str(row["pk"])): alike(_models[row["model"]], row["fields"])
        for row in rows
        if row["model"] in _models
    }
    owners = {
        part._meta.label_lower: key_to(type(item), part).name for part in parts_of(type(item))
    }
    return {key_of(item): found.get(key_of(item), {})} | {
        key: values
        for key, values in sorted(found.items(), key=place)
        if key[0] in owners and values.get(owners[key[0]]) == item.pk
    }


def alike(model: type[Model], values: Values) -> Values:
    """A value is written in one way, whether it was typed or read from the database.

    Moments in UTC, decimals without noughts at the end; keys to many have no order of their own.
    """
    fields = {field.name: field for field in model._meta.fields}
    return {name: in_one_way(fields.get(name), value) for name, value in values.items()}


def in_one_way(field: Field | None, value: object) -> object:
    if isinstance(value, list):
        return sorted(value)
    if value and isinstance(field, DateTimeField):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC).isoformat(timespec="milliseconds")
    if value and isinstance(field, DecimalField):
        return f"{Decimal(value).normalize():f}"
    return value


def place(row: tuple[Key, Values]) -> tuple:
    """By kind, then in the order that the rows have on the page."""
    (label, pk), values = row
    return label, values.get("position") or 0, int(pk)
