import pytest
from django.urls import reverse

from members.experience.models import Period
from tests import factories

State = Period.State


def address(period: Period) -> str:
    return reverse("members:experience:period_delete", args=[period.pk])


@pytest.mark.parametrize("state", State)
def test_delete_asks_first_and_then_deletes(as_member, member, state):
    period = factories.make_period(member, state)

    asked = as_member.get(address(period))
    still_there = Period.objects.count()
    done = as_member.post(address(period), follow=True)

    assert "Delete this period?" in asked.text
    assert ("The check by the Society goes with it." in asked.text) is (state == State.VERIFIED)
    assert still_there == 1
    assert Period.objects.count() == 0
    assert done.redirect_chain == [(reverse("members:experience:period_list"), 302)]
    assert "Deleted: Bridge engineer, Bridge Bureau" in done.text


def test_delete_sent_twice_finds_nothing_the_second_time(as_member, member):
    period = factories.make_period(member)

    as_member.post(address(period))

    assert as_member.post(address(period)).status_code == 404


def test_delete_by_a_stranger_changes_nothing(as_stranger, member):
    as_stranger.post(address(factories.make_period(member)))

    assert Period.objects.count() == 1


def test_delete_takes_three_queries(as_member, member, count_queries):
    _, count = count_queries(as_member, address(factories.make_period(member)))

    assert len(count) == 3
