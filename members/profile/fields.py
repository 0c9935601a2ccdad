"""Form fields for what people type: lines and texts without control characters, days."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

# Control characters, and those that turn the direction of the text around them
# (Unicode Technical Report 36, 3.3). NUL is refused by Django's own validator.
UNSEEN = r"\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
WEIGHTLESS = re.compile("[\u200b\u2060\ufeff]")  # came along with pasted text, say nothing
REFUSED = _("This text holds a character that cannot be seen. Type it again instead of pasting.")
TOO_LONG = _("Write at most %(limit_value)d characters. There are %(show_value)d.")


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; a post without any value is still a post.

    On a page that is asked for: what its reader typed there before (refilled.py), or nothing.
    """
    if request.method == "POST":
        return request.POST
    return getattr(request, "typed_before", None)


def sent_files(request: HttpRequest) -> MultiValueDict | None:
    """The uploads beside what is typed."""
    return request.FILES if request.method == "POST" else None


class PlainLine(forms.CharField):
    """One line of text."""

    default_validators = [
        RegexValidator(rf"[{UNSEEN}\t\n\r]", REFUSED, code="unseen", inverse_match=True)
    ]
    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value):
        return super().to_python(WEIGHTLESS.sub("", value) if value else value)


class PlainText(PlainLine):
    """Text of several lines. A line break counts as one character, as it does in the browser."""

    default_validators = [
        RegexValidator(rf"[{UNSEEN}]", REFUSED, code="unseen", inverse_match=True)
    ]
    widget = forms.Textarea

    def to_python(self, value):
        return re.sub(r"\r\n?", "\n", super().to_python(value))


class DayField(forms.DateField):
    """A day between two days, both included; `latest=None` ends with today in the reader's zone."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
    default_error_messages = {
        "invalid": _("Write a day that exists, as year-month-day, such as 2025-06-30."),
        "too_early": _("Write a day from %(earliest)s on."),
        "too_late": _("Write a day up to %(latest)s."),
        "in_future": _("This day lies in the future. Today is %(latest)s."),
    }

    def __init__(self, *, earliest: date, latest: date | None = None, **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(input_formats=self.input_formats, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        latest = self.latest or timezone.localdate()
        if value < self.earliest:
            self.refuse("too_early", earliest=date_format(self.earliest))
        if value > latest:
            self.refuse("too_late" if self.latest else "in_future", latest=date_format(latest))

    def refuse(self, code: str, **params) -> None:
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def widget_attrs(self, widget):
        return {"min": self.earliest.isoformat()}
