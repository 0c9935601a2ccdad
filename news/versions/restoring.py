"""How a kept version is laid upon the rows of today; what is no longer there is told."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.removed.workflow import bring_back

from .comparison import label_of
from .snapshots import Snapshot, Values, accessor, key_of, key_to, parts_of
from .words import keys_in, title_of


def restore_parts(item, part: type[models.Model], wanted: Snapshot, left_out: list[str]) -> None:
    rows = getattr(item, accessor(type(item), part))
    there = {key_of(row): row for row in rows.all()}
    earlier = {key: values for key, values in wanted.items() if key[0] == part._meta.label_lower}
    for key in there.keys() - earlier.keys():
        there[key].delete()
    owner = key_to(type(item), part).name
    for key, values in earlier.items():
        row = there.get(key) or part(pk=int(key[1]), **{owner: item})
        if lost := lost_files(row, values):
            left_out.append(
                _("%(row)s: the file %(file)s is no longer there.")
                % {"row": title_of(key, values), "file": ", ".join(lost)}
            )
            continue
        put_back(row, values, left_out)


def put_back(row: models.Model, values: Values, left_out: list[str]) -> None:
    """With what the form does not show, such as the size of a picture that was measured once."""
    fill(row, values, [field.name for field in row._meta.fields], left_out)
    row.full_clean(validate_unique=False)
    row.save()


def fill(row: models.Model, values: Values, names: list[str], left_out: list[str]) -> None:
    for field in row._meta.fields:
        if field.name not in names or field.name not in values or is_own(field, row):
            continue
        value = values[field.name]
        if missing := missing_of(field, value):
            left_out.append(label_of(field) + _(": ") + missing)
            continue
        setattr(row, field.attname, field.to_python(value))


def is_own(field: models.Field, row: models.Model) -> bool:
    """Its key, its stamps, and the item that it hangs on."""
    is_stamp = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return field.primary_key or is_stamp or type(row) in parts_of(field.related_model)


def missing_of(field: models.Field, value) -> str:
    """What a value points to and is no longer there, in words; a file put away is brought back."""
    if not value:
        return ""
    if isinstance(field, models.FileField):
        bring_back([value])
        return "" if field.storage.exists(value) else _("the file is no longer there.")
    if field.is_relation and not field.related_model._default_manager.filter(pk=value).exists():
        return _("what it pointed to is no longer there.")
    return ""


def lost_files(row: models.Model, values: Values) -> list[str]:
    """Names of those that are gone for good."""
    fields = [field for field in row._meta.fields if isinstance(field, models.FileField)]
    return [
        values[field.name].rpartition("/")[2]
        for field in fields
        if missing_of(field, values.get(field.name))
    ]


def set_many(item: models.Model, values: Values, left_out: list[str]) -> None:
    for field in item._meta.many_to_many:
        if field.name not in values:
            continue
        wanted = set(keys_in(values[field.name]))
        found = field.related_model._default_manager.filter(pk__in=wanted)
        getattr(item, field.name).set(found)
        if missing := len(wanted) - len(found):
            said = ngettext(
                "%(number)s of them is no longer there.",
                "%(number)s of them are no longer there.",
                missing,
            )
            left_out.append(label_of(field) + _(": ") + said % {"number": missing})
