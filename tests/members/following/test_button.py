"""The part of an agreement's public page that only a member's browser asks for."""

import pytest

from tests.factories import make_agreement, make_follow

ADDRESS = "/en/members/following/pec/button/"
pytestmark = pytest.mark.django_db


def test_button_offers_to_follow_and_is_no_whole_page(as_member):
    make_agreement("pec")

    text = as_member.get(ADDRESS).text

    assert 'action="/en/members/following/pec/"' in text
    assert "csrfmiddlewaretoken" in text
    assert "<html" not in text


def test_button_says_since_when_and_offers_to_end_it(as_member, member, stranger):
    agreement = make_agreement("pec")
    make_follow(member, agreement)
    make_follow(stranger, agreement)

    text = as_member.get(ADDRESS).text

    assert "You follow it since" in text
    assert 'action="/en/members/following/pec/end/"' in text


def test_visitor_is_sent_to_log_in_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(ADDRESS).status_code == 302
