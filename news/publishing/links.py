"""What a text points at: its links, and which of them lead to something of ours that is there."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override

from agreements.freshness.models import PublicModel
from news.publication import Publication

from .checks import Leads

CODES = {"en": "en", "zh": "zh-hans"}  # language of the address by the ending of the columns


class Pointers(HTMLParser):
    """Links, pictures called for or without alternative text, bare tables: in one reading."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.unseen: list[str] = []
        self.called: list[int] = []
        self.headings: list[int] = []  # of each table that is open, one within the other
        self.has_bare_table = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = {name: (value or "").strip() for name, value in attrs}
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        if tag == "img" and not said.get("alt"):
            self.unseen.append(said.get("src", "").rpartition("/")[2])
        if tag == "figure" and said.get("data-picture"):
            self.called.append(int(said["data-picture"]))
        if tag == "table":
            self.headings.append(0)
        if tag == "th" and self.headings:
            self.headings[-1] += 1

    def handle_endtag(self, tag):
        if tag == "table" and self.headings and not self.headings.pop():
            self.has_bare_table = True


def leads(address: str, language: str) -> Leads:
    """Where a link in a text of this language leads. What is not ours is taken to be there."""
    path = own_path(address)
    if path is None:
        return Leads.THERE
    given = get_language_from_path(path)
    if given and given != CODES[language]:
        return Leads.OTHER_LANGUAGE
    with override(CODES[language]):
        match = found_at(path) or found_at(f"/{CODES[language]}{path}")
        return Leads.THERE if match and is_there(match) else Leads.NOWHERE


def own_path(address: str) -> str | None:
    """Of a page of this portal; None for another site, a mail address, a published file."""
    parts = urlsplit(address.removeprefix(settings.SITE_ORIGIN) or "/")
    is_ours = not (parts.scheme or parts.netloc) and parts.path.startswith("/")
    return parts.path if is_ours and not parts.path.startswith(settings.MEDIA_URL) else None


def found_at(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def is_there(match: ResolverMatch) -> bool:
    """A page has one name: `article_detail` shows the `Article` that its arguments name."""
    model = next(models_of(match.url_name or ""), None)
    if model is None:
        return True
    rows = model._default_manager.filter(**match.kwargs)
    return (rows.published() if issubclass(model, Publication) else rows).exists()


def models_of(page: str) -> Iterator[type[Model]]:
    for model in apps.get_models():
        if issubclass(model, PublicModel) and page == f"{model._meta.model_name}_detail":
            yield model
