from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from members.cpd.models import Record
from tests import factories


def address(planned) -> str:
    return reverse("members:plans:activity_log", args=[planned.pk])


def test_one_press_makes_the_entry_as_planned_and_links_both(as_member, member, september):
    goal = factories.make_goal(member)
    planned = factories.make_planned(
        member,
        "Course",
        hours="6.5",
        planned_on=date(2025, 9, 20),
        kind="training",
        aspect="ethics",
        goal=goal,
    )

    response = as_member.post(address(planned), follow=True)

    record = Record.objects.get()
    planned.refresh_from_db()
    assert response.redirect_chain == [(reverse("members:plans:activity_list"), 302)]
    assert "Logged: Course" in response.text
    assert (record.member, record.title, record.hours) == (member, "Course", Decimal("6.5"))
    assert (record.done_on, record.kind, record.aspect) == (
        date(2025, 9, 20),
        "training",
        "ethics",
    )
    assert (record.goal, record.state) == (goal, Record.State.DECLARED)
    assert (planned.record, planned.state(september)) == (record, "done")


@pytest.mark.parametrize(
    ("fields", "done_on"),
    [
        ({"planned_on": date(2025, 9, 26)}, date(2025, 9, 26)),
        ({"planned_on": date(2025, 8, 31), "is_month": True}, date(2025, 8, 31)),
        ({"planned_on": date(2025, 9, 30), "is_month": True}, date(2025, 9, 26)),
    ],
)
def test_entry_is_of_the_planned_day_or_of_today(as_member, member, september, fields, done_on):
    planned = factories.make_planned(member, **fields)

    as_member.post(address(planned))

    assert Record.objects.get().done_on == done_on


@pytest.mark.parametrize(
    "fields",
    [
        {"planned_on": date(2025, 9, 27)},
        {"planned_on": date(2025, 10, 31), "is_month": True},
    ],
)
def test_activity_that_lies_ahead_is_asked_about_first(as_member, member, september, fields):
    planned = factories.make_planned(member, **fields)

    response = as_member.post(address(planned))

    form = reverse("members:plans:activity_record", args=[planned.pk])
    assert response.headers["Location"] == form
    assert not Record.objects.exists()


def test_second_press_makes_no_second_entry(as_member, member):
    planned = factories.make_planned(member, "Course")
    as_member.post(address(planned))

    response = as_member.post(address(planned), follow=True)

    assert Record.objects.count() == 1
    assert response.redirect_chain == [(planned.get_absolute_url(), 302)]
    assert "Logged before: Course" in response.text


def test_two_alike_are_two_entries(as_member, member):
    """Two sessions of one day, planned one by one."""
    for planned in [factories.make_planned(member, "Session") for _ in range(2)]:
        as_member.post(address(planned))

    assert Record.objects.count() == 2


def test_press_on_what_was_dropped_makes_no_entry(as_member, member):
    planned = factories.make_planned(member, "Course", dropped_on=date(2025, 1, 1))

    response = as_member.post(address(planned), follow=True)

    assert Record.objects.count() == 0
    assert "It was dropped: Course" in response.text


def test_press_without_hours_leads_to_the_form(as_member, member):
    planned = factories.make_planned(member, hours=None)

    response = as_member.post(address(planned))

    form = reverse("members:plans:activity_record", args=[planned.pk])
    assert response.headers["Location"] == form
    assert Record.objects.count() == 0


def test_press_of_a_stranger_makes_no_entry(as_stranger, member):
    response = as_stranger.post(address(factories.make_planned(member)))

    assert response.status_code == 404
    assert Record.objects.count() == 0


def test_entry_that_is_deleted_is_planned_again(as_member, member, september):
    planned = factories.make_planned(member, planned_on=date(2025, 9, 20))
    as_member.post(address(planned))

    as_member.post(reverse("members:cpd:record_delete", args=[Record.objects.get().pk]))

    planned.refresh_from_db()
    assert planned.state(september) == "overdue"


def test_one_entry_is_of_one_plan(member):
    record = factories.make_record(member)
    factories.make_planned(member, record=record)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_planned(member, record=record)
