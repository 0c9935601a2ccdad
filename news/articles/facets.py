"""The choices of the news list, each with how many items it shows beside the other choices."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils import timezone

from agreements.bilingual import column, suffix
from agreements.facets import Choice
from agreements.freshness.kept import Kept
from news.readers import Readers

from .filters import ArticleFilter, AskedFilter
from .models import MOST_PINNED, Article, Tag

FACETS = ("kind", "topic", "year")


class Facets:
    """Of all that is published, counted in one query; `filters` says what was asked for."""

    def __init__(self, published: QuerySet, filters: ArticleFilter, readers: Readers):
        self.asked = filters.asked
        self.chosen = {
            "kind": set(self.asked.get("kind", ())),
            "topic": set(self.asked.get("topic", ())),
            "year": {int(self.asked["year"])} if "year" in self.asked else set(),
        }
        is_narrowed = any(name in self.asked for name in AskedFilter.Meta.fields)
        self.groups = (
            grouped(published, self.asked, filters.request)
            if is_narrowed
            else whole(list_of(readers))
        )

    @cached_property
    def total(self) -> int:
        return sum(group["number"] for group in self.groups if self.has(group, FACETS))

    @property
    def pinned(self) -> int:
        """How many stand at the top: none where something is asked for."""
        pinned = sum(group["pinned"] for group in self.groups)
        return 0 if self.asked else min(pinned, MOST_PINNED)

    @property
    def tag_name(self) -> str:
        """In the language of the page; the short name of a tag that does not exist."""
        names = (group["tag_name"] for group in self.groups if group.get("tag_name"))
        return next(names, self.asked.get("tag", ""))

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
        others = [name for name in FACETS if name != facet]
        counts = Counter()
        for group in self.groups:
            counts[group[facet]] += group["number"] if self.has(group, others) else 0
        chosen = self.chosen[facet]
        return [
            Choice(str(value), label, counts[value], value in chosen) for value, label in labels
        ]

    def has(self, group: dict, facets: Iterable[str]) -> bool:
        """Is the group among what was chosen in each of these? Nothing chosen leaves all."""
        return all(not self.chosen[name] or group[name] in self.chosen[name] for name in facets)


def grouped(published: QuerySet, asked: dict, request: HttpRequest | None = None) -> list[dict]:
    """By kind, topic and year, all of them; counted is what the words and the tag leave."""
    number = Count("pk")
    if narrowed := {name: asked[name] for name in AskedFilter.Meta.fields if name in asked}:
        left = AskedFilter(narrowed, queryset=published, request=request).qs
        number = Count("pk", filter=Q(pk__in=left.order_by().values("pk")))
    names = {"topic_name": F(column("category__name"))}
    if "tag" in asked:
        tag = Tag.objects.filter(slug=asked["tag"])
        names["tag_name"] = Subquery(tag.values(column("name"))[:1])
    groups = published.order_by().values(
        "kind", topic=F("category__slug"), year=ExtractYear(column("published_at")), **names
    )
    now_pinned = Q(pinned_until__gt=timezone.now())
    return list(groups.annotate(number=number, pinned=Count("pk", filter=now_pinned)))


class WholeList(NamedTuple):
    language: str
    readers: Readers
    zone: str  # in which a year begins


def list_of(readers: Readers) -> WholeList:
    """That of the page at hand."""
    return WholeList(suffix(), readers, timezone.get_current_timezone_name())


def read_whole(key: WholeList) -> list[dict]:
    return grouped(Article.objects.published(for_members=key.readers.are_members), {})


# To count all the news reads all of it: once, until something public changes.
whole = Kept(read_whole)
