"""What a reader may ask of the register."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from agreements.search.hits import rows_having
from agreements.titles.names import names_for

from .counts import Counts
from .kinds import Family, Kind, kinds_of
from .models import Agreement, Party

LONGEST_SEARCH = 100


def having_words(agreements: QuerySet, words: str, request: HttpRequest) -> QuerySet:
    """Those that the search finds by these words, in the language of the page."""
    return agreements.filter(pk__in=rows_having(words, Agreement.search_kind, names_for(request)))


# Beside the family, which is chosen above the list.
NARROWING = ["q", "opens", "status", "kind", "country", "partner", "grade"]


def country_codes() -> list[tuple[str, str]]:
    """The names are not needed here, and to sort 249 of them in each language takes its time.

    A function, so that no form of the filters copies them all.
    """
    return [(code, code) for code in countries.countries]


class AgreementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Body, country or word"), method="filter_words", max_length=LONGEST_SEARCH
    )
    family = django_filters.ChoiceFilter(choices=Family.choices, method="filter_family")
    opens = django_filters.MultipleChoiceFilter(choices=Agreement.Opens.choices, distinct=False)
    status = django_filters.MultipleChoiceFilter(choices=Agreement.Status.choices, distinct=False)
    kind = django_filters.MultipleChoiceFilter(choices=Agreement.Kind.choices, distinct=False)
    country = django_filters.ChoiceFilter(
        label=_("Country or region"),
        choices=country_codes,
        method="filter_country",
    )

    partner = django_filters.ChoiceFilter(label=_("Partner"), method="filter_partner")
    grade = django_filters.ChoiceFilter(label=_("Title"), method="filter_grade")

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

    def among_all_kinds(self) -> QuerySet:
        """What the other choices find, whatever is chosen of families and kinds."""
        found = self.queryset.all()
        for name, value in self.asked.items():
            if name not in {"family", "kind"}:
                found = self.filters[name].filter(found, value)
        return found

    @property
    def kinds(self) -> list[str]:
        """Those that the family and the kinds which are chosen leave."""
        family, kinds = map(self.asked.get, ("family", "kind"))
        of_family = kinds_of(family) if family else Kind.values
        return [kind for kind in of_family if not kinds or kind in kinds]

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
