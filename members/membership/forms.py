"""What a member writes in an application, and what staff answer when they decide."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Body, Grade
from members.profile.fields import DayField, PlainText
from members.profile.owned import OwnedForm

from .applications import Application
from .models import EARLIEST, LATEST, Term

NOT_IN_LIST = _("Choose one from the list.")


class GradeField(forms.ModelChoiceField):
    def label_from_instance(self, grade: Grade) -> str:
        return grade.name


class ApplicationForm(OwnedForm):
    grade = GradeField(
        label=_("Grade sought"),
        queryset=Grade.objects.filter(scheme__term_years__isnull=False).select_related("scheme"),
        empty_label=_("Choose a grade"),
        error_messages={"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST},
    )
    society = forms.ModelChoiceField(
        label=_("Authorised society"),
        help_text=_("The society whose individual member you are. It recommends your application."),
        queryset=Body.objects.filter(is_authorised_society=True),
        empty_label=_("Choose a society"),
        error_messages={"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST},
    )

    class Meta:
        model = Application
        fields = ["grade", "society", "statement"]
        field_classes = {"statement": PlainText}
        widgets = {"statement": forms.Textarea({"rows": 6})}
        labels = {"statement": _("Statement")}
        help_texts = {
            "statement": _(
                "What the society should know: your number there, and how your education and "
                "experience meet the grade. Up to 2,000 characters."
            )
        }

    @property
    def is_readable(self) -> bool:
        """Every field holds what was typed; only the row as a whole may be refused."""
        return self.is_bound and not self.errors.keys() - {NON_FIELD_ERRORS}

    def clean_grade(self) -> Grade:
        grade = self.cleaned_data["grade"]
        today = timezone.localdate()
        if Term.objects.of(self.instance.member).covering(today).filter(grade=grade).exists():
            raise forms.ValidationError(_("You hold this grade already."))
        self.instance.scheme = grade.scheme
        return grade

    def _get_validation_exclusions(self) -> set[str]:
        """Scheme, which follows from the grade, and state belong to what may be open once."""
        known = {"scheme", "state"} if self.instance.scheme_id else set()
        return super()._get_validation_exclusions() - known


class NothingAskedForm(forms.Form):
    """A decision that needs no word beside it."""


class ReasonForm(forms.Form):
    reason = PlainText(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The member reads it, on the page and in a mail."),
        error_messages={"required": _("Write the reason.")},
    )


class FirstDayForm(forms.Form):
    starts_on = DayField(
        label=_("First day of the term"),
        earliest=EARLIEST,
        latest=LATEST,
        initial=timezone.localdate,
        help_text=_("The length of the term is that of the scheme."),
    )


class LastDayForm(forms.Form):
    ends_on = DayField(
        label=_("Last day of the suspension"),
        earliest=EARLIEST,
        latest=LATEST,
        initial=timezone.localdate,
        help_text=_("It still holds on this day. The member reads it."),
    )
