"""Forms for the rows that stand below another one in the administration."""

from django import forms
from django.core.exceptions import ValidationError


class InlineForm(forms.ModelForm):
    """The row above belongs to what has to be unique, though nobody types it.

    Django leaves such a constraint unchecked; a row that somebody else added meanwhile, or two
    that change places, then end the save with an error of the database.
    """

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)
