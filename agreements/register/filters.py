"""What a reader may ask of the register."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from agreements.search.hits import rows_having

from .models import Agreement, Party

LONGEST_SEARCH = 100


def party_where(condition: Q) -> Exists:
    return Exists(Party.objects.filter(condition, agreement=OuterRef("pk")))


class AgreementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Body, country or word"), method="filter_words", max_length=LONGEST_SEARCH
    )
    opens = django_filters.MultipleChoiceFilter(choices=Agreement.Opens.choices, distinct=False)
    status = django_filters.MultipleChoiceFilter(choices=Agreement.Status.choices, distinct=False)
    kind = django_filters.MultipleChoiceFilter(choices=Agreement.Kind.choices, distinct=False)
    country = django_filters.ChoiceFilter(
        label=_("Country or region"), choices=lambda: list(countries), method="filter_country"
    )

    class Meta:
        model = Agreement
        fields = ["q", "opens", "status", "kind", "country"]

    def filter_words(self, agreements, name, words):
        return agreements.filter(pk__in=rows_having(words, Agreement.search_kind))

    def filter_country(self, agreements, name, code):
        return agreements.filter(party_where(Q(body__country=code, side=Party.Side.PARTNER)))
