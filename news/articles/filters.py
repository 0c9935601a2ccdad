"""What a reader may ask of the news."""

import django_filters
from django import forms
from django.core.validators import slug_re
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import column
from agreements.search.hits import rows_having
from agreements.titles.names import names_for

from .models import Article

LONGEST_SEARCH = 100


class SlugsField(forms.MultipleChoiceField):
    """Any slugs, so that no query is needed to know which there are."""

    def valid_value(self, value: str) -> bool:
        return bool(slug_re.match(value))


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


class AskedFilter(django_filters.FilterSet):
    """The words and the tag, which narrow what there is to choose from."""

    q = django_filters.CharFilter(
        label=_("Words"), method="filter_words", max_length=LONGEST_SEARCH
    )
    tag = django_filters.CharFilter(label=_("Tag"), field_name="tags__slug")

    class Meta:
        model = Article
        fields = ["q", "tag"]

    def filter_words(self, articles, name, words):
        return articles.filter(
            pk__in=rows_having(words, Article.search_kind, names_for(self.request))
        )


class ArticleFilter(AskedFilter):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Article.Kind.choices, distinct=False
    )
    topic = SlugsFilter(label=_("Topic"), field_name="category__slug", distinct=False)
    year = django_filters.NumberFilter(
        label=_("Year"), method="filter_year", min_value=1900, max_value=9998
    )

    class Meta:
        model = Article
        fields = [*AskedFilter.Meta.fields, "kind", "topic", "year"]

    def filter_year(self, articles, name, year):
        return articles.filter(**{f"{column('published_at')}__year": int(year)})

    @property
    def asked(self) -> dict:
        """What has a meaning, by the name of the filter: a text, a list, or a number."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def left_out(self) -> list[str]:
        """Names of the filters whose value had none."""
        return [str(self.form.fields[name].label) for name in self.form.errors]
