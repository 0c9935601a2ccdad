from datetime import date

from django.urls import reverse

from members.cpd.goals import Goal
from tests import factories


def address(goal) -> str:
    return reverse("members:plans:goal_archive", args=[goal.pk])


def test_archive_keeps_the_goal_with_its_entries(as_member, member, september):
    goal = factories.make_goal(member, "Lead")
    record = factories.make_record(member, goal=goal)

    response = as_member.post(address(goal), follow=True)

    goal.refresh_from_db()
    assert "Archived: Lead" in response.text
    assert goal.archived_on == september
    assert list(goal.cpd_records.all()) == [record]


def test_archive_twice_keeps_the_first_day(as_member, member):
    goal = factories.make_goal(member, archived_on=date(2025, 1, 1))

    as_member.post(address(goal))

    assert Goal.objects.get().archived_on == date(2025, 1, 1)


def test_archive_by_a_stranger_changes_nothing(as_stranger, member):
    as_stranger.post(address(factories.make_goal(member)))

    assert Goal.objects.get().is_open
