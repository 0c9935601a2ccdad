"""The form of a publication tells when its address leads to another item today."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .renaming import FormerName, former_names


class TakingForm(forms.ModelForm):
    """Such an address can be taken, but not without having been told."""

    def clean(self) -> dict:
        cleaned = super().clean()
        key = self._meta.model.NAME
        former = self.of_another(cleaned.get(key)) if key in self.changed_data else None
        if former and self.data.get("takes") != former.name:
            self.add_error(key, leads_elsewhere(former))
        return cleaned

    def of_another(self, name) -> FormerName | None:
        former = former_names(self._meta.model).filter(name=name).select_related("item")
        return former.exclude(item=self.instance.pk).first()


def leads_elsewhere(former: FormerName) -> ValidationError:
    return ValidationError(
        format_html(
            '{} <label><input type="checkbox" name="takes" value="{}"> {}</label>',
            _("Old links with this address lead to “%(item)s” today.") % {"item": former.item},
            former.name,
            _("Take the address; the old links then come here"),
        )
    )
