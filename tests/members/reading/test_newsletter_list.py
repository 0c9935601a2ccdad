"""The archive with the issues for members."""

import pytest

from tests.factories import make_newsletter

pytestmark = pytest.mark.django_db


def test_archive_of_members_has_their_issues_marked(as_member, client):
    make_newsletter(54)
    make_newsletter(55, members_only=True)

    response = as_member.get("/en/members/newsletters/")

    assert [issue.number for issue in response.context["page"]] == [55, 54]
    assert '<a href="/en/members/newsletters/55/">' in response.text
    assert response.text.count("Members only</span>") == 1
    assert [issue.number for issue in client.get("/en/newsletters/").context["page"]] == [54]
