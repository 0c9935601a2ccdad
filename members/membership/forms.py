"""What staff answer when they decide, and what a member writes in an application."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.profile.fields import DayField

from .models import EARLIEST, LATEST


class LastDayForm(forms.Form):
    ends_on = DayField(
        label=_("Last day of the suspension"),
        earliest=EARLIEST,
        latest=LATEST,
        initial=timezone.localdate,
        help_text=_("It still holds on this day. The member reads it."),
    )
