"""What a person says of themselves when signing up."""

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from .models import User
from .workflow import open_record

PASSPORT_NAME = _("In Latin letters, as in a passport.")


class SignUpForm(forms.Form):
    """The names, beside the address and password that allauth asks for."""

    family_name = forms.CharField(label=_("Family name"), max_length=80, help_text=PASSPORT_NAME)
    given_name = forms.CharField(label=_("Given name"), max_length=80, help_text=PASSPORT_NAME)
    name_zh = forms.CharField(
        label=_("Name in Chinese characters"),
        max_length=40,
        required=False,
        help_text=_("Family name first. Leave empty if there is none."),
    )

    def signup(self, request, user: User) -> None:
        names = ["family_name", "given_name", "name_zh"]
        for name in names:
            setattr(user, name, self.cleaned_data[name])
        user.save(update_fields=names)
        open_record(user, language=get_language() or "zh-hans")
