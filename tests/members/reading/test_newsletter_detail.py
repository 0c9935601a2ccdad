"""An issue for members, beside the others."""

import pytest

from tests.factories import make_article, make_newsletter

pytestmark = pytest.mark.django_db


def test_issue_for_members_leads_to_those_beside_it_in_the_members_area(as_member):
    make_newsletter(54)
    make_newsletter(55, members_only=True)
    make_newsletter(56, members_only=True)

    text = as_member.get("/en/members/newsletters/55/").text

    assert '<a href="/en/members/newsletters/54/" rel="prev">' in text
    assert '<a href="/en/members/newsletters/56/" rel="next">' in text


def test_story_leads_to_an_article_for_members_for_members_alone(as_member, client):
    issue = make_newsletter(54)
    issue.stories.update(article=make_article("kept", members_only=True))

    assert '<a href="/en/members/news/kept/">' in as_member.get("/en/members/newsletters/54/").text
    assert "The full article" not in client.get("/en/newsletters/54/").text
