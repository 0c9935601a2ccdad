"""The choices of the news list, each with how many items it shows beside the other choices."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.bilingual import column, suffix
from agreements.facets import Choice, Chosen, chosen
from agreements.freshness.kept import Kept
from news.readers import Readers

from .filters import ArticleFilter, AskedFilter
from .models import MOST_PINNED, Article, Tag

FACETS = ("kind", "topic", "year")


class Facets:
    """Of all that is published; `filters` says what was asked for, `now` names the edition.

    Words are one query. The rest is counted again only after something public has changed.
    """

    def __init__(self, published: QuerySet, filters: ArticleFilter, readers: Readers, now: str):
        self.asked = filters.asked
        self.chosen = {
            "kind": set(self.asked.get("kind", ())),
            "topic": set(self.asked.get("topic", ())),
            "year": {int(self.asked["year"])} if "year" in self.asked else set(),
        }
        whole, tag = list_of(readers), self.asked.get("tag", "")
        # In the language of the page; the short name of a tag that does not exist.
        self.tag_name = tag and tag_names(whole.language, now).get(tag, tag)
        self.groups = groups_of(whole, now)
        if "q" in self.asked:
            left = AskedFilter(self.asked, queryset=published, request=filters.request).qs
            self.groups = recounted(self.groups, grouped(left))
        elif tag:
            self.groups = recounted(self.groups, groups_of(whole._replace(tag=tag), now))

    def in_words(self) -> list[Chosen]:
        """What narrows the list, in the language of the page."""
        asked = self.asked
        kinds = dict(Article.Kind.choices)
        alone = [
            ("q", _("Words"), asked.get("q") and f"“{asked['q']}”"),
            ("tag", _("Tag"), self.tag_name),
            ("year", _("Year"), asked.get("year") and str(int(asked["year"]))),
        ]
        return [
            *(chosen(name, of, value) for name, of, value in alone if value),
            *(chosen("topic", _("Topic"), self.topic_names[v], v) for v in asked.get("topic", ())),
            *(chosen("kind", _("Kind"), kinds[v], v) for v in asked.get("kind", ())),
        ]

    @cached_property
    def total(self) -> int:
        return sum(group["number"] for group in self.left())

    @property
    def pinned(self) -> int:
        """How many stand at the top: none where something is asked for."""
        pinned = sum(group["pinned"] for group in self.groups)
        return 0 if self.asked else min(pinned, MOST_PINNED)

    @property
    def topic_names(self) -> dict[str, str]:
        """By short name, in the order of the names."""
        names = {group["topic"]: group["topic_name"] for group in self.groups}
        names |= {slug: slug for slug in self.chosen["topic"] if slug not in names}
        return dict(sorted(names.items(), key=lambda row: row[1]))

    @property
    def years(self) -> list[int]:
        return sorted({group["year"] for group in self.groups} | self.chosen["year"], reverse=True)

    def choices(self) -> dict[str, list[Choice]]:
        kinds = {group["kind"] for group in self.groups} | self.chosen["kind"]
        return {
            "kind_choices": self.counted(
                "kind", [k for k in Article.Kind.choices if k[0] in kinds]
            ),
            "topic_choices": self.counted("topic", self.topic_names.items()),
            "year_choices": self.counted("year", [(year, str(year)) for year in self.years]),
        }

    def counted(self, facet: str, labels: Iterable[tuple]) -> list[Choice]:
        counts = Counter()
        for group in self.left(besides=facet):
            counts[group[facet]] += group["number"]
        made = self.chosen[facet]
        return [Choice(str(value), label, counts[value], value in made) for value, label in labels]

    def left(self, besides: str = "") -> list[dict]:
        """The groups that are among what was chosen in each facet, or in each but this one."""
        groups = self.groups
        for name, values in self.chosen.items():
            if values and name != besides:
                groups = [group for group in groups if group[name] in values]
        return groups


def grouped(articles: QuerySet) -> list[dict]:
    """By kind, topic and year: how many."""
    groups = articles.order_by().values(
        "kind",
        topic=F("category__slug"),
        topic_name=F(column("category__name")),
        year=ExtractYear(column("published_at")),
    )
    now_pinned = Q(pinned_until__gt=timezone.now())
    return list(groups.annotate(number=Count("pk"), pinned=Count("pk", filter=now_pinned)))


def recounted(groups: list[dict], left: list[dict]) -> list[dict]:
    """The same groups, with the numbers of what is left of them."""
    place = itemgetter(*FACETS)
    numbers = {place(group): group["number"] for group in left}
    return [group | {"number": numbers.get(place(group), 0)} for group in groups]


class ListOf(NamedTuple):
    language: str
    readers: Readers
    zone: str  # in which a year begins
    tag: str = ""  # empty for all news


def list_of(readers: Readers) -> ListOf:
    """That of the page at hand."""
    return ListOf(suffix(), readers, timezone.get_current_timezone_name())


def read_groups(key: ListOf) -> list[dict]:
    articles = Article.objects.published(for_members=key.readers.are_members)
    return grouped(articles.filter(tags__slug=key.tag) if key.tag else articles)


def read_tag_names(language: str) -> dict[str, str]:
    return dict(Tag.objects.values_list("slug", f"name_{language}"))


# To count all the news reads all of it: once, until something public changes.
groups_of, tag_names = Kept(read_groups, most=200), Kept(read_tag_names)
