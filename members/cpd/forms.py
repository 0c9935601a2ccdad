"""Logging an activity: two fields to fill in, the others under More."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.evidence.forms import EvidenceFields
from members.profile.fields import TOO_LONG, DayField, PlainLine, PlainText
from members.profile.versions import Versioned

from .fields import GoalField, HoursField, Named, plain
from .goals import Goal
from .models import Record
from .prompts import current_prompts

EARLIEST = date(1990, 1, 1)
MORE = (
    "done_on",
    "kind",
    "aspect",
    "topics",
    "practice_area",
    "is_online",
    "provider",
    "link",
    "goal",
    "reflection",
)
NOT_IN_LIST = gettext_lazy("Choose one from the list.")
AS_IT_IS = gettext_lazy("As it is")
NONE = gettext_lazy("None")


class RecordForm(Versioned, EvidenceFields):
    """A new entry, and one to finish, may go without hours: the title is kept, and counts nowhere.

    Hours that were written once cannot be taken away again.
    """

    READS = {"title": "titles", "hours": "hours", "done_on": "held_on", "provider": "issuers"}
    FILLED_BEFORE = frozenset({"done_on"})

    title = PlainLine(
        label=gettext_lazy("What did you do?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write what you did.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hours = HoursField(
        label=gettext_lazy("Hours"),
        help_text=gettext_lazy("Leave out travel and meals. A quarter of an hour is 0.25."),
    )
    done_on = DayField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("The last day, if it took several."),
        earliest=EARLIEST,
        error_messages={"required": gettext_lazy("Write the day.")},
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST, "invalid_list": NOT_IN_LIST},
    )
    is_online = forms.BooleanField(label=gettext_lazy("It took place online"), required=False)
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("Write an address such as https://example.org/course."),
            "max_length": TOO_LONG,
        },
    )
    goal = GoalField(help_text=gettext_lazy("What it brings you nearer to."))

    class Meta:
        model = Record
        fields = ["title", "hours", *MORE, "evidence"]
        field_classes = {
            "provider": PlainLine,
            "practice_area": PlainLine,
            "reflection": PlainText,
        }
        labels = {
            "provider": gettext_lazy("Provider"),
            "practice_area": gettext_lazy("Area of practice"),
        }
        help_texts = {
            "practice_area": gettext_lazy("In the words of the body that asks for it."),
        }
        widgets = {"aspect": forms.RadioSelect, "reflection": forms.Textarea({"rows": 4})}
        error_messages = {
            name: {"required": NOT_IN_LIST, "invalid_choice": NOT_IN_LIST}
            for name in ("kind", "aspect")
        }

    def __init__(self, *args, goals: Sequence[Named] | None = None, **kwargs):
        """`goals` are the member's open ones, where they are at hand."""
        super().__init__(*args, **kwargs)
        member = self.instance.member_id
        if goals is None:
            goals = Goal.objects.filter(member=member).open().newest_first()
        self.fields["goal"].offer(member, goals, self.instance.goal)
        self.fields["reflection"].help_text = self.asking()
        is_new, hours = self.instance._state.adding, self.fields["hours"]
        if is_new or self.instance.is_to_finish:
            hours.may_wait, hours.required = True, False
            hours.help_text = _("%(rule)s Leave it empty to finish the entry later.") % {
                "rule": hours.help_text
            }
            if not self.is_bound:
                asked = self.fields["title" if is_new else "hours"]
                asked.widget.attrs["autofocus"] = True

    def asking(self) -> SafeString:
        """Some questions for the chosen kind; those for the others wait for it to be chosen."""
        chosen = self["kind"].value()
        lists = format_html_join(
            "",
            '<ul data-kind="{}"{}>{}</ul>',
            (
                (
                    kind,
                    "" if kind == chosen else mark_safe(" hidden"),
                    format_html_join("", "<li>{}</li>", ((asked,) for asked in prompts)),
                )
                for kind, prompts in current_prompts().items()
            ),
        )
        return format_html("{} {}", _("Up to 500 characters. If it helps:"), lists)

    def clean_hours(self) -> Decimal:
        """`instance` still holds what is kept."""
        hours, most = self.cleaned_data["hours"], self.instance.most_hours
        if most is not None and hours is not None and hours > most:
            said = _(
                "This event gives %(most)s h of CPD. You wrote %(typed)s. "
                "What you did beside it is an entry of its own."
            )
            raise forms.ValidationError(said % {"most": plain(most), "typed": plain(hours)})
        return hours

    @property
    def is_more_open(self) -> bool:
        """It holds an error, or what somebody has to see."""
        is_begun = self.is_refilled or bool(self.file)
        return self.is_more_wrong or is_begun or bool(self.instance.pk)

    @property
    def is_more_wrong(self) -> bool:
        return any(self[name].errors for name in (*MORE, "evidence", "new_files"))

    @property
    def held_by_more(self) -> str:
        """Today, seminar, knowledge: what the fields under More hold now."""
        kinds = dict(self.fields["kind"].choices)
        words = [self.written_day(), kinds.get(self["kind"].value(), "")]
        if (aspect := self["aspect"].value()) in Aspect:
            words.append(Aspect(aspect).short)
        first, *others = [str(word) for word in words if word] or [""]
        return _(", ").join([first, *(word.lower() for word in others)])

    def written_day(self) -> str:
        try:
            day = self.fields["done_on"].to_python(self["done_on"].value())
        except forms.ValidationError:
            return ""
        if day is None:
            return ""
        return _("Today") if day == timezone.localdate() else date_format(day, "SHORT_DATE_FORMAT")


class BulkForm(forms.Form):
    """What becomes of the chosen entries. What is left empty stays as it is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", AS_IT_IS), *ActivityKind.choices], required=False
    )
    aspect = forms.ChoiceField(
        label=gettext_lazy("Aspect"),
        choices=[("", AS_IT_IS), *((aspect.value, aspect.short) for aspect in Aspect)],
        required=False,
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Add the topic"), choices=[("", NONE), *Topic.choices], required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="set_%s", **kwargs)
