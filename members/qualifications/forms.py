"""What a member says of a qualification they hold."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Grade
from agreements.titles.vocabulary import Accord, Discipline, Route
from members.evidence.forms import EvidenceFields
from members.profile.fields import DayField, PlainLine, PlainText
from members.profile.owned import OwnedForm
from members.profile.versions import Versioned

from .claim import LONGEST_DEGREE, ONLY_DEGREES
from .models import Qualification
from .numbers import tidy

EARLIEST = date(1950, 1, 1)
LATEST_END = date(2199, 12, 31)
LINES = ("name", "issuer", "edition")
OF_DEGREES = ("accord", "degree_years")
NOT_IN_LIST = _("Choose one from the list.")
NO_YEARS = _("Write the years as a whole number from 1 to 12.")


class GradeChoices(forms.models.ModelChoiceIterator):
    """Grades under the body that awards them: one query."""

    def __iter__(self) -> Iterator:
        yield "", self.field.empty_label
        for body, grades in groupby(self.queryset, lambda grade: grade.scheme.body.name):
            yield body, [self.choice(grade) for grade in grades]


class GradeField(forms.ModelChoiceField):
    iterator = GradeChoices


class ChoiceIfKnown(forms.ChoiceField):
    default_error_messages = {"invalid_choice": NOT_IN_LIST}

    def __init__(self, *, choices: list, **kwargs):
        super().__init__(choices=[("", _("Not stated")), *choices], required=False, **kwargs)


class NumberLine(PlainLine):
    def to_python(self, value):
        return tidy(super().to_python(value))


class ClaimForm(OwnedForm):
    """What every form for a qualification checks, also in the administration."""

    off_the_form = OwnedForm.off_the_form | {"renews", "state", "number_key"}

    class Meta:
        field_classes = {"number": NumberLine}


class QualificationForm(Versioned, EvidenceFields, ClaimForm):
    """Shown without anything typed, it tells `faults`: a sentence beside each field at fault."""

    READS = {
        "name": "titles",
        "issuer": "issuers",
        "number": "numbers",
        "awarded_on": "awarded_on",
        "valid_until": "valid_until",
    }

    grade = GradeField(
        label=_("Title in the list"),
        help_text=_(
            "Titles of the Society and of bodies it has agreements with. "
            "For a letter of good standing: the title it speaks of."
        ),
        queryset=Grade.objects.select_related("scheme__body").order_by(
            "scheme__body__name_en", "scheme__body", "scheme__name_en", "rank", "pk"
        ),
        required=False,
        empty_label=_("Not in the list"),
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    discipline = ChoiceIfKnown(label=_("Discipline"), choices=Discipline.choices)
    route = ChoiceIfKnown(
        label=_("Admission route"),
        help_text=_("How a title was obtained."),
        choices=Route.choices,
    )
    accord = ChoiceIfKnown(
        label=_("Accredited under"),
        help_text=_("Only for a degree: the accord that covered it when it was awarded."),
        choices=Accord.choices,
    )
    degree_years = forms.IntegerField(
        label=_("Length of the degree in years"),
        help_text=_("Only for a degree: the years it takes by its plan."),
        min_value=1,
        max_value=LONGEST_DEGREE,
        required=False,
        widget=forms.TextInput({"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], NO_YEARS),
    )
    awarded_on = DayField(
        label=_("Awarded on"),
        help_text=_("Of a letter: the day it is dated."),
        earliest=EARLIEST,
        required=False,
    )
    valid_until = DayField(
        label=_("Valid to"),
        help_text=_("The last valid day. Leave it empty if it has no end date."),
        earliest=EARLIEST,
        latest=LATEST_END,
        required=False,
        error_messages={
            "too_late": _(
                "Write a day up to %(latest)s, or leave it empty if there is no end date."
            )
        },
    )

    class Meta(ClaimForm.Meta):
        model = Qualification
        fields = [*Qualification.SAID, "evidence"]
        field_classes = (
            ClaimForm.Meta.field_classes | {"note": PlainText} | dict.fromkeys(LINES, PlainLine)
        )
        widgets = {"note": forms.Textarea({"rows": 4})}
        labels = {
            "kind": _("Kind"),
            "name": _("Name"),
            "issuer": _("Issued by"),
            "number": _("Number"),
            "edition": _("Edition of the standard"),
            "note": _("Note to the reviewer"),
        }
        help_texts = {
            "name": _("If it is not in the list: as it stands on the certificate."),
            "number": _("Of the certificate or the entry in the register."),
            "edition": _("Such as T/CAS 326-2021."),
            "note": _("Up to 1,000 characters."),
        }
        error_messages = {"kind": {"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST}}

    def __init__(self, *args, faults: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.faults = faults or {}

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            said = {name: text for name, text in self.faults.items() if name in self.fields}
            for name, text in said.items():
                self._errors[name] = self.error_class([text], renderer=self.renderer)

    @property
    def is_readable(self) -> bool:
        """Every field holds what was typed; only the row as a whole may be refused."""
        return self.is_bound and not self.errors.keys() - {NON_FIELD_ERRORS}

    def clean(self) -> dict:
        """The sentences of the constraints, told beside the field that can put it right."""
        cleaned = super().clean()
        if not cleaned.get("grade") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a title from the list, or write its name."))
        awarded_on, valid_until = cleaned.get("awarded_on"), cleaned.get("valid_until")
        if awarded_on and valid_until and valid_until < awarded_on:
            self.add_error("valid_until", _("The last day of validity lies before the award."))
        if cleaned.get("kind", Qualification.Kind.DEGREE) != Qualification.Kind.DEGREE:
            for name in OF_DEGREES:
                if cleaned.get(name):
                    self.add_error(name, ONLY_DEGREES)
        return cleaned
