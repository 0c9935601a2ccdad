"""What a reader may ask of the news."""

import django_filters
from django import forms
from django.core.validators import slug_re
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import column
from agreements.search.hits import rows_having

from .models import Article

LONGEST_SEARCH = 100


class SlugsField(forms.MultipleChoiceField):
    """Any slugs, so that no query is needed to know which there are."""

    def valid_value(self, value: str) -> bool:
        return bool(slug_re.match(value))


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


class ArticleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Words"), method="filter_words", max_length=LONGEST_SEARCH
    )
    kind = django_filters.MultipleChoiceFilter(choices=Article.Kind.choices, distinct=False)
    topic = SlugsFilter(field_name="category__slug", distinct=False)
    tag = django_filters.CharFilter(field_name="tags__slug")
    year = django_filters.NumberFilter(method="filter_year", min_value=1900, max_value=9998)

    class Meta:
        model = Article
        fields = ["q", "kind", "topic", "tag", "year"]

    def filter_words(self, articles, name, words):
        return articles.filter(pk__in=rows_having(words, Article.search_kind))

    def filter_year(self, articles, name, year):
        return articles.filter(**{f"{column('published_at')}__year": int(year)})
