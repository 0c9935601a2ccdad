"""To follow no longer: of one's own alone."""

import pytest

from members.following.models import Follow
from tests.factories import make_agreement, make_follow

ADDRESS = "/en/members/following/pec/end/"
pytestmark = pytest.mark.django_db


def test_unfollow_ends_mine_and_leaves_that_of_others(as_member, member, stranger):
    agreement = make_agreement("pec")
    make_follow(member, agreement)
    make_follow(stranger, agreement)

    answers = [as_member.post(ADDRESS).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert [one.member for one in Follow.objects.all()] == [stranger]


def test_unfollow_ends_what_was_taken_out_of_the_register(as_member, member, stranger):
    agreement = make_agreement("pec")
    make_follow(member, agreement)
    make_follow(stranger, agreement)
    agreement.delete()

    answers = [as_member.post(ADDRESS).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert [one.member for one in Follow.objects.all()] == [stranger]


def test_unfollow_of_a_name_that_another_has_since_is_of_what_is_followed(as_member, member):
    gone = make_agreement("pec")
    make_follow(member, gone)
    gone.delete()
    make_agreement("pec")

    as_member.post(ADDRESS)

    assert not Follow.objects.exists()


def test_unfollow_of_an_unknown_agreement_finds_nothing(as_member):
    assert as_member.post(ADDRESS).status_code == 404
