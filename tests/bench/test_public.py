"""The public pages are measured on as many rows as it says, and each page answers."""

import pytest

from agreements.register.models import Agreement
from bench import public
from bench.meter import queries
from news.articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    agreement = make.make_agreement("pec", partner=make.make_body())
    article = make.make_article("forum")
    article.tags.add(make.make_tag())
    article.agreements.add(agreement)


def test_copies_are_older_and_have_the_parts_of_what_they_copy(content, client):
    public.copy_all(Agreement, 3)
    public.copy_all(Article, 30)

    articles = Article.objects.published().newest_first()
    assert (Agreement.objects.count(), articles.count()) == (3, 30)
    assert articles.first().slug == "forum"
    assert {article.tags.count() for article in articles} == {1}
    assert {entry.parties.count() for entry in Agreement.objects.all()} == {1}


def test_each_page_answers_at_every_size_with_the_same_queries(content):
    asked = public.targets()
    few = {target.name: queries(target) for target, _most in asked}
    public.copy_all(Agreement, 30)
    public.copy_all(Article, 30)

    assert [target.path for target, _most in public.targets()] == [t.path for t, _most in asked]
    assert {target.name: queries(target) for target, _most in asked} == few
