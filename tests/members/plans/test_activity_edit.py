from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from members.cpd.plan import PlannedActivity
from tests import factories

TYPED = {
    "title": "Changed",
    "planned_on": "2025-12-01",
    "hours": "3",
    "kind": "lecture",
    "aspect": "teamwork",
}


def test_edit_changes_what_is_planned(as_member, member):
    planned = factories.make_planned(member, is_month=True)

    response = as_member.post(planned.get_absolute_url(), TYPED, follow=True)

    planned.refresh_from_db()
    assert "Saved: Changed" in response.text
    assert (planned.title, planned.planned_on, planned.hours) == (
        "Changed",
        date(2025, 12, 1),
        Decimal(3),
    )
    assert (planned.is_month, planned.kind, planned.aspect) == (False, "lecture", "teamwork")


def test_edit_shows_what_is_there(as_member, member):
    goal = factories.make_goal(member, archived_on=date(2025, 1, 1))
    planned = factories.make_planned(member, "Course", hours="2.5", goal=goal)

    form = as_member.get(planned.get_absolute_url()).context["form"]

    assert (form["title"].value(), form["hours"].value()) == ("Course", "2.5")
    assert form["goal"].value() == goal.pk
    assert len(form.fields["goal"].choices) == 2


def test_edit_says_that_it_is_overdue(as_member, member):
    planned = factories.make_planned(member, in_days=-1)

    response = as_member.get(planned.get_absolute_url())

    assert response.context["state"] == "overdue"
    assert "Overdue" in response.text


@pytest.mark.parametrize("field", ["title", "planned_on"])
def test_edit_keeps_the_row_where_the_form_is_wrong(as_member, member, field):
    planned = factories.make_planned(member, "Course")

    response = as_member.post(planned.get_absolute_url(), TYPED | {field: ""})

    planned.refresh_from_db()
    assert response.context["form"].errors.keys() == {field}
    assert planned.title == "Course"


def test_what_is_done_says_so_and_leads_to_its_entry(as_member, member):
    record = factories.make_record(member, "Course held")
    planned = factories.make_planned(member, "Course", record=record)

    response = as_member.get(planned.get_absolute_url())

    assert "Done" in response.text
    assert f'href="{record.get_absolute_url()}"' in response.text
    assert 'name="title"' not in response.text


def test_what_is_dropped_says_so_and_can_be_taken_up(as_member, member):
    planned = factories.make_planned(member, "Course", dropped_on=date(2025, 5, 1))

    response = as_member.get(planned.get_absolute_url())

    assert "Dropped" in response.text
    assert '<time datetime="2025-05-01">' in response.text
    assert reverse("members:plans:activity_resume", args=[planned.pk]) in response.text


@pytest.mark.parametrize("closed", ["logged", "dropped"])
def test_edit_of_what_was_closed_meanwhile_keeps_what_was_typed_in_sight(as_member, member, closed):
    how = (
        {"record": factories.make_record(member)}
        if closed == "logged"
        else {"dropped_on": date(2025, 5, 1)}
    )
    planned = factories.make_planned(member, "Course", **how)

    response = as_member.post(planned.get_absolute_url(), TYPED)

    planned.refresh_from_db()
    assert response.status_code == 409
    assert f"It was {closed} while you were writing." in response.text
    assert 'value="Changed"' in response.text
    assert planned.title == "Course"


def test_edit_by_a_stranger_changes_nothing(as_stranger, member):
    planned = factories.make_planned(member, "Course")

    as_stranger.post(planned.get_absolute_url(), TYPED)

    assert PlannedActivity.objects.get().title == "Course"


def test_edit_takes_four_queries(as_member, member, count_queries):
    planned = factories.make_planned(member, goal=factories.make_goal(member))

    _, count = count_queries(as_member, planned.get_absolute_url())

    assert len(count) == 4
