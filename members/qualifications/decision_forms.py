"""What staff answer when they decide about a qualification that was checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.profile.fields import PlainText

from .models import Qualification
from .reasons import FOR


class NoteForm(forms.Form):
    """What a decision says to the member beside its reason."""

    note = PlainText(
        label=_("To the member"),
        max_length=1000,
        required=False,
        help_text=_("Shown on the page and in the mail."),
    )


def reason_field(state: Qualification.State) -> forms.ChoiceField:
    ready = [(reason.value, reason.label) for reason in FOR[state]]
    return forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose one")), *ready])


class SuspendForm(NoteForm):
    reason = reason_field(Qualification.State.SUSPENDED)
    field_order = ["reason", "note"]


class RevokeForm(NoteForm):
    reason = reason_field(Qualification.State.REVOKED)
    field_order = ["reason", "note"]
