"""What a reviewer answers, and which part of the queue is looked at."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.profile.admin import OF_MEMBER
from members.profile.fields import PlainText
from members.qualifications.claim import Claim
from members.qualifications.models import Qualification
from members.qualifications.reasons import FOR

from .checklist import OF_KIND, SUGGESTS, Check
from .models import Review

State = Qualification.State
YES, NO = "yes", "no"
ANSWERS = [(YES, pgettext_lazy("answer", "Yes")), (NO, pgettext_lazy("answer", "No"))]
WORDS = [*OF_MEMBER, "name", "issuer", "number", "grade__name_en", "grade__name_zh"]
PARTS = [
    ("all", _("Waiting")),
    ("overdue", _("Overdue")),
    ("free", _("On no desk")),
    ("mine", _("On your desk")),
    ("second", _("Second signature")),
    ("returned", _("Waiting for the member")),
]


class QueueFilter(django_filters.FilterSet):
    """A choice that does not exist is passed over; without a part it is all that waits."""

    part = django_filters.ChoiceFilter(
        choices=PARTS, method="filter_part", widget=forms.HiddenInput
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Claim.Kind.choices, empty_label=_("All")
    )
    q = django_filters.CharFilter(
        label=_("Member, title or number"),
        method="filter_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    class Meta:
        model = Review
        fields = ["part", "kind", "q"]

    def __init__(self, query, reviews: QuerySet[Review], conditions: dict[str, Q]):
        self.conditions = conditions
        query = query.copy()
        if query.get("part") not in conditions:
            query["part"] = PARTS[0][0]
        super().__init__(query, reviews)

    @property
    def chosen(self) -> str:
        return self.data["part"]

    @property
    def is_narrowed(self) -> bool:
        self.form.is_valid()
        return bool(self.form.cleaned_data.get("kind") or self.form.cleaned_data.get("q"))

    def filter_part(self, reviews, name, part):
        return reviews.filter(self.conditions[part])

    def filter_words(self, reviews, name, words):
        for word in dict.fromkeys(words.split()):
            found = Q()
            for field in WORDS:
                found |= Q(**{f"{field}__icontains": word})
            reviews = reviews.filter(found)
        return reviews


def reasons(*states: State) -> list[tuple[str, list[tuple[str, str]]]]:
    """Under the decision that each is for."""
    headings = {State.RETURNED: _("To return it"), State.REJECTED: _("To reject it")}
    return [
        (headings[state], [(reason.value, reason.label) for reason in FOR[state]])
        for state in states
    ]


class DecisionForm(forms.Form):
    """The checklist of the kind, a reason, a line to the member.

    A line of the checklist that is left open is confirmed by approving, unless there is a caution.
    """

    reason = forms.ChoiceField(
        label=_("Reason to return or reject"),
        choices=lambda: [("", _("Choose one")), *reasons(State.RETURNED, State.REJECTED)],
        required=False,
    )
    note = PlainText(
        label=_("To the member"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 1}),
        help_text=_("Shown on the page and in the mail."),
    )

    def __init__(self, data, *, kind: str):
        self.checks = OF_KIND[Claim.Kind(kind)]
        super().__init__(data)
        for check in self.checks:
            self.fields[check.value] = forms.ChoiceField(
                label=check.label,
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect({"data-suggests": SUGGESTS[check].value}),
            )

    @property
    def checklist(self) -> list[forms.BoundField]:
        return [self[check.value] for check in self.checks]

    def denied(self) -> list[Check]:
        """Lines that were answered with no."""
        return [check for check in self.checks if self.cleaned_data[check.value] == NO]

    @property
    def is_left_open(self) -> bool:
        return any(not self.cleaned_data[check.value] for check in self.checks)

    def answers(self) -> dict[str, bool]:
        """Only what was answered."""
        given = {check.value: self.cleaned_data[check.value] for check in self.checks}
        return {name: answer == YES for name, answer in given.items() if answer}

    def confirmed(self) -> dict[str, bool]:
        """By approving: every line."""
        return {check.value: True for check in self.checks}
