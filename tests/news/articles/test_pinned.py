"""What is pinned stands first until its minute, once, in the list and on the home page."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from news.articles.models import Article
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def later(**delta):
    return timezone.now() + timedelta(**delta)


def slugs(client, address: str = "/en/news/") -> list[str]:
    return [article.slug for article in client.get(address).context["page"]]


def test_pinned_article_is_first_until_its_minute_with_no_job_run(client):
    until = later(hours=3)
    make_article("pinned", pinned_until=until, **published(days=-30))
    make_article("newest")

    with time_machine.travel(until - timedelta(seconds=1), tick=False):
        before = client.get("/en/news/")
    with time_machine.travel(until, tick=False):
        after = client.get("/en/news/")

    assert [article.slug for article in before.context["page"]] == ["pinned", "newest"]
    assert [article.slug for article in after.context["page"]] == ["newest", "pinned"]
    assert ("Pinned</span>" in before.text, "Pinned</span>" in after.text) == (True, False)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_pages_hold_each_article_once_wherever_what_is_pinned_belongs(client):
    for number in range(55):
        make_article(f"a{number}", **published(days=-1 - number))
    Article.objects.filter(slug__in=["a3", "a30", "a54"]).update(pinned_until=later(days=1))

    pages = [slugs(client, f"/en/news/?page={number}") for number in (1, 2, 3)]

    assert pages[0][:4] == ["a3", "a30", "a54", "a0"]
    assert [len(page) for page in pages] == [25, 25, 5]
    assert len({slug for page in pages for slug in page}) == 55


def test_of_many_pinned_the_three_newest_stand_first(client):
    for number in range(5):
        make_article(f"p{number}", pinned_until=later(days=1), **published(days=-10 - number))
    make_article("newest")

    response = client.get("/en/news/")

    found = [article.slug for article in response.context["page"]]
    assert found == ["p0", "p1", "p2", "newest", "p3", "p4"]
    assert response.text.count("Pinned</span>") == 3


@pytest.mark.parametrize("query", ["kind=report", "q=title", "topic=notices"])
def test_filtered_list_is_by_date_alone(client, query):
    make_article("pinned", pinned_until=later(days=1), **published(days=-30))
    make_article("newest")

    response = client.get(f"/en/news/?{query}")

    assert [article.slug for article in response.context["page"]] == ["newest", "pinned"]
    assert "Pinned</span>" not in response.text


@pytest.mark.parametrize(
    "fields", [published(days=1), {"published_at_en": None}, {"members_only": True}]
)
def test_pinned_article_that_is_not_public_is_nowhere(client, fields):
    make_article("pinned", pinned_until=later(days=1), **fields)
    make_article("open")

    assert slugs(client) == ["open"]


def test_list_with_pinned_needs_two_queries_on_any_page(client, count_queries):
    for number in range(30):
        make_article(pinned_until=later(days=1) if number < 2 else None)

    counts = [len(count_queries(client, f"/en/news/?page={page}")[1]) for page in (1, 2)]

    assert counts == [2, 2]
