"""Validators of public pages move with every public change and every scheduled minute."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from agreements.freshness.models import Moment
from agreements.register.models import Agreement
from news.articles.models import Article
from tests.factories import make_agreement, make_article, published

pytestmark = pytest.mark.django_db


def tag(client, path="/en/news/") -> str:
    return client.get(path).headers["ETag"]


def test_page_that_did_not_change_answers_304_with_one_query_and_no_body(
    client, django_assert_num_queries
):
    make_article()
    known = tag(client)

    with django_assert_num_queries(1):
        response = client.get("/en/news/", headers={"If-None-Match": known})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda agreement: agreement.save(),
        lambda agreement: Agreement.objects.update(place_en="Chengdu"),
        lambda agreement: agreement.delete(),
        lambda agreement: Agreement.objects.all().delete(),
        lambda agreement: make_article(),
        lambda agreement: agreement.history.create(status="ended", note_en="x", note_zh="x"),
    ],
    ids=["save", "update", "delete", "bulk delete", "create", "a row of its history"],
)
def test_validator_moves_with_every_public_change(client, change):
    agreement = make_agreement()
    before = tag(client)

    change(agreement)

    assert tag(client) != before


def test_validator_moves_when_a_scheduled_minute_passes(client):
    make_article(**published(days=1))
    before = tag(client)

    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        after = tag(client)

    assert after != before


def test_validator_moves_when_a_minute_scheduled_in_bulk_passes(client):
    make_article(**published(days=1))
    Article.objects.update(**published(days=2))
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        before = tag(client)

    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=1), tick=False):
        after = tag(client)

    assert after != before


def test_moments_do_not_pile_up():
    for _ in range(5):
        make_article()

    assert Moment.objects.count() == 1


# --- Pages that are kept -------------------------------------------------------------------------


def test_page_that_is_kept_is_answered_whole_with_one_query(client, django_assert_num_queries):
    make_article()
    made = client.get("/en/news/")

    with django_assert_num_queries(1):
        kept = client.get("/en/news/")

    assert (kept.status_code, kept.content, kept.headers) == (200, made.content, made.headers)


@pytest.mark.parametrize("name", ["slug", "n"])
def test_page_is_kept_for_its_own_address_alone(client, name):
    make_article()
    client.get("/en/news/")

    other = client.get("/en/news/", {name: "x", "kind": "notice"})

    assert "No news has these choices" in other.content.decode()


def test_two_changes_in_one_instant_are_two(client):
    with time_machine.travel(timezone.now(), tick=False):
        make_article(title_en="The first", **published(days=-1))
        client.get("/en/news/")
        make_article("second", title_en="The second", **published(days=-1))

        page = client.get("/en/news/").content.decode()

    assert "The second" in page


def test_pages_move_at_midnight_in_beijing(client):
    """Some say what is overdue today."""
    make_article()
    evening = timezone.localtime().replace(hour=23, minute=59, second=59)
    with time_machine.travel(evening, tick=False):
        before = tag(client)

    with time_machine.travel(evening + timedelta(seconds=1), tick=False):
        after = tag(client)

    assert before != after


@pytest.mark.parametrize("path", ["/en/members/", "/en/accounts/login/", "/admin/login/", "/"])
def test_nothing_of_one_visitor_is_kept(as_member, path):
    as_member.get(path)

    assert "ETag" not in as_member.get(path).headers


def test_absent_page_is_not_kept(client):
    client.get("/en/news/forum/")
    make_article("forum")

    assert client.get("/en/news/forum/").status_code == 200
