"""A member agrees to a sentence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.profile.refilled import Refilled


class DeclarationForm(Refilled, forms.Form):
    """The button that sends it carries the edition of the wording that was read."""

    agrees = forms.BooleanField(
        label=_("I declare this."),
        error_messages={"required": _("Tick the box if you declare this.")},
    )

    def __init__(self, data=None, *, edition: str):
        self.edition = edition
        super().__init__(data)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("agrees") and self.data.get("edition") != self.edition:
            raise forms.ValidationError(_("The wording has changed. Read it again, then declare."))
        return cleaned
