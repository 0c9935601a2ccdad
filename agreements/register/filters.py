"""What a reader may ask of the register."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from .models import Agreement, Party

LONGEST_SEARCH = 100


def countries_named(words: str) -> list[str]:
    """Codes of the countries and regions whose name, in the language of the page, has `words`."""
    return [code for code, name in countries if words.casefold() in str(name).casefold()]


def party_where(condition: Q) -> Exists:
    return Exists(Party.objects.filter(condition, agreement=OuterRef("pk")))


def having_words(agreements: QuerySet, words: str) -> QuerySet:
    """Entries whose text, or a party's name, abbreviation, alias or country, has `words`."""
    own = Q()
    for column in ("label_en", "label_zh", "name_en", "name_zh", "summary_en", "summary_zh"):
        own |= Q(**{f"{column}__icontains": words})
    body = Q(body__country__in=countries_named(words))
    for column in ("name_en", "name_zh", "abbreviation", "aliases"):
        body |= Q(**{f"body__{column}__icontains": words})
    return agreements.filter(own | party_where(body))


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
        return having_words(agreements, words)

    def filter_country(self, agreements, name, code):
        return agreements.filter(party_where(Q(body__country=code, side=Party.Side.PARTNER)))
