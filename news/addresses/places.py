"""Where an address of the portal leads: is there such a page, and where is it now?"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.db import models
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from agreements.pathways.models import Pathway
from agreements.register.models import Agreement
from agreements.renaming import Renamed, former_names
from news.articles.models import Article
from news.events.models import Event
from news.newsletters.models import Newsletter
from news.pages.models import Page
from news.publication import Publication

# Whose rows have pages of their own under these names.
MODELS = {
    "news:articles": Article,
    "news:events": Event,
    "news:newsletters": Newsletter,
    "news:pages": Page,
    "agreements:register": Agreement,
    "agreements:pathways": Pathway,
}
NOT_PUBLIC = ("admin", "members")


class Place(NamedTuple):
    """`name` is what stands for the row in the address; "" for a page that has no row."""

    match: ResolverMatch
    model: type[models.Model] | None = None
    name: str = ""

    @property
    def key(self) -> str:
        return getattr(self.model, "NAME", "slug")

    @property
    def rows(self) -> models.QuerySet:
        """What the public may read."""
        if issubclass(self.model, Publication):
            return self.model.objects.published_in_any_language()
        return self.model.objects.all()

    @property
    def former(self) -> models.QuerySet | None:
        return former_names(self.model).all() if issubclass(self.model, Renamed) else None

    def name_now(self) -> str:
        """Empty when the public may not read it under either name. Two queries at most."""
        if not self.model or self.rows.filter(**{self.key: self.name}).exists():
            return self.name
        return self.name_later()

    def name_later(self) -> str:
        """Of the item that was called so; empty if there is none that the public may read."""
        if self.former is None:
            return ""
        items = self.former.filter(name=self.name).values("item")
        found = self.rows.filter(pk__in=items).values_list(self.key, flat=True).first()
        return "" if found is None else str(found)

    def address(self, name: str) -> str:
        """Of the same page with another name, in the language in force."""
        renamed = {self.key: name} if self.model else {}
        return reverse(self.match.view_name, kwargs=self.match.kwargs | renamed)


def place_of_match(match: ResolverMatch) -> Place:
    model = MODELS.get(match.namespace)
    name = match.kwargs.get(getattr(model, "NAME", "slug"))
    return Place(match) if model is None or name is None else Place(match, model, str(name))


def language_of(path: str):
    """In which a path of the portal is read, as its prefix says."""
    return translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE)


def place_of(path: str) -> Place | None:
    """None for what is no page of the portal. No query."""
    if path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        return None
    with language_of(path):
        try:
            match = resolve(unquote(path))
        except Resolver404:
            return None
    return None if match.namespaces[:1] == ["admin"] else place_of_match(match)


def path_of(target: str) -> str:
    return re.split(r"[?#]", target, maxsplit=1)[0]


def unknown(targets: Iterable[str]) -> set[str]:
    """Those to which there is no page, published or not. Two queries for each kind of page."""
    places = {target: place_of(path_of(target)) for target in set(targets)}
    wanted = defaultdict(set)
    for place in filter(None, places.values()):
        wanted[place.model].add(place.name)
    there = {model: existing(model, names) for model, names in wanted.items() if model}
    return {
        target
        for target, place in places.items()
        if place is None or (place.model and place.name not in there[place.model])
    }


def existing(model: type[models.Model], names: set[str]) -> set[str]:
    """Of these names those that a row has or had."""
    key = getattr(model, "NAME", "slug")
    rows = model._base_manager.filter(**{f"{key}__in": names})
    found = {str(name) for name in rows.values_list(key, flat=True)}
    if issubclass(model, Renamed):
        found |= set(former_names(model).filter(name__in=names).values_list("name", flat=True))
    return found


def present(target: str) -> str:
    """The target at the address it has now; empty when the public may not read it."""
    path = path_of(target)
    place = place_of(path)
    name = place and place.name_now()
    if not place or (place.model and not name):
        return ""
    if name == place.name:
        return target
    with language_of(path):
        return place.address(name) + target[len(path) :]
