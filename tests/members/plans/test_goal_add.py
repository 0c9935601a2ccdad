from decimal import Decimal

import pytest
from django.urls import reverse

from members.cpd.goals import Goal
from tests import factories


@pytest.fixture
def add(db):
    return reverse("members:plans:goal_add")


def typed(**changes) -> dict[str, str]:
    values = {"text": "Lead a review", "aspect": "leadership", "year": "2026", "target_hours": "12"}
    return values | changes


def test_add_sets_the_goal(as_member, member, add):
    response = as_member.post(add, typed(), follow=True)

    goal = Goal.objects.get()
    assert response.redirect_chain == [(goal.get_absolute_url(), 302)]
    assert "Goal set: Lead a review" in response.text
    assert (goal.member, goal.text, goal.aspect) == (member, "Lead a review", "leadership")
    assert (goal.year, goal.target_hours, goal.archived_on) == (2026, Decimal(12), None)


def test_add_starts_with_this_year_and_needs_no_hours(as_member, add, september):
    form = as_member.get(add).context["form"]
    as_member.post(add, typed(target_hours=""))

    assert form["year"].value() == 2025
    assert Goal.objects.get().target_hours is None


YEAR = "Write a year between 1990 and 2099."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", "", "Write what you want to be able to do."),
        ("text", "a" * 201, "Write at most 200 characters. There are 201."),
        ("text", "nul\x00", "Null characters are not allowed."),
        ("year", "", YEAR),
        ("year", "1989", YEAR),
        ("year", "2100", YEAR),
        ("year", "next", YEAR),
        ("year", "9" * 40, YEAR),
        ("target_hours", "1000", "Hours must be a number between 0.25 and 999.75."),
        ("aspect", "courage", "Choose one from the list."),
        ("aspect", "", "Choose one from the list."),
    ],
)
def test_add_answers_bad_input_beside_the_field(as_member, add, field, value, message):
    response = as_member.post(add, typed(**{field: value}))

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors.keys() == {field}
    assert form.errors[field][0].startswith(message)
    assert "<title>Error: Set a goal" in response.text
    assert form[field].value() == value
    assert Goal.objects.count() == 0


def test_add_sent_twice_sets_one(as_member, add):
    as_member.post(add, typed())

    second = as_member.post(add, typed(), follow=True)

    assert Goal.objects.count() == 1
    assert "This goal was there already: Lead a review" in second.text


def test_add_ignores_the_owner_in_the_post(as_member, member, stranger, add):
    as_member.post(add, typed(member=stranger.pk, archived_on="2025-01-01"))

    assert (Goal.objects.get().member, Goal.objects.get().archived_on) == (member, None)


def test_goal_of_a_wrong_year_is_refused_by_the_database(member):
    with pytest.raises(Exception, match="goal_year_possible"):
        factories.make_goal(member, year=1900)
