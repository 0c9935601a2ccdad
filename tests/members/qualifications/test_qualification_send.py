from datetime import date

import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State
COMPLETE = {"awarded_on": date(2019, 6, 28), "issuer": "University"}


def address(held: Qualification, what: str = "send") -> str:
    return reverse(f"members:qualifications:qualification_{what}", args=[held.pk])


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_send_hands_it_to_a_reviewer_and_says_so(as_member, member, state):
    held = factories.make_qualification(member, state, **COMPLETE)

    response = as_member.post(address(held), follow=True)

    held.refresh_from_db()
    assert held.state == State.SUBMITTED
    assert response.redirect_chain == [(held.get_absolute_url(), 302)]
    assert "Sent to a reviewer: Master of Engineering" in response.text


def test_send_of_an_unfinished_one_shows_the_form_with_what_is_missing(as_member, member):
    held = factories.make_qualification(member, number="10 0247")

    response = as_member.post(address(held))

    held.refresh_from_db()
    page = response.text
    assert held.state == State.DRAFT
    assert response.context["form"].errors == {
        "issuer": ["Write who issued it."],
        "awarded_on": ["Write the day of the award, or of the letter."],
    }
    assert "Not sent yet. What is missing is marked below." in page
    assert "2 things to put right" in page
    assert f'<form class="form" action="{address(held, "edit")}"' in page
    assert 'value="10 0247"' in page


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_send_twice_is_sent_once(as_member, member, state):
    held = factories.make_qualification(member, state, **COMPLETE)
    before = held.moves.count()

    as_member.post(address(held))
    response = as_member.post(address(held), follow=True)

    assert held.moves.count() == before + 1
    assert "Sent to a reviewer: Master of Engineering" in response.text


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED, State.REVOKED])
def test_send_of_what_was_decided_meanwhile_is_told(as_member, member, state):
    held = factories.make_qualification(member, state, **COMPLETE)

    response = as_member.post(address(held), follow=True)

    held.refresh_from_db()
    assert held.state == state
    assert "from where it cannot become “With reviewer”" in response.text


def test_send_by_a_stranger_changes_nothing(as_stranger, member):
    held = factories.make_qualification(member, **COMPLETE)

    as_stranger.post(address(held))

    held.refresh_from_db()
    assert held.state == State.DRAFT
