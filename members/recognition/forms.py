"""What somebody supposes: another title, a later day, hours they plan. Never stored."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.pathways.in_force import RulesInForce
from agreements.requirements.spans import years_after
from members.cpd.fields import HoursField
from members.profile.fields import DayField

from .facts import NOTHING, Supposed

YEARS_AHEAD = 20


class SupposeForm(forms.Form):
    """By GET, so that a supposition has an address; empty fields suppose nothing."""

    grade = forms.ChoiceField(
        label=_("If I held"),
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    on = DayField(label=_("on this day"), required=False, earliest=date.min)
    hours = HoursField(
        label=_("with so many more hours of CPD"),
        required=False,
        help_text=_("Planned until then."),
    )

    def __init__(self, data, *, rules: RulesInForce, today: date):
        fields = {"grade", "on", "hours"}
        super().__init__(data if fields & data.keys() else None, auto_id="suppose-%s")
        self.today = today
        self.fields["grade"].choices = [("", _("the titles on my record")), *titles(rules)]
        day = self.fields["on"]
        day.earliest, day.latest = today, years_after(today, YEARS_AHEAD)
        day.widget.attrs["min"] = today.isoformat()

    @property
    def supposed(self) -> Supposed:
        if not self.is_valid():
            return NOTHING
        return Supposed(self.cleaned_data["grade"], self.cleaned_data["hours"] or Decimal())

    @property
    def day(self) -> date:
        return (self.is_valid() and self.cleaned_data["on"]) or self.today

    @property
    def is_supposing(self) -> bool:
        return self.supposed != NOTHING or self.day != self.today


def titles(rules: RulesInForce) -> list[tuple[str, str]]:
    """Of every title that a pathway starts from: its key and its words."""
    grades = {one.version.pathway.from_grade for one in rules.pathways.values()}
    return sorted(
        ((grade.key, f"{grade.name} – {grade.scheme.body.name}") for grade in grades),
        key=lambda choice: choice[1],
    )
