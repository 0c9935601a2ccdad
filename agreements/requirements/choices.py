"""A column that holds several of a fixed set of choices."""

import json
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


@lru_cache(maxsize=1024)
def decoded(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


class ChoiceListField(models.JSONField):
    """A list of values of the TextChoices `choices_of`; in forms a set of checkboxes."""

    def __init__(self, *args, choices_of: type[models.TextChoices], **kwargs):
        self.choices_of = choices_of
        kwargs |= {"default": list, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self):
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, choices_of=self.choices_of, **kwargs)

    def from_db_value(self, value, expression, connection):
        """A million rows hold the same few lists: each is decoded once."""
        return None if value is None else list(decoded(value))

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or any(one not in self.choices_of.values for one in value):
            raise ValidationError(_("Choose from the list."))

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.choices_of.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )
