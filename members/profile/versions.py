"""Two windows with the same record: whoever saves second sees what the first one saved."""

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from django import forms
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .refilled import Refilled


class Difference(NamedTuple):
    label: str
    kept: str
    mine: str


class ReadAt(forms.CharField):
    """Which version of the record stands in the form. It is no answer, so it never changes one."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class Versioned(Refilled, forms.ModelForm):
    """Mixed into the form of a record that has `updated_at`.

    When the record was saved since the form was opened, and says something else than what is
    sent, the form is refused with both versions in `differences`. Sent once more, it is taken:
    by then its writer has read the other one. The page has to show {{ form.read_at }}.
    """

    read_at = ReadAt(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self.initial.setdefault("read_at", self.version)

    @property
    def version(self) -> str:
        return self.instance.updated_at.isoformat() if self.instance.pk else ""

    def clean(self) -> dict:
        cleaned = super().clean()
        read_at = self.cleaned_data.get("read_at")
        if read_at and self.instance.pk and read_at != self.version:
            self.differences = [*self.differing()]
        if self.differences:
            self.data = self.data.copy()
            self.data[self.add_prefix("read_at")] = self.version
            raise forms.ValidationError(
                _("This was changed in another window, or by the Society, while you were writing.")
            )
        return cleaned

    def differing(self):
        """Before Django writes what was typed to the instance, it holds what is kept."""
        for name in self._meta.fields:
            kept = value_of(self.instance, name)
            mine = self.cleaned_data.get(name, self[name].value())
            said = [in_words(self.fields[name], value) for value in (kept, mine)]
            if said[0] != said[1]:
                yield Difference(str(self[name].label), *said)


def value_of(instance: models.Model, name: str):
    value = getattr(instance, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def in_words(field: forms.Field, value) -> str:
    """As the reader knows it: the label of a choice, a day as days are written, Yes and No."""
    if isinstance(field, forms.BooleanField):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, list | tuple | models.QuerySet):
        return _(", ").join(sorted(in_words(field, one) for one in value))
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return label_of(field, value) or ("" if value is None else str(value))


def label_of(field: forms.Field, value) -> str:
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return ""
    return next((str(label) for key, label in flat(field.choices) if key == str(value)), "")


def flat(choices):
    """Without the groups."""
    return chain.from_iterable(
        label if isinstance(label, list | tuple) else [(str(key), label)] for key, label in choices
    )
