from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories


@pytest.fixture
def plan(db):
    return reverse("members:plans:activity_list")


def text(response) -> str:
    return " ".join(response.text.split())


def test_plan_lists_what_is_open_by_date_with_what_is_overdue_first(
    as_member, member, plan, september
):
    factories.make_planned(member, "Later", planned_on=date(2025, 11, 30), is_month=True)
    factories.make_planned(member, "Today", planned_on=september)
    factories.make_planned(member, "Missed", planned_on=date(2025, 9, 25), hours=None)
    factories.make_planned(member, "Not any more", dropped_on=september)

    response = as_member.get(plan)

    assert [(one.title, state) for one, state in response.context["planned"]] == [
        ("Missed", "overdue"),
        ("Today", "planned"),
        ("Later", "planned"),
    ]
    assert response.context["planned_hours"] == Decimal(4)
    page = text(response)
    assert '<time datetime="2025-11">Nov 2025</time>' in page
    assert '<time datetime="2025-09-26">26 Sep 2025</time>' in page


def test_plan_keeps_what_is_done_or_dropped_to_be_read(as_member, member, plan, september):
    record = factories.make_record(member)
    factories.make_planned(member, "Went there", record=record, planned_on=date(2025, 3, 1))
    factories.make_planned(member, "Gave up", dropped_on=september)

    response = as_member.get(plan)

    assert [(one.title, state) for one, state in response.context["closed"]] == [
        ("Gave up", "dropped"),
        ("Went there", "done"),
    ]
    assert response.context["planned"] == []


def test_plan_tells_for_each_requirement_where_it_leads(as_member, member, term, plan, september):
    factories.make_record(member, hours="30", done_on=date(2025, 2, 1))
    factories.make_planned(member, hours="8", planned_on=date(2025, 12, 31), is_month=True)

    page = text(as_member.get(plan))

    assert "30 of 40 credit hours. 10 h to go in 96 days." in page
    assert (
        'With what you plan: 38 of 40 credit hours by <time datetime="2025-12-31">31 Dec 2025'
        "</time>, 2 h short." in page
    )


def test_plan_says_where_nothing_with_hours_is_planned(as_member, member, term, plan, september):
    factories.make_planned(member, hours=None)

    assert "Nothing with hours is planned in this period." in text(as_member.get(plan))


def test_plan_shows_goals_with_hours_logged_and_planned(as_member, member, plan, september):
    goal = factories.make_goal(member, "Lead a review", target_hours=20, year=2025)
    old = factories.make_goal(member, "Long ago", year=2020, archived_on=september)
    factories.make_record(member, hours="12", goal=goal)
    factories.make_record(member, hours="5", goal=goal, state=Record.State.REJECTED)
    factories.make_planned(member, hours="6", goal=goal)
    factories.make_planned(member, hours="3", goal=goal, dropped_on=september)

    response = as_member.get(plan)

    (found,) = response.context["goals"]
    assert (found.goal, found.logged, found.planned) == (goal, Decimal(12), Decimal(6))
    assert [one.goal for one in response.context["archived"]] == [old]
    page = text(response)
    assert "12.0 of 20.0 h logged, 6.0 h planned" in page
    assert "1 archived goal" in page


def test_plan_tells_how_many_entries_of_the_year_say_what_was_learned(
    as_member, member, plan, september
):
    factories.make_record(member, reflection="Bridges move.")
    factories.make_record(member)
    factories.make_record(member, state=Record.State.REJECTED)
    factories.make_record(member, done_on=date(2024, 12, 31))

    page = text(as_member.get(plan))

    assert "You have written what you learned for 1 of 2 entries." in page


def test_plan_invites_when_it_is_empty(as_member, plan):
    page = text(as_member.get(plan))

    assert "Nothing is planned" in page
    assert f'href="{reverse("members:plans:activity_add")}"' in page


def test_plan_leaves_others_plans_out(as_stranger, member, plan):
    factories.make_planned(member, "Of somebody else")
    factories.make_goal(member, "Of somebody else")

    assert "Of somebody else" not in as_stranger.get(plan).text


def test_plan_pages_what_is_over(as_member, member, plan, september):
    for _ in range(26):
        factories.make_planned(member, dropped_on=september)

    first, second = as_member.get(plan), as_member.get(plan, {"page": "2"})

    assert [len(one.context["closed"]) for one in (first, second)] == [25, 1]


def test_plan_escapes_what_was_typed(as_member, member, plan):
    factories.make_planned(member, "<script>1</script>")
    factories.make_goal(member, "<script>2</script>")

    assert "<script>" not in as_member.get(plan).text.replace('<script type="module"', "")


def test_plan_takes_seven_queries(as_member, member, term, plan, count_queries):
    def fill():
        goal = factories.make_goal(member)
        factories.make_planned(member, goal=goal)
        factories.make_planned(member, record=factories.make_record(member, goal=goal))

    fill()
    _, with_one = count_queries(as_member, plan)
    fill()
    fill()
    _, with_three = count_queries(as_member, plan)

    assert len(with_one) == len(with_three) == 7
    assert with_three.repeated == {}


def test_lists_and_home_lead_to_the_plan(as_member, plan):
    for page in ("members:home", "members:cpd:record_list"):
        assert f'href="{plan}"' in as_member.get(reverse(page)).text
