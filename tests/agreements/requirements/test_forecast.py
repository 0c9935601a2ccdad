"""The forecast of a window, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.requirements.forecast import forecast
from agreements.requirements.rules import assess
from agreements.requirements.terms import Circumstances, Requirement, Window, WindowKind
from tests.agreements.requirements import bodies
from tests.agreements.requirements.cases import did


def forecast_of(hours, on, planned="0", requirement=bodies.CSE_CALENDAR):
    activities = [did(hours, on=date(2025, 1, 2))]
    (result,) = assess(requirement, activities, Circumstances(), on).results
    return forecast(result, requirement.windows[0].kind, on, Decimal(planned))


@pytest.mark.parametrize(
    ("hours", "on", "missing", "days_left", "ahead", "a_month"),
    [
        # After nine of twelve months 30 of 40 are even; 27.5 are 2.5 behind; 12.5 in 3 months.
        ("27.5", date(2025, 9, 30), "12.5", 92, "-2.5", "4.25"),
        ("30", date(2025, 9, 30), "10", 92, "0", "3.50"),
        ("45", date(2025, 9, 30), "0", 92, "15", "0"),
        # On the last day nothing is left to plan for.
        ("39", date(2025, 12, 31), "1", 0, "-1", "0"),
        # Less than a month is left: never more a month than is missing at all.
        ("38", date(2025, 12, 20), "2", 11, "-0.75", "2"),
    ],
)
def test_forecast_tells_the_distance_and_the_pace(hours, on, missing, days_left, ahead, a_month):
    found = forecast_of(hours, on)

    assert (found.missing, found.days_left) == (Decimal(missing), days_left)
    assert (found.ahead, found.a_month) == (Decimal(ahead), Decimal(a_month))
    assert found.is_on_course is (Decimal(ahead) >= 0)


@pytest.mark.parametrize(("planned", "is_enough"), [("12.25", False), ("12.5", True)])
def test_forecast_says_whether_the_plan_is_enough(planned, is_enough):
    assert forecast_of("27.5", date(2025, 9, 30), planned).is_enough_with_plan is is_enough


@pytest.mark.parametrize(
    "window", [Window("w", targets=()), Window("w", WindowKind.ROLLING, targets=bodies.amount(40))]
)
def test_no_forecast_without_a_number_or_an_end(window):
    assert forecast_of("10", date(2025, 6, 1), requirement=Requirement("x", (window,))) is None
