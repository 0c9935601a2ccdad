"""A person's names in both scripts, as they are typed at sign-up and on the profile."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .fields import PlainLine

NAMES = ["family_name", "given_name", "name_zh"]
PASSPORT_NAME = _("In Latin letters, as in a passport.")
LATIN_LETTERS = RegexValidator(
    r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff .'’-]*\Z",
    _("Write this name in Latin letters, such as Wang."),
)
HAN_CHARACTERS = RegexValidator(
    r"^[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af·]+\Z",
    _("Write this name in Chinese characters, without spaces, such as 王伟."),
)


class LatinName(PlainLine):
    default_validators = [*PlainLine.default_validators, LATIN_LETTERS]

    def __init__(self, **kwargs):
        super().__init__(max_length=80, help_text=PASSPORT_NAME, **kwargs)


class NamesForm(forms.Form):
    family_name = LatinName(
        label=_("Family name"),
        error_messages={"required": _("Write your family name.")},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    given_name = LatinName(
        label=_("Given name"),
        error_messages={"required": _("Write your given name.")},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    name_zh = PlainLine(
        label=_("Name in Chinese characters"),
        max_length=40,
        required=False,
        help_text=_("Family name first. Leave empty if there is none."),
        validators=[HAN_CHARACTERS],
        widget=forms.TextInput({"autocomplete": "off"}),
    )
