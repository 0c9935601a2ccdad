"""What a reader may ask of the register."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from agreements.bilingual import suffix
from agreements.facets import Chosen, chosen
from agreements.search.hits import rows_having
from agreements.titles.names import names_for

from .counts import TICKED, Counts, Group, grouped
from .kinds import Family, Kind, kinds_of
from .models import Agreement, Party

LONGEST_SEARCH = 100


def having_words(agreements: QuerySet, words: str, request: HttpRequest) -> QuerySet:
    """Those that the search finds by these words, in the language of the page."""
    return agreements.filter(pk__in=rows_having(words, Agreement.search_kind, names_for(request)))


# Beside the family, which is chosen above the list.
NARROWING = ["q", "opens", "status", "kind", "country", "partner", "grade"]
NOT_TICKED = [name for name in NARROWING if name not in TICKED]


def country_codes() -> list[tuple[str, str]]:
    """The names are not needed here, and to sort 249 of them in each language takes its time.

    A function, so that no form of the filters copies them all.
    """
    return [(code, code) for code in countries.countries]


class AgreementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Body, country or word"), method="filter_words", max_length=LONGEST_SEARCH
    )
    family = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Family.choices, method="filter_family"
    )
    opens = django_filters.MultipleChoiceFilter(
        label=_("For individuals"), choices=Agreement.Opens.choices, distinct=False
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Agreement.Status.choices, distinct=False
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Agreement.Kind.choices, distinct=False
    )
    country = django_filters.ChoiceFilter(
        label=_("Country or region"),
        choices=country_codes,
        method="filter_country",
    )

    partner = django_filters.ChoiceFilter(label=_("Partner"), method="filter_partner")
    grade = django_filters.ChoiceFilter(label=_("Title it concerns"), method="filter_grade")

    class Meta:
        model = Agreement
        fields = ["family", *NARROWING]

    def __init__(self, data: QueryDict, *args, counts: Counts, **kwargs):
        """Bodies and titles can be asked for where an entry has them, without another query.

        An address that names no filter is not bound: the whole register needs no form.
        """
        is_bound = not self.base_filters.keys().isdisjoint(data)
        super().__init__(data if is_bound else None, *args, **kwargs)
        self.filters["partner"].extra["choices"] = [(slug, slug) for slug in counts.bodies]
        self.filters["grade"].extra["choices"] = [(key, key) for key in counts.grades]

    @property
    def asked(self) -> dict:
        """What has a meaning, by the name of the filter."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def left_out(self) -> list[str]:
        """Names of the filters whose value had no meaning."""
        if not self.is_bound:
            return []
        names = (str(self.form.fields[name].label) for name in self.form.errors)
        return list(dict.fromkeys(names))

    def in_words(self, counts: Counts) -> list[Chosen]:
        """What narrows the list beside the family, in the language of the page."""
        language, asked = suffix(), self.asked
        names = {
            "country": lambda code: str(countries.name(code)),
            "partner": lambda slug: counts.bodies[slug].name(language),
            "grade": lambda key: counts.grades[key].name(language),
        }
        several = {"opens": Agreement.Opens, "status": Agreement.Status, "kind": Kind}
        return [
            *([chosen("q", _("Words"), f"“{asked['q']}”")] if asked.get("q") else []),
            *(
                chosen(name, self.label(name), choices(value).label, value)
                for name, choices in several.items()
                for value in asked.get(name, ())
            ),
            *(
                chosen(name, self.label(name), name_of(asked[name]))
                for name, name_of in names.items()
                if asked.get(name)
            ),
        ]

    def label(self, name: str) -> str:
        return self.form.fields[name].label

    def groups(self, counts: Counts) -> list[Group]:
        """What is left before anything is ticked. One query, where something else is asked."""
        asked = {name: value for name, value in self.asked.items() if value and name in NOT_TICKED}
        if not asked:
            return counts.groups
        found = self.queryset.all()
        for name, value in asked.items():
            found = self.filters[name].filter(found, value)
        return grouped(found)

    @property
    def ticked(self) -> dict[str, list[str]]:
        """Of kind, status and what is opened, those that narrow the list; a family is its kinds."""
        asked = {name: self.asked[name] for name in TICKED if self.asked.get(name)}
        if family := self.asked.get("family"):
            asked["kind"] = [kind for kind in kinds_of(family) if kind in asked.get("kind", Kind)]
        return asked

    def filter_words(self, agreements, name, words):
        return having_words(agreements, words, self.request)

    def filter_family(self, agreements, name, family):
        return agreements.filter(kind__in=kinds_of(family))

    def filter_country(self, agreements, name, code):
        return agreements.filter(pk__in=with_partner(body__country=code))

    def filter_partner(self, agreements, name, slug):
        return agreements.filter(pk__in=with_partner(body__slug=slug))

    def filter_grade(self, agreements, name, key):
        scheme, _slash, code = key.partition("/")
        links = Agreement.grades.through.objects
        found = links.filter(grade__scheme__slug=scheme, grade__code=code)
        return agreements.filter(pk__in=found.values("agreement"))


def with_partner(**body) -> QuerySet:
    """Entries with such a partner, found from the body and not entry by entry."""
    return Party.objects.filter(side=Party.Side.PARTNER, **body).values("agreement")
