"""Another address for a draft that comes back, where its own is another item's today."""

from itertools import count

from django import forms
from django.db import models
from django.db.models import Max
from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements.renaming import former_names


def new_name_form(sent: QueryDict, item: models.Model, kept: str | int) -> forms.Form | None:
    """With a free one in it; None where `kept`, the address of the version, is free."""
    name = item.NAME
    holder = type(item)._base_manager.filter(**{name: kept}).first()
    if holder is None and name not in sent:
        return None
    form = forms.Form(sent if name in sent else None, initial={name: free_name(type(item), kept)})
    form.fields[name] = item._meta.get_field(name).formfield()
    if holder:
        said = _("“%(name)s” belongs to “%(item)s” today.") % {"name": kept, "item": holder}
        form.fields[name].help_text = said
    return form


def free_name(model: type[models.Model], kept: str | int) -> str | int:
    """The next number; or the address with the first number behind it that nobody has or had."""
    rows = model._base_manager
    if isinstance(kept, int):
        return rows.aggregate(highest=Max(model.NAME))["highest"] + 1
    stem = kept[: model._meta.get_field(model.NAME).max_length - 4]
    used = {*rows.filter(slug__startswith=stem).values_list("slug", flat=True)}
    used |= {*former_names(model).filter(name__startswith=stem).values_list("name", flat=True)}
    return next(name for number in count(2) if (name := f"{stem}-{number}") not in used)
