"""From the list that staff paste to the entry of the member, who presses once."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from members.cpd.models import Record
from tests.browser.conftest import is_wide_enough
from tests.factories import (
    make_attendance,
    make_event_code,
    make_member,
    make_past_event,
    make_user,
    staff_group,
)


@pytest.fixture
def member(transactional_db):
    return make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")


@pytest.fixture
def officer(transactional_db):
    user = make_user("officer@example.org", is_staff=True)
    user.groups.add(staff_group("membership officer"))
    return user


def test_list_pasted_by_staff_is_confirmed_by_the_member_with_one_press(
    page, log_in, member, officer
):
    event = make_past_event("bridges", title_en="Bridges")
    log_in(page, officer)
    page.goto(f"/admin/news/event/{event.pk}/change/")
    page.get_by_role("link", name="Attendance", exact=True).click()
    page.get_by_label("The list").fill("Ｌｉ.Wei@example.org, 1.5\nnobody@example.org")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    before = Record.objects.count()
    page.get_by_role("button", name="Make 1 draft").click()
    expect(page.get_by_text("1 draft waits for its member.")).to_be_visible()
    log_in(page, member.user)
    page.goto("/en/members/")
    assert is_wide_enough(page)

    page.get_by_role("button", name="Confirm Bridges").click()

    expect(page.get_by_role("status")).to_contain_text("Confirmed: Bridges")
    record = member.cpd_records.get()
    assert (record.state, record.hours, before) == ("declared", Decimal("1.5"), 0)


def test_draft_from_an_event_is_confirmed_with_one_click_and_no_field(journey, log_in, member):
    make_attendance(member, make_past_event(title_en="Bridges"))
    log_in(journey.page, member.user)
    journey.open("members/")

    journey.click(journey.button("Confirm Bridges", "确认 Bridges"))

    expect(journey.text("Confirmed: Bridges", "已确认：Bridges")).to_be_visible()
    assert member.cpd_records.get().state == "declared"
    assert journey.spent == (1, 0, 0)
    assert is_wide_enough(journey.page)


def test_member_says_not_me_and_takes_it_back(page, log_in, member, officer):
    event = make_past_event("bridges", title_en="Bridges")
    make_attendance(member, event)
    log_in(page, member.user)
    page.goto("/en/members/cpd/?period=all")
    assert is_wide_enough(page)

    page.get_by_role("button", name="Not me Bridges").click()
    expect(page.get_by_role("heading", name="You said it was not you")).to_be_visible()
    assert is_wide_enough(page)
    gone = not member.cpd_records.exists()
    page.get_by_role("button", name="It was me Bridges").click()

    expect(page.get_by_role("heading", name="To confirm")).to_be_visible()
    assert gone
    assert member.cpd_records.get().state == "to_confirm"


def test_link_with_the_code_enters_the_event_with_one_press(page, log_in, member):
    code = make_event_code(make_past_event("bridges", title_en="Bridges"))
    log_in(page, member.user)
    page.goto(f"/en/members/cpd/attend/?code={code.code}")
    assert is_wide_enough(page)

    page.get_by_role("button", name="Enter it").click()

    expect(page.get_by_role("status").filter(has_text="Entered: Bridges")).to_be_visible()
    assert member.cpd_records.get().state == "declared"
