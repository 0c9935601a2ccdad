"""A tag or a topic alone makes a page of its own: with its name, its feed and its address."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language

from .facets import Facets


class Subject(NamedTuple):
    filter: str = ""  # "tag", "topic", or empty for all news
    slug: str = ""
    name: str = ""

    @property
    def query(self) -> str:
        return f"?{self.filter}={self.slug}" if self.filter else ""

    @property
    def feed(self) -> str:
        if not self.filter:
            return reverse("feed_all", args=[get_language()])
        return reverse(f"feed_{self.filter}", args=[get_language(), self.slug])


def subject_of(facets: Facets) -> Subject:
    """What the list is about, if it was asked for by one tag or one topic and nothing else."""
    asked = dict(facets.asked)
    tag, topics = asked.pop("tag", ""), asked.pop("topic", [])
    if asked or len(topics) + bool(tag) != 1 or not facets.total:
        return Subject()
    if tag:
        return Subject("tag", tag, facets.tag_name)
    return Subject("topic", topics[0], facets.topic_names[topics[0]])
