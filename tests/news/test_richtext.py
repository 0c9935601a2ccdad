"""Formatted text is clean on every way in, not only through the form."""

import pytest

from news.articles.models import Article
from tests.factories import make_article

DIRTY = '<p onclick="x()">One<script>alert(1)</script></p><a href="javascript:x()">two</a>'
CLEANED = "<p>One</p><p>two</p>"


def write_by_create():
    return make_article(body_en=DIRTY)


def write_by_save():
    article = make_article()
    article.body_en = DIRTY
    article.save()
    return article


def write_by_update():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body_en=DIRTY)
    return article


def write_by_bulk_create():
    article = make_article()
    kept = Article(
        slug="bulk", category=article.category, title_en="T", title_zh="T", body_en=DIRTY
    )
    return Article.objects.bulk_create([kept])[0]


def write_by_bulk_update():
    article = make_article()
    article.body_en = DIRTY
    Article.objects.bulk_update([article], ["body_en"])
    return article


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [write_by_create, write_by_save, write_by_update, write_by_bulk_create, write_by_bulk_update],
)
def test_rich_text_is_clean_on_every_way_in(write):
    article = write()

    article.refresh_from_db()
    assert article.body_en == CLEANED
