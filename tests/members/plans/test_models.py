from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import factories


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("planned_hours_possible", {"hours": "0.1"}),
        ("planned_hours_possible", {"hours": "999.76"}),
        ("planned_day_possible", {"planned_on": date(1989, 12, 31)}),
        ("planned_day_possible", {"planned_on": date(2100, 1, 1)}),
    ],
)
def test_impossible_plan_is_refused_by_the_database(member, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factories.make_planned(member, **fields)


def test_plan_is_not_done_and_dropped_at_once(member):
    planned = factories.make_planned(member, record=factories.make_record(member))
    planned.dropped_on = date(2025, 1, 1)

    with pytest.raises(IntegrityError, match="planned_is_not_done"), transaction.atomic():
        planned.save()


@pytest.mark.parametrize("hours", ["0.1", "999.76"])
def test_goal_of_impossible_hours_is_refused_by_the_database(member, hours):
    with pytest.raises(IntegrityError, match="goal_hours_possible"), transaction.atomic():
        factories.make_goal(member, target_hours=hours)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"planned_on": date(2025, 9, 25)}, "overdue"),
        ({"planned_on": date(2025, 9, 26)}, "planned"),
        ({"planned_on": date(2025, 9, 30), "is_month": True}, "planned"),
        ({"planned_on": date(2025, 9, 25), "dropped_on": date(2025, 9, 1)}, "dropped"),
    ],
)
def test_state_follows_the_day(member, fields, state):
    assert factories.make_planned(member, **fields).state(date(2025, 9, 26)) == state
