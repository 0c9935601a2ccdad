"""What a member intends to do, and what for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.cpd.fields import GoalField, HoursField
from members.cpd.forms import NOT_IN_LIST
from members.cpd.goals import FIRST_YEAR, LAST_YEAR, Goal
from members.cpd.plan import EARLIEST, LATEST, PlannedActivity, last_of_month
from members.profile.fields import DayField, PlainLine
from members.profile.owned import OwnedForm

CHOICES = {"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST}


class PlannedActivityForm(OwnedForm):
    title = PlainLine(
        label=_("What do you plan to do?"),
        max_length=200,
        error_messages={"required": _("Write what you plan to do.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    planned_on = DayField(
        label=_("Date"),
        help_text=_("The last day, if it takes several."),
        earliest=EARLIEST,
        latest=LATEST,
        error_messages={"required": _("Write the day, or any day of the month.")},
    )
    is_month = forms.BooleanField(label=_("Only the month is fixed, not the day"), required=False)
    hours = HoursField(
        label=_("Hours"),
        help_text=_("As far as you know. With hours it is in the forecast."),
        required=False,
    )
    goal = GoalField(help_text=_("What it brings you nearer to."))

    class Meta:
        model = PlannedActivity
        fields = ["title", "planned_on", "is_month", "hours", "kind", "aspect", "goal"]
        widgets = {"aspect": forms.RadioSelect}
        error_messages = {"kind": CHOICES, "aspect": CHOICES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        member = self.instance.member_id
        goals = Goal.objects.filter(member=member).open().newest_first()
        self.fields["goal"].offer(member, goals, self.instance.goal)

    def clean(self) -> dict:
        """Of a month its last day is kept, so that it is overdue once the month is over."""
        cleaned = super().clean()
        day = cleaned.get("planned_on")
        if day and cleaned["is_month"]:
            cleaned["planned_on"] = last_of_month(day)
        return cleaned


class GoalForm(OwnedForm):
    text = PlainLine(
        label=_("What do you want to be able to do?"),
        help_text=_("Such as: lead a design review in English."),
        max_length=200,
        error_messages={"required": _("Write what you want to be able to do.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    year = forms.IntegerField(
        label=_("Year"),
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            _("Write a year between 1990 and 2099."),
        ),
    )
    target_hours = HoursField(label=_("Hours you want to spend on it"), required=False)

    class Meta:
        model = Goal
        fields = ["text", "aspect", "year", "target_hours"]
        widgets = {"aspect": forms.RadioSelect}
        error_messages = {"aspect": CHOICES}
