import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


def address(held: Qualification) -> str:
    return reverse("members:qualifications:qualification_withdraw", args=[held.pk])


def test_withdraw_makes_it_a_draft_again(as_member, member):
    held = factories.make_qualification(member, State.SUBMITTED)

    response = as_member.post(address(held), follow=True)

    held.refresh_from_db()
    assert (held.state, held.submitted_at) == (State.DRAFT, None)
    assert response.redirect_chain == [(held.get_absolute_url(), 302)]
    assert "Withdrawn: Master of Engineering" in response.text


def test_withdraw_pressed_twice_says_the_same(as_member, member):
    held = factories.make_qualification(member, State.SUBMITTED)

    as_member.post(address(held))
    response = as_member.post(address(held), follow=True)

    assert held.moves.count() == 2
    assert "Withdrawn: Master of Engineering" in response.text


@pytest.mark.parametrize("state", [State.RETURNED, State.VERIFIED, State.REJECTED])
def test_withdraw_of_what_was_decided_meanwhile_is_told(as_member, member, state):
    held = factories.make_qualification(member, state)

    response = as_member.post(address(held), follow=True)

    held.refresh_from_db()
    assert held.state == state
    assert "from where it cannot become “Draft”" in response.text


def test_withdraw_by_a_stranger_changes_nothing(as_stranger, member):
    held = factories.make_qualification(member, State.SUBMITTED)

    as_stranger.post(address(held))

    held.refresh_from_db()
    assert held.state == State.SUBMITTED
