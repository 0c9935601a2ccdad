"""The news as members read it: the public list, with what is kept for them."""

import pytest

from tests.factories import make_article, make_category, make_tag, published

ADDRESS = "/en/members/news/"
pytestmark = pytest.mark.django_db


def slugs(response) -> list[str]:
    return [article.slug for article in response.context["page"]]


def test_member_reads_what_is_for_members_among_the_rest_marked_in_words(as_member):
    make_article("open", **published(days=-2))
    make_article("kept", members_only=True)

    response = as_member.get(ADDRESS)

    assert slugs(response) == ["kept", "open"]
    assert response.text.count("Members only</span>") == 1
    assert "2 items, newest first" in response.text


def test_filters_lead_to_the_same_list_and_count_what_members_may_read(as_member):
    make_article("kept", category=make_category("assessors"), members_only=True)
    make_article("open")

    response = as_member.get(f"{ADDRESS}?topic=assessors")

    assert slugs(response) == ["kept"]
    counts = {choice.value: choice.count for choice in response.context["topic_choices"]}
    assert counts == {"assessors": 1, "notices": 1}
    assert f'<form action="{ADDRESS}">' in response.text
    assert '<a href="/en/members/news/kept/">' in response.text


def test_member_is_told_that_the_list_is_theirs_and_nothing_is_said_to_machines(as_member):
    text = as_member.get(ADDRESS).text

    assert "With the items for members only" in text
    assert 'rel="canonical"' not in text
    assert "ld+json" not in text
    assert 'aria-current="page">News</a>' in text


def test_scheduled_article_is_still_to_come_for_members_too(as_member):
    make_article("later", members_only=True, **published(days=1))

    assert slugs(as_member.get(ADDRESS)) == []


def test_members_list_needs_the_same_queries_for_any_number_of_rows(as_member, count_queries):
    address = f"{ADDRESS}?tag=ethics"
    make_article(members_only=True).tags.add(make_tag())
    _, one = count_queries(as_member, address)
    make_article(members_only=True).tags.add(make_tag())
    make_article().tags.add(make_tag())

    _, three = count_queries(as_member, address)

    assert len(one) == len(three) <= 5
    assert three.writes == []
