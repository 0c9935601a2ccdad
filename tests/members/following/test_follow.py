"""To begin to follow an agreement, and to begin twice."""

import pytest

from members.following.models import Follow
from tests.factories import make_agreement, make_follow

ADDRESS = "/en/members/following/pec/"
pytestmark = pytest.mark.django_db


def test_follow_asks_first_and_changes_nothing_by_being_opened(as_member):
    make_agreement("pec")

    response = as_member.get(ADDRESS)

    assert "Follow this agreement" in response.text
    assert not Follow.objects.exists()


def test_follow_follows_once_however_often_it_is_pressed(as_member, member):
    agreement = make_agreement("pec")

    answers = [as_member.post(ADDRESS).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert [(one.member, one.agreement) for one in Follow.objects.all()] == [(member, agreement)]


def test_follow_of_a_followed_one_says_since_when(as_member, member):
    make_follow(member, make_agreement("pec"))

    text = as_member.get(ADDRESS).text

    assert "You follow it since" in text
    assert "Follow this agreement" not in text


@pytest.mark.parametrize("method", ["get", "post"])
def test_follow_of_an_unknown_agreement_finds_nothing(as_member, method):
    assert getattr(as_member, method)(ADDRESS).status_code == 404
