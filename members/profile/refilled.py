"""A form that begins with what was typed before its reader had to log in again."""

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


class Kept(QueryDict):
    """What was typed, and never arrived. It fills a form; it is not sent, so nothing is checked."""


class Refilled:
    """Mixed into every form of the members' area, before the class of Django.

    What is given as `Kept` becomes what its fields begin with, and the form is not bound.
    """

    is_refilled = False

    def __init__(self, data=None, *args, **kwargs):
        kept = data if isinstance(data, Kept) else None
        super().__init__(data if kept is None else None, *args, **kwargs)
        if kept is not None:
            self.refill(kept)

    def refill(self, kept: Kept) -> None:
        self.is_refilled = True
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            is_file = isinstance(field.widget, forms.FileInput)
            if not is_file and not field.widget.value_omitted_from_data(kept, {}, key):
                value = field.widget.value_from_datadict(kept, MultiValueDict(), key)
                self.initial[name] = value
