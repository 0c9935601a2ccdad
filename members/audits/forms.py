"""What a member answers to an audit, and what staff write when they decide."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.cpd.models import Record
from members.evidence.forms import EvidenceFields
from members.membership.models import EARLIEST, LATEST
from members.profile.fields import DayField, PlainText
from members.profile.models import User
from members.profile.refilled import Refilled

from .draws import Draw
from .entries import AuditEntry
from .models import Audit

NOT_IN_LIST = _("Choose one from the list.")


class AnswerForm(Refilled, forms.Form):
    statement = forms.ChoiceField(
        label=_("Your statement"),
        choices=Audit.Statement.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST},
    )
    explanation = PlainText(
        label=_("Explanation"),
        help_text=_(
            "Needed for all but the first: who holds your records, since when you do not practise, "
            "or what stands in the way. Up to 2,000 characters."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        statement = cleaned.get("statement")
        is_explained = cleaned.get("explanation") or "explanation" in self.errors
        if statement and statement != Audit.Statement.READY and not is_explained:
            self.add_error("explanation", gettext("Write a line of explanation."))
        return cleaned


class ExtensionForm(Refilled, forms.Form):
    reason = PlainText(
        label=_("Why do you need more time?"),
        help_text=_("One sentence is enough. The reviewer reads it."),
        max_length=500,
        error_messages={"required": _("Write the reason.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EntryEvidenceForm(EvidenceFields):
    """Only the files of an entry: its facts are changed where the entry is."""

    class Meta:
        model = Record
        fields = ["evidence"]


# --- Staff ---------------------------------------------------------------------------------------


class FeedbackForm(forms.Form):
    feedback = PlainText(
        label=_("Feedback"),
        max_length=2000,
        help_text=_("The member reads it, on the page and in a mail."),
        error_messages={"required": _("Write to the member what was found.")},
    )


class RemarksForm(FeedbackForm):
    """For the decisions that accept what has no mark."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["feedback"].help_text = _(
            "The member reads it, on the page and in a mail. "
            "Entries without a mark are accepted with this decision."
        )


class OptionalFeedbackForm(RemarksForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["feedback"].required = False


class ReturnForm(FeedbackForm):
    due_on = DayField(
        label=_("Answer by"),
        earliest=EARLIEST,
        latest=LATEST,
        help_text=_("The last day to answer."),
    )


class MarkForm(forms.ModelForm):
    class Meta:
        model = AuditEntry
        fields = ["mark", "reason", "comment"]
        field_classes = {"comment": PlainText}
        widgets = {"comment": forms.Textarea(attrs={"rows": 2, "cols": 30})}


class SeenForm(forms.ModelForm):
    """Nothing of the audit itself is typed; a page older than a colleague's work is refused."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, label="")

    class Meta:
        model = Audit
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = self.instance.updated_at.isoformat() if self.instance.pk else ""
        self.fields["seen"].initial = self.now

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("seen") != self.now:
            said = _("Somebody else changed this meanwhile. Read it again before you decide.")
            raise forms.ValidationError(said)
        return cleaned


class DrawForm(forms.ModelForm):
    user: User  # who is at work, set by the page

    class Meta:
        model = Draw
        fields = [
            "requirement",
            "first_on",
            "last_on",
            "percentage",
            "number",
            "societies",
            "grades",
            "leaves_out_new",
            "leaves_out_exempt",
            "leaves_out_years",
            "left_out",
            "adds_failed",
            "due_on",
            "extension_days",
        ]

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on <= timezone.localdate():
            raise forms.ValidationError(_("Write a day that lies ahead: members have until then."))
        return due_on

    def clean_left_out(self):
        members = self.cleaned_data["left_out"]
        if any(member.pk == self.user.pk for member in members):
            raise forms.ValidationError(_("Nobody leaves out themselves."))
        return members
