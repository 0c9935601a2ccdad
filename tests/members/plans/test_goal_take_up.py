from datetime import date

from django.urls import reverse

from members.cpd.goals import Goal
from tests import factories


def address(goal) -> str:
    return reverse("members:plans:goal_take_up", args=[goal.pk])


def test_take_up_opens_an_archived_goal(as_member, member):
    goal = factories.make_goal(member, "Lead", archived_on=date(2025, 1, 1))

    response = as_member.post(address(goal), follow=True)

    assert Goal.objects.get().is_open
    assert "Taken up again: Lead" in response.text


def test_take_up_by_a_stranger_changes_nothing(as_stranger, member):
    as_stranger.post(address(factories.make_goal(member, archived_on=date(2025, 1, 1))))

    assert not Goal.objects.get().is_open
