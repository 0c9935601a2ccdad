"""Which of their entries a member wants to see, and in which order."""

from datetime import date
from typing import NamedTuple

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.pathways.in_force import RequirementInForce, RulesInForce
from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.profile.models import Member

from .facts import Holder, binding
from .models import Record, RecordQuerySet
from .windows import Choice, grouped

ALL_YEARS = "all"
NEWEST = "-date"
# Each has an index. Kinds stand together by their key, titles in the order of the database: it
# knows no order of Chinese characters by sound. Entries without hours come as the least.
SORTS = {
    NEWEST: (_("Newest first"), ("-done_on", "-id")),
    "date": (_("Oldest first"), ("done_on", "id")),
    "title": (_("By title"), ("title", "id")),
    "-title": (_("By title, backwards"), ("-title", "-id")),
    "-hours": (_("Most hours first"), (F("hours").desc(nulls_last=True), "-id")),
    "hours": (_("Fewest hours first"), (F("hours").asc(nulls_first=True), "id")),
    "kind": (_("By kind"), ("kind", "-done_on", "-id")),
    "-kind": (_("By kind, backwards"), ("-kind", "-done_on", "-id")),
}
FIRST_DOWN = {"date", "hours"}  # what a first press sorts from the top


class Head(NamedTuple):
    """A column that can sort the list: `aria` of its head, `sort` for the link there."""

    aria: str
    sort: str


class RecordFilter(django_filters.FilterSet):
    """Choices that do not exist are passed over; without a period it is this year."""

    period = django_filters.ChoiceFilter(
        label=_("Period"), method="filter_period", empty_label=None
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ActivityKind.choices, empty_label=_("All")
    )
    aspect = django_filters.ChoiceFilter(
        label=_("Aspect"),
        choices=[(aspect.value, aspect.short) for aspect in Aspect],
        empty_label=_("All five"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Record.State.choices, empty_label=_("All")
    )
    requirement = django_filters.ChoiceFilter(
        label=_("Counts for"), method="filter_requirement", empty_label=_("Anything")
    )
    q = django_filters.CharFilter(
        label=_("Words"),
        method="filter_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        method="filter_sort",
        choices=[(value, label) for value, (label, _columns) in SORTS.items()],
        empty_label=None,
    )

    class Meta:
        model = Record
        fields = ["period", "kind", "aspect", "state", "requirement", "q", "sort"]

    def __init__(
        self,
        query,
        records: RecordQuerySet,
        *,
        holder: Holder,
        binding: list[RequirementInForce],
        today: date,
    ):
        self.today, self.this_year = today, str(today.year)
        self.years_with_entries = records.years()
        self.asked = {one.slug: one for one in binding}
        windows = grouped(holder, binding, today)
        self.windows = {one.value: one for choices in windows.values() for one in choices}
        query = query.copy()
        if query.get("period") not in {*self.years, ALL_YEARS, *self.windows}:
            query["period"] = self.this_year
        if query.get("sort") not in SORTS:
            query["sort"] = NEWEST
        super().__init__(query, records)
        self.filters["period"].extra["choices"] = [
            *((year, year) for year in self.years),
            *((name, [choice[:2] for choice in some]) for name, some in windows.items()),
            (ALL_YEARS, _("All years")),
        ]
        if self.asked:
            names = [(slug, one.version.requirement.name) for slug, one in self.asked.items()]
            self.filters["requirement"].extra["choices"] = names
        else:
            del self.filters["requirement"]

    @property
    def years(self) -> list[str]:
        """This one and those that have entries, newest first."""
        found = {int(self.this_year), *self.years_with_entries}
        return [str(year) for year in sorted(found, reverse=True)]

    @property
    def chosen(self) -> dict[str, str]:
        """The values in force, by name; those passed over are not among them, nor the order."""
        self.form.is_valid()
        values = self.form.cleaned_data.items()
        return {name: value for name, value in values if value and name != "sort"}

    @property
    def year(self) -> str:
        """The chosen calendar year; empty for another period."""
        period = self.chosen["period"]
        return period if period in self.years else ""

    @property
    def window(self) -> Choice | None:
        """The chosen period of a requirement."""
        return self.windows.get(self.chosen["period"])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but this year is asked for."""
        return self.chosen != {"period": self.this_year}

    @property
    def in_words(self) -> list[str]:
        """2026, Seminar, “bridge”: every choice as the page calls it."""
        return [self.as_called(name, value) for name, value in self.chosen.items()]

    def as_called(self, name: str, value: str) -> str:
        if name == "q":
            return _("“%(words)s”") % {"words": value}
        if value in self.windows:
            return self.windows[value].label
        return dict(self.form.fields[name].choices)[value]

    @property
    def heads(self) -> dict[str, Head]:
        """By column; a press on the one that sorts turns it round."""
        by = self.form.cleaned_data.get("sort") or NEWEST
        return {name: head(name, by) for name in ("title", "date", "kind", "hours")}

    def filter_period(self, records, name, period):
        if period == ALL_YEARS:
            return records
        if window := self.windows.get(period):
            return records.filter(done_on__range=window.span)
        return records.in_year(int(period))

    def filter_requirement(self, records, name, slug):
        return records.counting_for(self.asked[slug].rules, self.today)

    def filter_words(self, records, name, words):
        for word in dict.fromkeys(words.split()):
            records = records.filter(
                Q(title__icontains=word)
                | Q(provider__icontains=word)
                | Q(reflection__icontains=word)
            )
        return records

    def filter_sort(self, records, name, sort):
        _label, columns = SORTS[sort]
        return records.order_by(*columns)


def head(name: str, by: str) -> Head:
    if by == name:
        return Head("ascending", f"-{name}")
    if by == f"-{name}":
        return Head("descending", name)
    return Head("none", f"-{name}" if name in FIRST_DOWN else name)


def chosen_in_list(
    query: QueryDict, member: Member, held: Holder, rules: RulesInForce, today: date
) -> RecordFilter:
    """The member's entries as the query of the list asks for them."""
    asked = binding(held, rules, today)
    mine = Record.objects.of(member)
    return RecordFilter(query, mine, holder=held, binding=asked, today=today)
