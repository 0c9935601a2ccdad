import pytest
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


def address(held: Qualification) -> str:
    return reverse("members:qualifications:qualification_delete", args=[held.pk])


def test_delete_asks_first_and_then_deletes_a_draft(as_member, member):
    held = factories.make_qualification(member)

    asked = as_member.get(address(held))
    still_there = Qualification.objects.count()
    done = as_member.post(address(held), follow=True)

    assert "Delete this draft?" in asked.content.decode()
    assert still_there == 1
    assert Qualification.objects.count() == 0
    assert done.redirect_chain == [(reverse("members:qualifications:qualification_list"), 302)]
    assert "Deleted: Master of Engineering" in done.content.decode()


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_delete_of_what_was_sent_is_refused(as_member, member, state):
    held = factories.make_qualification(member, state)

    asked = as_member.get(address(held))
    done = as_member.post(address(held))

    for response in (asked, done):
        assert "This qualification cannot be deleted" in response.content.decode()
        assert '<form class="actions"' not in response.content.decode()
    assert (asked.status_code, done.status_code) == (200, 409)
    assert Qualification.objects.count() == 1


def test_delete_of_a_draft_that_was_decided_on_is_refused(as_member, member):
    """It was returned, sent again and withdrawn: what the reviewer said stays."""
    held = factories.make_qualification(member, State.RETURNED)
    Qualification.objects.update(state=State.DRAFT)

    response = as_member.post(address(held))

    assert response.status_code == 409
    assert Qualification.objects.count() == 1


def test_delete_sent_twice_finds_nothing_the_second_time(as_member, member):
    held = factories.make_qualification(member)

    as_member.post(address(held))

    assert as_member.post(address(held)).status_code == 404


def test_delete_by_a_stranger_changes_nothing(as_stranger, member):
    held = factories.make_qualification(member)

    as_stranger.post(address(held))

    assert Qualification.objects.count() == 1


def test_delete_takes_three_queries(as_member, member, count_queries):
    _, count = count_queries(as_member, address(factories.make_qualification(member)))

    assert len(count) == 3
