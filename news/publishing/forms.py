"""What an editor types to publish, and what is asked of it before it is taken."""

from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, time
from unicodedata import normalize

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.approval import LANGUAGES

from .facts import stopping
from .sentences import sentence
from .workflow import to_publish

TIMES = [f"published_at_{language}" for language in LANGUAGES]
MORNING = time(9)  # when the Society publishes, if nobody says otherwise


class BeijingMoment(AdminSplitDateTime):
    """Day and hour, with the zone beside them."""

    template_name = "admin/news/publishing/moment.html"

    def get_context(self, name, value, attrs):
        """Each box says what it is for; the label of the row reaches only the first."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, label in zip(boxes, (context["date_label"], context["time_label"]), strict=True):
            box["attrs"]["aria-label"] = label.rstrip(":：")
        return context


class PossibleMoment(forms.SplitDateTimeField):
    """Not in the first or the last year of the calendar; a day alone means nine in the morning.

    There another zone has no date, and PostgreSQL answers with one that Python cannot read: one
    such event would take the home page and its own list in the administration down.
    """

    widget = BeijingMoment

    def clean(self, value):
        """Digits and colons of a Chinese keyboard are wider than those that are read."""
        return super().clean([normalize("NFKC", one or "") for one in value or ()])

    def compress(self, data_list):
        if not data_list:
            return None
        day, hour = data_list
        if day and not MINYEAR < day.year < MAXYEAR:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        return super().compress([day, MORNING if day and hour is None else hour])


class PublicationForm(forms.ModelForm):
    """Refuses to publish what would be a broken page, and names what is missing beside its field.

    `verb` is the button that was pressed, "" for a plain save.
    """

    verb = ""

    def _post_clean(self):
        super()._post_clean()  # the row now holds what was typed
        if not self.errors:
            for language in self.going_out():
                self.refuse_unfinished(language)
            self.refuse_to_be_in_vain()

    def going_out(self) -> Iterable[str]:
        """Languages that this save publishes, schedules or asks for."""
        typed = [one for one in LANGUAGES if getattr(self.instance, f"published_at_{one}")]
        if self.verb == "publish":
            return {*typed, *to_publish(self.instance, timezone.now())}
        if self.verb == "ask":
            return self.instance.wishes or to_publish(self.instance, timezone.now())
        return typed

    def refuse_to_be_in_vain(self) -> None:
        """A time chosen for nobody: withdrawn by then. To publish now undoes a past withdrawal."""
        end = self.instance.withdrawn_at
        if not end or (self.verb == "publish" and end <= timezone.now()):
            return
        starts = {name: getattr(self.instance, name) for name in TIMES}
        given = [at for at in starts.values() if at]
        chosen = [at for name, at in starts.items() if at and name in self.changed_data]
        if "withdrawn_at" in self.changed_data and given:
            chosen.append(min(given))
        if any(end <= at for at in chosen):
            self.add_error("withdrawn_at", _("Nobody would read it: it is withdrawn by then."))

    def refuse_unfinished(self, language: str) -> None:
        for gap in stopping(self.instance, language):
            self.add_error(gap.field if gap.field in self.fields else None, sentence(gap))


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What is to be changed"),
        help_text=_("The author reads it on the form and in a mail."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        max_length=1000,
    )
