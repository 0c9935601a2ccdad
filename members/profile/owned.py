"""Forms for what belongs to a member."""

from django import forms

from .refilled import Refilled


class OwnedForm(Refilled, forms.ModelForm):
    """The owner may be off the form and still belongs to what has to be unique.

    Django leaves a constraint unchecked when one of its fields is not on the form, and the save
    then ends in an error of the database.
    """

    off_the_form = frozenset({"member"})

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - (self.off_the_form - self.fields.keys())
