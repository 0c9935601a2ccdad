"""Published or not: a matter of the clock, in each language, for every kind of item."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone, translation

from news.articles.models import Article
from news.publication import State
from tests.factories import make_article, make_event, make_newsletter, make_page, published

pytestmark = pytest.mark.django_db
MAKERS = [make_article, make_newsletter, make_event, make_page]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("days", "withdrawn", "state"),
    [
        (None, None, State.DRAFT),
        (1, None, State.SCHEDULED),
        (-2, None, State.PUBLISHED),
        (-2, 1, State.PUBLISHED),
        (-2, -1, State.WITHDRAWN),
    ],
)
def test_state_and_published_agree(make, days, withdrawn, state):
    now = timezone.now()
    times = {"published_at_en": None if days is None else now + timedelta(days=days)}
    times["withdrawn_at"] = None if withdrawn is None else now + timedelta(days=withdrawn)

    item = make(**times)

    assert item.state() is state
    assert type(item).objects.published().exists() is (state is State.PUBLISHED)


def test_each_language_has_its_own_state():
    article = make_article(published_at_en=None)

    with translation.override("zh-hans"):
        chinese = article.state()

    assert (article.state(), chinese) == (State.DRAFT, State.PUBLISHED)


def test_database_refuses_to_publish_without_a_title():
    with pytest.raises(IntegrityError):
        make_article(title_en="")


def test_form_names_the_missing_title():
    article = make_article()
    article.title_zh = ""

    with pytest.raises(ValidationError, match="Chinese title before publishing in Chinese"):
        article.full_clean()


def test_published_in_any_language_leaves_out_drafts_of_both():
    make_article("seen", published_at_en=None)
    make_article("draft", published_at_en=None, published_at_zh=None)

    found = Article.objects.published_in_any_language()

    assert [article.slug for article in found] == ["seen"]


def test_item_published_in_this_very_second_is_public():
    at = timezone.now()
    make_article(**published())
    article = make_article(published_at_en=at)

    assert Article.objects.published(at).filter(pk=article.pk).exists()


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_for_members_is_read_by_members_alone(make):
    item = make(members_only=True)
    rows = type(item).objects

    public = rows.published().exists() or rows.published_in_any_language().exists()

    assert not public
    assert rows.published(for_members=True).get() == item
    assert rows.published_in_any_language(for_members=True).get() == item
