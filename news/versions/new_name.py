"""Another address for a draft that comes back, where its own is another item's today."""

from functools import partial
from itertools import count

from django import forms
from django.db import models
from django.db.models import Max
from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements.renaming import former_names


def new_name_form(sent: QueryDict, item: models.Model, kept: str | int) -> forms.Form | None:
    """With a free one in it; None where `kept`, the address of the version, is free."""
    model, name = type(item), item.NAME
    said = whose(model, kept)
    if not said and name not in sent:
        return None
    form = forms.Form(sent if name in sent else None, initial={name: free_name(model, kept)})
    form.fields[name] = model._meta.get_field(name).formfield(help_text=said)
    form.fields[name].validators.append(partial(refuse_taken, model))
    return form


def whose(model: type[models.Model], name: str | int) -> str:
    """Empty where nobody has this address."""
    holder = model._base_manager.filter(**{model.NAME: name}).first()
    said = _("“%(name)s” belongs to “%(item)s” today.")
    return said % {"name": name, "item": holder} if holder else ""


def refuse_taken(model: type[models.Model], name: str | int) -> None:
    if said := whose(model, name):
        raise forms.ValidationError(said)


def free_name(model: type[models.Model], kept: str | int) -> str | int:
    """The next number; or the address with the first number behind it that nobody has or had."""
    rows = model._base_manager
    if isinstance(kept, int):
        return rows.aggregate(highest=Max(model.NAME))["highest"] + 1
    stem = kept[: model._meta.get_field(model.NAME).max_length - 4]
    used = {*rows.filter(slug__startswith=stem).values_list("slug", flat=True)}
    used |= {*former_names(model).filter(name__startswith=stem).values_list("name", flat=True)}
    return next(name for number in count(2) if (name := f"{stem}-{number}") not in used)
