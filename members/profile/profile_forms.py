"""What members say of themselves on their profile; the account's own forms are in forms.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import PlainLine
from .models import Member
from .names import NAMES, NamesForm
from .refilled import Refilled
from .time_zones import read_time_zone

SETTINGS = ["language", "time_zone"]


class ProfileForm(Refilled, NamesForm):
    """Names of the account in both scripts; language and time zone of the record."""

    language = forms.ChoiceField(
        label=_("Language of letters and mails"),
        choices=Member._meta.get_field("language").choices,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages in the list."),
        },
    )
    time_zone = PlainLine(
        label=_("Time zone"),
        max_length=40,
        help_text=_(
            "Times are shown in this zone, and “today” is its date. Such as Asia/Shanghai."
        ),
        error_messages={"required": _("Write a time zone such as Asia/Shanghai.")},
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, member: Member):
        self.member = member
        now = {name: getattr(member.user, name) for name in NAMES}
        now |= {name: getattr(member, name) for name in SETTINGS}
        super().__init__(data, initial=now)

    def clean_time_zone(self) -> str:
        return read_time_zone(self.cleaned_data["time_zone"])

    def save(self) -> None:
        for row, names in ((self.member.user, NAMES), (self.member, SETTINGS)):
            for name in names:
                setattr(row, name, self.cleaned_data[name])
            row.save(update_fields=names)
