"""Plain search over all that is public: the words as typed, inside any text."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements.bilingual import containing
from agreements.register.filters import having_words as agreements_having
from agreements.register.models import Agreement
from news.articles.filters import having_words as articles_having
from news.articles.models import Article
from news.events.models import Event
from news.newsletters.models import Newsletter
from news.pages.models import Page

SHOWN = 20


class Found(NamedTuple):
    """What one kind of page has: the first rows, how many there are, and where all are listed."""

    name: str
    rows: list
    total: int
    more: str


def found(words: str) -> list[Found]:
    """By kind of page, kinds without a result left out. Two queries for each kind."""
    results = [
        Found(name, list(rows[:SHOWN]), rows.count(), more) for name, rows, more in kinds(words)
    ]
    return [group for group in results if group.total]


def kinds(words: str) -> list[tuple[str, QuerySet, str]]:
    """Of each kind of page its name, what it has of `words`, and where all of that is listed."""
    query = urlencode({"q": words})
    stories = ("title", "summary", "stories__title", "stories__body")
    newsletters = Newsletter.objects.published().filter(containing(words, *stories))
    events = Event.objects.published().filter(
        containing(words, "title", "summary", "body", "place")
    )
    pages = Page.objects.published().filter(containing(words, "title", "lead", "body"))
    return [
        (
            _("Agreements"),
            agreements_having(Agreement.objects.latest_first(), words),
            f"{reverse('agreements:register:agreement_list')}?{query}",
        ),
        (
            _("News"),
            articles_having(Article.objects.published().newest_first(), words),
            f"{reverse('news:articles:article_list')}?{query}",
        ),
        (_("Newsletters"), newsletters.distinct(), ""),
        (_("Events"), events, ""),
        (_("Pages"), pages, ""),
    ]
