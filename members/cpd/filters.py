"""Which of their entries a member wants to see."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect

from .models import Record, RecordQuerySet

ALL_YEARS = "all"


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
    q = django_filters.CharFilter(
        label=_("Words"),
        method="filter_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    class Meta:
        model = Record
        fields = ["period", "kind", "aspect", "state", "q"]

    def __init__(self, query, records: RecordQuerySet, *, this_year: int):
        self.years_with_entries = records.years()
        years = sorted({this_year, *self.years_with_entries}, reverse=True)
        periods = [*((str(year), str(year)) for year in years), (ALL_YEARS, _("All years"))]
        self.this_year = str(this_year)
        query = query.copy()
        if query.get("period") not in dict(periods):
            query["period"] = self.this_year
        super().__init__(query, records)
        self.filters["period"].extra["choices"] = periods

    @property
    def chosen(self) -> dict[str, str]:
        """The values in force, by name; those passed over are not among them."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def year(self) -> str:
        """The chosen year; empty for all of them."""
        period = self.chosen["period"]
        return "" if period == ALL_YEARS else period

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but this year is asked for."""
        return self.chosen != {"period": self.this_year}

    @property
    def in_words(self) -> list[str]:
        """2026, Seminar, “bridge”: every choice as the page calls it."""
        return [
            _("“%(words)s”") % {"words": value}
            if name == "q"
            else dict(self.form.fields[name].choices)[value]
            for name, value in self.chosen.items()
        ]

    def filter_period(self, records, name, period):
        return records if period == ALL_YEARS else records.in_year(int(period))

    def filter_words(self, records, name, words):
        for word in dict.fromkeys(words.split()):
            records = records.filter(
                Q(title__icontains=word)
                | Q(provider__icontains=word)
                | Q(reflection__icontains=word)
            )
        return records
