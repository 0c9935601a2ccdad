from datetime import date
from decimal import Decimal

from django.urls import reverse

from members.cpd.models import Record
from tests import factories


def test_goal_shows_hours_logged_planned_and_what_was_learned(as_member, member, september):
    goal = factories.make_goal(member, "Lead a review", target_hours=10, year=2025)
    factories.make_record(member, "Course", hours="4", goal=goal, reflection="Ask first.")
    factories.make_record(member, "Waits", hours="3", goal=goal, state=Record.State.TO_CONFIRM)
    factories.make_record(member, "Of no goal", hours="9")
    factories.make_planned(member, "Talk", hours="2", goal=goal)
    factories.make_planned(member, "Given up", hours="5", goal=goal, dropped_on=september)

    response = as_member.get(goal.get_absolute_url())

    found = response.context["progress"]
    assert (found.logged, found.planned) == (Decimal(4), Decimal(2))
    page = " ".join(response.text.split())
    assert "4.0 of 10.0 h logged, 2.0 h planned" in page
    assert "Ask first." in page
    assert "You have not written what you learned." in page
    assert "Of no goal" not in page
    assert [(one.title, state) for one, state in response.context["planned"]] == [
        ("Talk", "planned"),
        ("Given up", "dropped"),
    ]


def test_goal_without_entries_says_how_one_points_to_it(as_member, member):
    page = as_member.get(factories.make_goal(member).get_absolute_url()).text

    assert "No entry points to this goal yet." in page


def test_goal_leads_to_planning_for_it(as_member, member):
    goal = factories.make_goal(member)

    page = as_member.get(goal.get_absolute_url()).text

    assert f'href="{reverse("members:plans:activity_add")}?goal={goal.pk}"' in page


def test_archived_goal_is_still_to_be_read(as_member, member):
    goal = factories.make_goal(member, "Long ago", archived_on=date(2025, 1, 1))
    factories.make_record(member, "Course", goal=goal)

    page = as_member.get(goal.get_absolute_url()).text

    assert "Archived on" in page
    assert "Course" in page
    assert reverse("members:plans:goal_take_up", args=[goal.pk]) in page


def test_goal_takes_five_queries(as_member, member, count_queries):
    goal = factories.make_goal(member)

    def fill():
        factories.make_record(member, goal=goal)
        factories.make_planned(member, goal=goal)

    fill()
    _, with_one = count_queries(as_member, goal.get_absolute_url())
    fill()
    fill()
    _, with_three = count_queries(as_member, goal.get_absolute_url())

    assert len(with_one) == len(with_three) == 5
