"""The search of a member: the same list, with what is for members alone."""

import pytest

from tests.factories import make_article, make_newsletter, published

pytestmark = pytest.mark.django_db


def test_search_finds_what_is_for_members_and_says_so(as_member, client):
    make_article(title_en="Forum of members", members_only=True, **published(days=-2))
    make_article(title_en="Forum", **published(days=-1))

    response = as_member.get("/en/members/search/?q=forum")

    assert [one.members_only for one in response.context["results"]] == [False, True]
    assert "News, for members only" in response.text
    assert len(client.get("/en/search/?q=forum").context["results"]) == 1


def test_search_leaves_out_what_is_not_published(as_member):
    make_article(title_en="Secret", **published(days=1))
    make_newsletter(9, title_en="Secret", withdrawn_at=published()["published_at_en"])

    assert as_member.get("/en/members/search/?q=secret").context["results"] == []


def test_search_asks_as_often_whatever_there_is(as_member, count_queries):
    make_article(title_en="Forum", members_only=True)
    _, one = count_queries(as_member, "/en/members/search/?q=forum")
    for number in range(3):
        make_article(title_en=f"Forum {number}")
    _, many = count_queries(as_member, "/en/members/search/?q=forum")

    assert len(one) == len(many)
