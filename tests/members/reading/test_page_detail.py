"""A page that staff keep for members."""

import pytest

from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_page_for_members_is_read_by_members_alone(as_member, client):
    page = make_page("rules", members_only=True)

    response = as_member.get(page.get_absolute_url())

    assert (response.status_code, page.get_absolute_url()) == (200, "/en/members/pages/rules/")
    assert "Members only</span>" in response.text
    assert client.get("/en/pages/rules/").status_code == 404
