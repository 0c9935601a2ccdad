"""What is typed about attendance: a list and a code by staff, the code and a report by members."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.cpd.fields import HoursField
from members.profile.fields import PlainLine, PlainText
from members.profile.owned import OwnedForm
from members.profile.refilled import Refilled

from .models import EventCode, MissingReport, given_by
from .roster import MOST_LINES, text_of

MOST_BYTES = 500_000  # sent back once with the preview, in a form that takes 2.5 MB
YEARS = range(1990, 2200)


class RosterForm(forms.Form):
    people = forms.CharField(
        label=gettext_lazy("The list"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea({"rows": 12, "cols": 60, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "A person a line: member number or confirmed e-mail address. Whoever was there for a "
            "part: then a comma and the hours. A heading line may name the columns."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("CSV or plain text, up to 500 kB."),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 500 kB. Divide it."))
        return text_of(file.read())

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        pasted, read = (cleaned[name].strip() for name in ("people", "file"))
        if pasted and read:
            raise ValidationError(_("Paste the list or choose a file, not both."))
        if not pasted and not read:
            raise ValidationError(_("The list is empty. Paste it, or choose a file."))
        cleaned["text"] = cleaned["people"] if pasted else cleaned["file"]
        if len(cleaned["text"].splitlines()) > MOST_LINES:
            raise ValidationError(_("The list has more than 5,000 lines. Divide it."))
        return cleaned


class InstantField(forms.DateTimeField):
    """Day and minute, in Beijing time."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "autocomplete": "off"}
    )

    def to_python(self, value) -> datetime | None:
        with timezone.override(ZoneInfo(settings.TIME_ZONE)):
            try:
                instant = super().to_python(value)
            except OverflowError:
                instant = None
        if value and (instant is None or instant.year not in YEARS):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return instant


class CodeForm(forms.ModelForm):
    anew = forms.BooleanField(
        label=gettext_lazy("Put another code in its place"),
        required=False,
        help_text=gettext_lazy("The one before is of no use any more."),
    )

    class Meta:
        model = EventCode
        fields = ["opens_at", "closes_at"]
        field_classes = {"opens_at": InstantField, "closes_at": InstantField}
        widgets = dict.fromkeys(fields, InstantField.widget)
        help_texts = dict.fromkeys(fields, gettext_lazy("Beijing time (UTC+8)."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["anew"]


class AcceptForm(forms.Form):
    hours = HoursField(
        label=gettext_lazy("Hours of partial attendance"),
        required=False,
        help_text=gettext_lazy("Leave empty for all of the event."),
    )


class AttendForm(Refilled, forms.Form):
    """The clean `code` is the row of the event that the member attended."""

    code = PlainLine(
        label=gettext_lazy("Code of the event"),
        max_length=40,
        help_text=gettext_lazy(
            "Eight signs, as shown at the event. Case, spaces and dashes do not matter."
        ),
        error_messages={"required": gettext_lazy("Write the code that was shown at the event.")},
        widget=forms.TextInput(
            {"class": "short", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def __init__(self, *args, is_throttled: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_throttled = is_throttled

    def clean_code(self) -> EventCode:
        """Says nothing of the event of a code that is not open: whoever was there knows it."""
        if self.is_throttled:
            raise ValidationError(_("Too many tries. Try again in five minutes."))
        typed, now = as_written(self.cleaned_data["code"]), timezone.now()
        found = EventCode.objects.select_related("event").filter(code=typed).first()
        if found is None or is_void(found, now):
            raise ValidationError(
                _("This is no code of an event. Compare it sign by sign with what was shown.")
            )
        if now < found.opens_at:
            raise ValidationError(
                _("This code cannot be entered yet: it opens on %(at)s.") % shown(found.opens_at)
            )
        if now >= found.closes_at:
            raise ValidationError(
                _(
                    "This code closed on %(at)s. If you were there, report that the event is "
                    "missing in your record."
                )
                % shown(found.closes_at)
            )
        return found


def as_written(typed: str) -> str:
    """Full-width signs are plain ones; what is neither letter nor digit is left out."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def is_void(code: EventCode, now: datetime) -> bool:
    """Its event was withdrawn, or gives nothing any more."""
    withdrawn_at = code.event.withdrawn_at
    return given_by(code.event) is None or (withdrawn_at is not None and withdrawn_at <= now)


def shown(at: datetime) -> dict[str, str]:
    return {"at": date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")}


class ReportForm(OwnedForm):
    off_the_form = frozenset({"member", "event", "state"})

    class Meta:
        model = MissingReport
        fields = ["note"]
        field_classes = {"note": PlainText}
        labels = {"note": gettext_lazy("Note")}
        widgets = {"note": forms.Textarea({"rows": 4})}
        help_texts = {
            "note": gettext_lazy(
                "What helps to find you: where you sat, who saw you, for which part you were "
                "there. Up to 500 characters."
            )
        }
