"""What is asked beside a declaration, what may be added to a closed entry, and what an officer
corrects in one.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.evidence.forms import EvidenceFields
from members.profile.fields import DayField, PlainLine, PlainText
from members.profile.refilled import Refilled

from .declarations import PeriodDeclaration
from .fields import HoursField
from .forms import EARLIEST, NOT_IN_LIST
from .models import Record


class DeclareForm(Refilled, forms.Form):
    """The button that sends it carries the seal of what was read. A shortfall is explained."""

    shortfall = forms.ChoiceField(
        label=_("What becomes of the shortfall?"),
        choices=PeriodDeclaration.Shortfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST},
    )
    explanation = PlainText(
        label=_("Explanation"),
        max_length=1000,
        help_text=_("The Society reads it. Up to 1,000 characters."),
        error_messages={"required": _("Write an explanation.")},
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data=None, *, seal: str, is_short: bool):
        self.seal = seal
        super().__init__(data)
        if not is_short:
            del self.fields["shortfall"], self.fields["explanation"]

    def clean(self) -> dict:
        if self.data.get("seal") != self.seal:
            raise forms.ValidationError(
                _("The sum or the wording has changed. Read it again, then declare.")
            )
        return super().clean()


class MoreEvidenceForm(EvidenceFields):
    """Adds to what an entry has, and takes nothing away."""

    class Meta:
        model = Record
        fields = ["evidence"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["evidence"] = []
        others = self.fields["evidence"].queryset.exclude(cpd_records=self.instance)
        self.fields["evidence"].queryset = others

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned["evidence"]:
            raise forms.ValidationError(_("Choose a file, or add one."))
        return cleaned


class CorrectionForm(forms.Form):
    """Begins with what is kept. A waiting entry may be taken as done, any one as not approved."""

    title = PlainLine(label=_("What was done"), max_length=200)
    hours = HoursField(label=_("Hours"))
    done_on = DayField(label=_("Date"), earliest=EARLIEST)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices)
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    practice_area = PlainLine(label=_("Area of practice"), max_length=80, required=False)
    is_online = forms.BooleanField(label=_("It took place online"), required=False)
    provider = PlainLine(label=_("Provider"), max_length=200, required=False)
    state = forms.ChoiceField(label=_("State"))
    reason = PlainText(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The member reads it, on the page and in a mail."),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, data=None, *, initial: dict):
        super().__init__(data, initial=initial)
        State, now = Record.State, initial["state"]
        after = {State.DECLARED, State.REJECTED} if now == State.TO_CONFIRM else {State.REJECTED}
        offered = [one for one in State if one == now or one in after]
        self.fields["state"].choices = [(one.value, one.label) for one in offered]
