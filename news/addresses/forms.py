"""The table of old addresses that comes in as a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import sheet


class SheetForm(forms.Form):
    """`text` carries the file from the preview to the saving."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_(
            "Two columns: the old address, and the page it leads to. UTF-8 or GB18030; separated "
            "by commas, semicolons or tabs; at most 10,000 rows."
        ),
    )
    text = forms.CharField(required=False, widget=forms.Textarea, strip=False)
    replaces = forms.BooleanField(
        label=_("Replace the targets of addresses that are in the table already"), required=False
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if file := cleaned.get("file"):
            cleaned["text"] = self.text_of(file)
        if not self.errors and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file that has rows in it."))
        return cleaned

    def text_of(self, file) -> str:
        if file.size > sheet.MOST_BYTES:
            self.add_error("file", _("The file is larger than 1.5 MB. Divide it."))
            return ""
        try:
            return sheet.text_of(file.read())
        except ValidationError as error:
            self.add_error("file", error)
            return ""

    def preview(self) -> sheet.Preview | None:
        """None when the rows cannot be looked at; the file says why."""
        try:
            return sheet.preview(self.cleaned_data["text"], replaces=self.cleaned_data["replaces"])
        except ValidationError as error:
            self.add_error("file", error)
            return None
