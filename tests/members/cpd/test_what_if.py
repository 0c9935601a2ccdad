"""What the plan would make of a requirement, on the home and on the counted page; never a total."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def counted(annual):
    return reverse("members:cpd:counted", args=[annual.slug])


@pytest.fixture
def home(db):
    return reverse("members:home")


@pytest.fixture
def thirty_hours(member, term, september) -> None:
    factories.make_record(member, hours="30", done_on=date(2025, 2, 1))


def text(response) -> str:
    return " ".join(response.text.split())


DECEMBER = '<time datetime="2025-12-31">31 Dec 2025</time>'
IN_NOVEMBER = {"planned_on": date(2025, 11, 30), "is_month": True}


def test_home_tells_how_far_the_plan_leads(as_member, member, thirty_hours, home):
    factories.make_planned(member, hours="8", **IN_NOVEMBER)

    response = as_member.get(home)

    assert f"With what you plan: 38 of 40 credit hours by {DECEMBER}, 2 h short." in text(response)
    assert "30 of 40 credit hours" in text(response)
    gauge = response.context["gauge"]
    assert (gauge.result.total, gauge.forecast.planned) == (Decimal(30), Decimal(8))
    assert gauge.forecast.is_enough_with_plan is False


def test_home_tells_that_the_plan_is_enough(as_member, member, thirty_hours, home):
    factories.make_planned(member, hours="12", **IN_NOVEMBER)

    said = f"With what you plan: 42 of 40 credit hours by {DECEMBER}, which is enough."
    assert said in text(as_member.get(home))


def test_home_says_where_the_plan_reaches_the_total_alone(
    as_member, member, thirty_hours, annual, home
):
    window = annual.versions.get().windows.get()
    named = {"name_en": "Ethics", "name_zh": "伦理"}
    window.shares.create(code="ethics", least=2, aspects=["ethics"], **named)
    factories.make_planned(member, hours="10", **IN_NOVEMBER)

    said = (
        f"With what you plan: 40 of 40 credit hours by {DECEMBER}. "
        "The total is then reached, but not all that is asked."
    )
    assert said in text(as_member.get(home))


@pytest.mark.parametrize(
    "fields",
    [
        {"hours": None},
        {"planned_on": date(2025, 9, 25)},
        {"planned_on": date(2026, 1, 1)},
        {"dropped_on": date(2025, 9, 1)},
    ],
)
def test_home_says_nothing_of_a_plan_that_adds_nothing(
    as_member, member, thirty_hours, home, fields
):
    factories.make_planned(member, **fields)

    assert "With what you plan" not in as_member.get(home).text


def test_what_is_logged_is_planned_no_more(as_member, member, thirty_hours, home):
    planned = factories.make_planned(member, hours="8", planned_on=date(2025, 9, 26))

    as_member.post(reverse("members:plans:activity_log", args=[planned.pk]))

    page = text(as_member.get(home))
    assert "38 of 40 credit hours" in page
    assert "With what you plan" not in page


def test_counted_lists_what_each_planned_activity_would_count_for(
    as_member, member, thirty_hours, annual, counted
):
    version = annual.versions.get()
    named = {"name_en": "Reading", "name_zh": "阅读"}
    version.categories.create(code="reading", kinds=["article"], factor="0.5", **named)
    version.categories.create(code="rest", position=2, name_en="The rest", name_zh="其他")
    factories.make_planned(member, "Paper", hours="6", kind="article", **IN_NOVEMBER)
    factories.make_planned(member, "Seminar", hours="2", planned_on=date(2025, 12, 1))

    response = as_member.get(counted)

    (plan,) = response.context["plans"]
    assert [(one.planned.title, one.credit, str(one.why)) for one in plan.lines] == [
        ("Paper", Decimal(3), "The category has a factor of its own."),
        ("Seminar", Decimal(2), ""),
    ]
    assert (plan.result.total, plan.short) == (Decimal(35), Decimal(5))
    page = text(response)
    assert "If you do what you plan: Window year" in page
    assert '<time datetime="2025-11">Nov 2025</time>' in page


def test_counted_keeps_the_plan_out_of_every_total(as_member, member, thirty_hours, counted):
    before = [period.cells for period in as_member.get(counted).context["periods"]]
    factories.make_planned(member, hours="8", **IN_NOVEMBER)
    factories.make_planned(member, hours="8", planned_on=date(2025, 9, 1))

    after = as_member.get(counted).context["periods"]

    assert [period.cells for period in after] == before
    assert [len(period.entries) + len(period.left_out) for period in after] == [1]


def test_counted_names_what_the_plan_leaves_missing_beside_the_total(
    as_member, member, thirty_hours, annual, counted
):
    window = annual.versions.get().windows.get()
    named = {"name_en": "Ethics", "name_zh": "伦理"}
    window.shares.create(code="ethics", least=2, aspects=["ethics"], **named)
    factories.make_planned(member, hours="10", **IN_NOVEMBER)
    factories.make_planned(member, hours="1.5", aspect="ethics", **IN_NOVEMBER)

    (plan,) = as_member.get(counted).context["plans"]

    assert [(one.title, one.word) for one in plan.missing_else] == [
        ("At least 2 h of them: Ethics", "0.5 h missing")
    ]


def test_counted_on_another_day_tells_of_no_plan(as_member, member, thirty_hours, counted):
    factories.make_planned(member, hours="8", **IN_NOVEMBER)

    assert as_member.get(counted, {"on": "2025-06-30"}).context["plans"] == []


def test_nobody_is_told_of_anothers_plan(as_member, stranger, thirty_hours, home):
    factories.make_planned(stranger, hours="8", **IN_NOVEMBER)

    assert "With what you plan" not in as_member.get(home).text
