"""Plain search over all that is public: the words as typed, inside any text."""

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements.bilingual import column
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
    query = urlencode({"q": words})
    groups = [
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
        (
            _("Newsletters"),
            having(
                Newsletter.objects.published().order_by("-number"),
                words,
                "title",
                "summary",
                "stories__title",
                "stories__body",
            ),
            "",
        ),
        (
            _("Events"),
            having(Event.objects.published(), words, "title", "summary", "body", "place"),
            "",
        ),
        (_("Pages"), having(Page.objects.published(), words, "title", "lead", "body"), ""),
    ]
    results = [Found(name, list(rows[:SHOWN]), rows.count(), more) for name, rows, more in groups]
    return [group for group in results if group.total]


def having(rows: QuerySet, words: str, *names: str) -> QuerySet:
    """Rows with the words in one of these texts, in the language of the page."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{column(name)}__icontains": words})
    return rows.filter(pk__in=rows.model.objects.filter(condition).values("pk"))
