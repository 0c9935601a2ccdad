from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from members.cpd.models import Record
from members.cpd.plan import PlannedActivity
from tests import factories

TODAY = datetime(2025, 9, 26, 4, tzinfo=UTC)


@pytest.fixture
def add(db):
    return reverse("members:plans:activity_add")


def typed(**changes) -> dict[str, str]:
    values = {
        "title": "Course on fatigue",
        "planned_on": "2025-11-12",
        "hours": "6",
        "kind": "training",
        "aspect": "knowledge",
        "goal": "",
    }
    return values | changes


def test_add_saves_what_is_planned_and_makes_no_entry(as_member, member, add):
    goal = factories.make_goal(member)

    response = as_member.post(add, typed(goal=goal.pk, aspect="ethics"), follow=True)

    planned = PlannedActivity.objects.get()
    assert response.redirect_chain == [(reverse("members:plans:activity_list"), 302)]
    assert "Planned: Course on fatigue" in response.text
    assert (planned.member, planned.title, planned.hours) == (
        member,
        "Course on fatigue",
        Decimal(6),
    )
    assert (planned.planned_on, planned.is_month) == (date(2025, 11, 12), False)
    assert (planned.kind, planned.aspect, planned.goal) == ("training", "ethics", goal)
    assert (planned.record, planned.dropped_on) == (None, None)
    assert Record.objects.count() == 0


def test_add_needs_no_hours(as_member, add):
    as_member.post(add, typed(hours=""))

    assert PlannedActivity.objects.get().hours is None


@pytest.mark.parametrize(
    ("day", "last"), [("2026-02-03", date(2026, 2, 28)), ("2025-12-31", date(2025, 12, 31))]
)
def test_add_of_a_month_keeps_its_last_day(as_member, add, day, last):
    as_member.post(add, typed(planned_on=day, is_month="on"))

    planned = PlannedActivity.objects.get()
    assert (planned.planned_on, planned.is_month) == (last, True)


def test_add_and_another_comes_back_to_the_form(as_member, add):
    response = as_member.post(add, typed(again="1"))

    assert response.headers["Location"] == add


def test_add_from_a_goal_starts_with_it_and_its_aspect(as_member, member, add):
    goal = factories.make_goal(member, "Lead", year=2025, aspect="leadership")

    form = as_member.get(add, {"goal": goal.pk}).context["form"]

    assert (form["goal"].value(), form["aspect"].value()) == (goal.pk, "leadership")


@pytest.mark.parametrize("written", ["", "x", "-1", "²", "9" * 30, "\x00"])
def test_add_passes_over_a_goal_that_is_none(as_member, add, written):
    response = as_member.get(add, {"goal": written})

    assert response.context["form"]["goal"].value() is None


def test_add_offers_own_open_goals_alone(as_member, member, stranger, add):
    factories.make_goal(member, "Mine", year=2025)
    factories.make_goal(member, "Over", archived_on=date(2025, 1, 1))
    factories.make_goal(stranger, "Theirs")

    form = as_member.get(add).context["form"]

    assert [label for _value, label in form.fields["goal"].choices] == ["No goal", "Mine (2025)"]


def test_add_does_not_ask_for_a_goal_where_there_is_none(as_member, add):
    assert 'name="goal"' not in as_member.get(add).text


def test_add_refuses_a_goal_of_another_member(as_member, stranger, add):
    theirs = factories.make_goal(stranger)

    response = as_member.post(add, typed(goal=theirs.pk))

    assert response.context["form"].errors == {"goal": ["Choose one from the list."]}
    assert PlannedActivity.objects.count() == 0


NO_DAY = "Write a day that exists, as year-month-day, such as 2025-06-30."
NOT_HOURS = "Hours must be a number between 0.25 and 999.75."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Write what you plan to do."),
        ("title", "a" * 201, "Write at most 200 characters. There are 201."),
        ("title", "right\u202eleft", "This text holds a character that cannot be seen."),
        ("planned_on", "", "Write the day, or any day of the month."),
        ("planned_on", "2025-02-30", NO_DAY),
        ("planned_on", "1989-12-31", "Write a day from 1 January 1990 on."),
        ("planned_on", "2100-01-01", "Write a day up to 31 December 2099."),
        ("hours", "0", NOT_HOURS),
        ("hours", "1000", NOT_HOURS),
        ("hours", "three", NOT_HOURS),
        ("hours", "1.1", "Hours go in quarters."),
        ("kind", "holiday", "Choose one from the list."),
        ("kind", "", "Choose one from the list."),
        ("aspect", "", "Choose one from the list."),
        ("goal", "1", "Choose one from the list."),
        ("goal", "\x00", "Null characters are not allowed."),
        ("goal", "9" * 40, "Choose one from the list."),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, member, add, field, value, message):
    factories.make_goal(member, pk=2)

    response = as_member.post(add, typed(**{field: value}))

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert "<title>Error: Plan an activity" in response.text
    assert form[field].value() == value
    assert PlannedActivity.objects.count() == 0


def test_add_answers_an_empty_post(as_member, add):
    response = as_member.post(add)

    wrong = response.context["form"].errors.keys()
    assert wrong == {"title", "planned_on", "kind", "aspect"}


def test_add_ignores_owner_entry_and_state_in_the_post(as_member, member, stranger, add):
    record = factories.make_record(member)

    as_member.post(add, typed(member=stranger.pk, record=record.pk, dropped_on="2025-01-01"))

    planned = PlannedActivity.objects.get()
    assert (planned.member, planned.record, planned.dropped_on) == (member, None, None)


def test_add_sent_twice_makes_one(as_member, add):
    as_member.post(add, typed())

    second = as_member.post(add, typed(), follow=True)

    assert PlannedActivity.objects.count() == 1
    assert "This was planned already: Course on fatigue" in second.text


def test_add_of_the_same_a_minute_later_is_a_second_one(as_member, add):
    with time_machine.travel(TODAY, tick=False) as clock:
        as_member.post(add, typed())
        clock.shift(timedelta(seconds=61))
        as_member.post(add, typed())

    assert PlannedActivity.objects.count() == 2


def test_add_takes_three_queries(as_member, member, add, count_queries):
    factories.make_goal(member)
    _, with_one = count_queries(as_member, add)
    factories.make_goal(member)
    factories.make_goal(member)
    _, with_three = count_queries(as_member, add)

    assert len(with_one) == len(with_three) == 3
