"""A member declares a year that is over, from the home, on a phone and at a desk."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.cpd.declarations import PeriodDeclaration
from tests.browser.conftest import is_wide_enough
from tests.factories import (
    make_grade,
    make_member,
    make_record,
    make_requirement,
    make_term,
    make_version,
)


@pytest.fixture
def member(transactional_db):
    """Bound since the year before last, with 42 hours last year; it closes after two years."""
    member = make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")
    grade = make_grade()
    year = timezone.localdate().year
    requirement = make_requirement("cse", scheme=grade.scheme, unit="credit_hour")
    make_version(
        requirement, published_at=timezone.now(), closes_after_days=700, declare_within_days=700
    )
    make_term(member, grade, starts_on=date(year - 1, 1, 1), ends_on=None)
    make_record(member, "Seismic assessment", hours="42", done_on=date(year - 1, 6, 30))
    return member


def test_member_declares_a_year_from_the_home_in_two_clicks(journey, member, log_in):
    page = journey.page
    log_in(page, member.user)
    journey.open("members/")

    journey.click(
        page.locator(".needs-you").get_by_role("link", name=journey.said("Declare", "声明"))
    )
    expect(page.get_by_role("heading", level=1)).to_have_text(
        journey.said("Declare your CPD", "作出持续职业发展声明")
    )
    expect(journey.heading("42 of 40 credit hours", "42／40学时")).to_be_visible()
    wide_enough = is_wide_enough(page)
    journey.click(journey.button("Declare", "声明", exact=True))

    expect(page.get_by_role("heading", level=1)).to_have_text(
        journey.said("Your CPD as you declared it", "您所声明的持续职业发展情况")
    )
    assert PeriodDeclaration.objects.get().total == 42
    assert journey.spent == (2, 0, 0)
    assert (wide_enough, is_wide_enough(page)) == (True, True)


def test_entries_of_a_declared_year_are_closed(page, member, log_in):
    log_in(page, member.user)
    page.goto(f"/en/members/cpd/declare/cse/{timezone.localdate().year - 1}-12-31/")
    page.get_by_role("button", name="Declare").click()

    page.get_by_role("link", name="Show the entries").click()
    expect(page.get_by_text("Closed since")).to_be_visible()
    page.get_by_role("link", name="Seismic assessment", exact=True).click()

    expect(page.get_by_role("heading", name="This entry is closed")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    assert is_wide_enough(page)


def test_shortfall_is_explained_before_it_is_declared(page, member, log_in):
    member.cpd_records.all().delete()
    log_in(page, member.user)
    last = f"{timezone.localdate().year - 1}-12-31"
    page.goto(f"/en/members/cpd/declare/cse/{last}/")

    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_text("Write an explanation.").first).to_be_visible()
    page.get_by_label("I make it up in the next period").check()
    page.get_by_label("Explanation").fill("A long project abroad.")
    page.get_by_role("button", name="Declare").click()

    expect(page.get_by_text("A long project abroad.")).to_be_visible()
    assert PeriodDeclaration.objects.get().shortfall == "made_up"
    assert is_wide_enough(page)
