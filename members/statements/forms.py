"""What a member says of a statement, and what staff answer when they decide about it."""

import unicodedata

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.vocabulary import ActivityKind
from members.cpd.fields import HoursField
from members.cpd.statements import (
    EARLIEST,
    ENDS_AFTER_START,
    LEAST_STATED,
    MOST_STATED,
    Statement,
)
from members.evidence.forms import EvidenceFields
from members.profile.fields import TOO_LONG, DayField, PlainLine, PlainText

from .workflow import Credit, proposed

NOT_IN_LIST = _("Choose one from the list.")
TOO_LONG_NUMBERS = ["max_digits", "max_decimal_places", "max_whole_digits"]
AN_AMOUNT = _("Write an amount between 0.01 and 99999.99, such as 12.5.")
ONE_ISSUER = _("Choose the body, or write the employer: one of both.")


class AmountField(forms.DecimalField):
    """Reads full-width digits and a decimal comma as they are meant."""

    def to_python(self, value):
        typed = unicodedata.normalize("NFKC", str(value or "")).strip().replace(",", ".")
        return super().to_python(typed or None)


class StatementForm(EvidenceFields):
    starts_on = DayField(
        label=_("First day"),
        earliest=EARLIEST,
        error_messages={"required": _("Write the first day.")},
    )
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("On this day the statement counts."),
        earliest=EARLIEST,
        error_messages={"required": _("Write the last day.")},
    )
    hours = AmountField(
        label=_("Amount"),
        min_value=LEAST_STATED,
        max_value=MOST_STATED,
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value", *TOO_LONG_NUMBERS], AN_AMOUNT
        ),
    )

    class Meta:
        model = Statement
        fields = [*Statement.SAID, "evidence"]
        field_classes = dict.fromkeys(["employer", "about", "unit"], PlainLine)
        labels = {
            "body": _("Issued by the body"),
            "employer": _("Or by the employer"),
            "about": _("Requirement or scheme it is about"),
            "unit": _("Unit"),
        }
        help_texts = {
            "about": _("In the words of the statement."),
            "unit": _("As the issuer calls it: hours, points, PDU."),
        }
        error_messages = {
            "body": {"invalid_choice": NOT_IN_LIST},
            "about": {"required": _("Write what the statement is about."), "max_length": TOO_LONG},
            "unit": {"required": _("Write the unit."), "max_length": TOO_LONG},
        }

    @property
    def is_readable(self) -> bool:
        """Every field holds what was typed; only the row as a whole may be refused."""
        return self.is_bound and not self.errors.keys() - {NON_FIELD_ERRORS}

    def clean(self) -> dict:
        """The sentences of the constraints, told beside the fields that can put it right."""
        cleaned = super().clean()
        if bool(cleaned.get("body")) == bool(cleaned.get("employer")) and not (
            self.errors.keys() & {"body", "employer"}
        ):
            self.add_error("employer" if cleaned.get("body") else "body", ONE_ISSUER)
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", ENDS_AFTER_START)
        return cleaned


class NothingAskedForm(forms.Form):
    """A decision that needs no word beside it."""


class ReasonForm(forms.Form):
    reason = PlainText(
        label=_("Reason"),
        max_length=500,
        help_text=_("The member reads it, on the page and in a mail."),
        error_messages={"required": _("Write the reason.")},
        widget=forms.Textarea({"rows": 4}),
    )


class AcceptForm(forms.Form):
    """Hours and kind for each requirement that binds holders of a scheme.

    It starts with what the equivalences propose; anything else needs a reason.
    """

    def __init__(self, data=None, *, statement: Statement):
        super().__init__(data)
        self.proposed = proposed(statement)
        live = CpdRequirement.objects.filter(
            scheme__isnull=False, versions__in=Version.objects.live()
        )
        self.requirements = list(live.distinct())
        for requirement in self.requirements:
            self.add_fields(requirement, self.proposed.get(requirement.pk))
        self.fields["reason"] = PlainText(
            label=_("Reason"),
            max_length=500,
            required=False,
            help_text=_("The member reads it. Needed where you differ from the equivalence."),
            widget=forms.Textarea({"rows": 4}),
        )

    def add_fields(self, requirement: CpdRequirement, worth: Credit | None) -> None:
        names = {"requirement": requirement.name}
        source = worth.equivalence.source if worth and worth.equivalence else ""
        self.fields[f"hours_{requirement.pk}"] = HoursField(
            label=_("%(requirement)s: hours") % names,
            required=False,
            initial=worth.hours if worth else None,
            help_text=_("By the equivalence: %(source)s") % {"source": source}
            if source
            else _("No equivalence is settled. Empty: it does not count here."),
        )
        self.fields[f"kind_{requirement.pk}"] = forms.ChoiceField(
            label=_("%(requirement)s: counts as") % names,
            choices=ActivityKind.choices,
            initial=worth.kind if worth else ActivityKind.OTHER,
            error_messages={"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST},
        )

    def clean(self) -> dict:
        """`credits` and `reason`."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        credits = [
            self.credit(requirement, hours)
            for requirement in self.requirements
            if (hours := cleaned[f"hours_{requirement.pk}"])
        ]
        if not credits:
            raise forms.ValidationError(_("Write hours under at least one requirement."))
        settled = {
            one.requirement.pk
            for one in self.proposed.values()
            if one.requirement in self.requirements
        }
        by_equivalence = {one.requirement.pk for one in credits if one.equivalence}
        differs = settled != by_equivalence or len(by_equivalence) < len(credits)
        reason = cleaned["reason"]
        if differs and not reason:
            said = _("Write why: it is not what the equivalences say.")
            nothing = _("Write what this rests on: no equivalence is settled.")
            self.add_error("reason", said if settled else nothing)
        return {"credits": credits, "reason": reason}

    def credit(self, requirement: CpdRequirement, hours) -> Credit:
        kind = self.cleaned_data[f"kind_{requirement.pk}"]
        worth = self.proposed.get(requirement.pk)
        if worth and (worth.hours, worth.kind) == (hours, kind):
            return worth
        return Credit(requirement, hours, kind)
