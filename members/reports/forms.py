"""What a reader types about an entry, and two questions that only a machine answers wrongly."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.profile.fields import PlainLine, PlainText

LEAST_TIME = timedelta(seconds=2)
signer = TimestampSigner(salt="members.reports")


def stamp() -> str:
    """When the form was shown, signed."""
    return signer.sign("shown")


def is_too_fast(signed: str) -> bool:
    """Sent sooner than anybody can type, or with a stamp that is not ours."""
    try:
        signer.unsign(signed, max_age=LEAST_TIME)
    except SignatureExpired:
        return False
    except BadSignature:
        return True
    return True


class ChangeReportForm(forms.Form):
    what = PlainText(
        label=gettext_lazy("What is wrong or out of date?"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    source = PlainLine(
        label=gettext_lazy("How do you know?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("The address of a page, or the name of a document."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy(
            "Only for the answer. It is erased 30 days after it. Without one, keep the reference "
            "you are given."
        ),
    )
    # Nobody sees it, so only a machine fills it in. The name is one that machines look for.
    website = forms.CharField(required=False, max_length=200)
    shown = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, is_throttled: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_throttled = is_throttled

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.is_throttled:
            raise ValidationError(
                _("There were many reports from your network. Send it again in an hour.")
            )
        if cleaned.get("website") or is_too_fast(cleaned.get("shown", "")):
            raise ValidationError(_("This was not sent yet. Read it once more and send it again."))
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("what", "source", "email")}


class AnswerForm(forms.Form):
    answer = PlainText(
        label=gettext_lazy("Answer"),
        max_length=1000,
        help_text=gettext_lazy("The reader sees it under the reference, and in a mail if asked."),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )
