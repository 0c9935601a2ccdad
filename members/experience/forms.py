"""What a member says of a period of work, and why staff do not confirm one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.profile.fields import TOO_LONG, DayField, PlainLine, PlainText
from members.profile.owned import OwnedForm
from members.profile.versions import Versioned

from .models import EARLIEST, Period

LINES = ("role", "employer", "verifier_name", "verifier_role")


class PeriodForm(Versioned, OwnedForm):
    started_on = DayField(
        label=_("First day"),
        earliest=EARLIEST,
        error_messages={"required": _("Write the first day.")},
    )
    ended_on = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty while it goes on."),
        earliest=EARLIEST,
        required=False,
        error_messages={
            "in_future": _("This day lies in the future. Leave it empty while it goes on.")
        },
    )
    verifier_email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        required=False,
        error_messages={
            "invalid": _("Write an address such as name@example.org."),
            "max_length": TOO_LONG,
        },
    )

    class Meta:
        model = Period
        fields = Period.SAID
        field_classes = {"summary": PlainText} | dict.fromkeys(LINES, PlainLine)
        widgets = {"summary": forms.Textarea({"rows": 4})}
        labels = {
            "role": _("Position"),
            "employer": _("Employer"),
            "country": _("Country or region of the work"),
            "is_in_charge": _("I was in responsible charge of significant engineering work"),
            "summary": _("What you did"),
            "verifier_name": _("Their name"),
            "verifier_role": _("Their position"),
        }
        help_texts = {
            "employer": _("Or your own firm."),
            "is_in_charge": _(
                "Responsible for people, money, time or safety of a project or a part of it. "
                "If this was so only later on, enter that time as a period of its own."
            ),
            "summary": _("Up to 500 characters."),
        }
        error_messages = {
            "role": {"required": _("Write the position you held.")},
            "employer": {"required": _("Write the employer.")},
            "country": {"invalid_choice": _("Choose one from the list.")},
        }

    def clean(self) -> dict:
        """The sentence of the constraint, told beside the field that can put it right."""
        cleaned = super().clean()
        started_on, ended_on = cleaned.get("started_on"), cleaned.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", _("The last day lies before the first."))
        return cleaned


class RejectionForm(forms.Form):
    reason = PlainText(
        label=_("Reason"),
        help_text=_("The member reads it."),
        max_length=500,
        error_messages={"required": _("Write the reason.")},
        widget=forms.Textarea({"rows": 4}),
    )
