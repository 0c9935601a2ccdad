"""What a member does with CPD on any day, and that nothing of it is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.conftest import is_wide_enough
from tests.browser.journeys import Hands
from tests.factories import PASSWORD, make_member, make_record

SEMINAR = "Seminar on bridges"


@pytest.fixture
def member(transactional_db):
    return make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")


@pytest.fixture
def home(page, member, log_in):
    log_in(page, member.user)
    page.goto("/en/members/")
    return page


def entries(member) -> list[tuple]:
    rows = member.cpd_records.order_by("pk")
    return [(row.title, row.hours and float(row.hours), row.state) for row in rows]


def test_logging_takes_two_clicks_two_fields_and_four_keys(journey, member, log_in):
    page = journey.page
    log_in(page, member.user)
    journey.open("members/")

    journey.click(page.locator(".section-nav-do a"))
    page.wait_for_url("**/cpd/add/")
    journey.write(SEMINAR)
    journey.press("Tab")
    journey.fill_by_keys("2.5")
    journey.click(journey.button("Save", "保存", exact=True))

    expect(page.get_by_role("status")).to_contain_text(SEMINAR)
    assert entries(member) == [(SEMINAR, 2.5, "declared")]
    assert journey.spent == (2, 2, 4)
    expect(page.locator("tfoot")).to_contain_text("2.5")
    assert is_wide_enough(page)


def test_logging_works_by_keyboard_alone(home, member):
    hands = Hands(home)
    home.goto("/en/members/cpd/add/")

    hands.write(SEMINAR)
    hands.press("Tab")
    hands.fill_by_keys("1")
    hands.press("Enter")

    expect(home.get_by_role("status")).to_contain_text(f"Saved: {SEMINAR}")
    assert hands.keys <= 10


def test_title_alone_is_kept_and_finished_from_the_home(home, member):
    home.get_by_role("link", name="Log CPD").first.click()
    home.get_by_label("What did you do?").fill("Webinar")
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("status")).to_contain_text("Kept to finish: Webinar")
    kept = entries(member)
    home.goto("/en/members/")
    home.get_by_role("link", name="Write the hours Webinar").click()
    expect(home.get_by_label("Hours")).to_be_focused()
    home.keyboard.type("1.5")
    home.keyboard.press("Enter")
    expect(home.get_by_role("status")).to_contain_text("Saved: Webinar")

    assert kept == [("Webinar", None, "to_finish")]
    assert entries(member) == [("Webinar", 1.5, "declared")]
    assert is_wide_enough(home)


def test_same_activity_is_shown_side_by_side_and_dropped(home, member):
    make_record(member, SEMINAR)
    home.goto("/en/members/cpd/add/")
    home.get_by_label("What did you do?").fill(f"{SEMINAR} (Beijing)")
    home.get_by_label("Hours").fill("2")
    home.get_by_role("button", name="Save", exact=True).click()

    expect(home.get_by_role("heading", level=1)).to_have_text("Is this the same activity?")
    assert is_wide_enough(home)
    home.get_by_role("button", name="Drop the new one").click()

    expect(home.get_by_role("status")).to_contain_text("Deleted:")
    assert [title for title, _hours, _state in entries(member)] == [SEMINAR]


def test_chosen_entries_are_deleted_and_brought_back(home, member):
    for title in ("One", "Two", "Three"):
        make_record(member, title)
    home.goto("/en/members/cpd/")

    home.get_by_role("checkbox", name="One", exact=True).check()
    home.get_by_role("checkbox", name="Two", exact=True).check()
    home.get_by_role("button", name="Delete the chosen").click()
    expect(home.get_by_role("status")).to_contain_text("2 entries deleted.")
    deleted = [title for title, _hours, _state in entries(member)]
    home.get_by_role("button", name="Undo").click()
    expect(home.get_by_role("status")).to_contain_text("2 entries brought back.")

    assert deleted == ["Three"]
    assert [title for title, _hours, _state in entries(member)] == ["One", "Two", "Three"]
    assert is_wide_enough(home)


def test_list_is_used_by_keyboard_alone(home, member):
    for title in ("One", "Two", "Three", "Four"):
        make_record(member, title)
    home.goto("/en/members/cpd/")

    home.get_by_role("checkbox", name="Choose all on this page").focus()
    home.keyboard.press("Space")
    all_chosen = home.locator("[name=chosen]:checked").count()
    home.keyboard.press("Space")
    home.get_by_role("checkbox", name="Four", exact=True).focus()
    home.keyboard.press("Space")
    home.get_by_label("Aspect").last.select_option("ethics")
    home.get_by_role("button", name="Set for the chosen").focus()
    home.keyboard.press("Enter")

    expect(home.get_by_role("status")).to_contain_text("1 entry changed.")
    assert all_chosen == 4
    assert [row.title for row in member.cpd_records.filter(aspect="ethics")] == ["Four"]


def test_all_between_two_are_chosen_with_shift(desk, member, log_in):
    for title in ("One", "Two", "Three", "Four"):
        make_record(member, title)
    log_in(desk, member.user)
    desk.goto("/en/members/cpd/")
    boxes = desk.locator("[name=chosen]")

    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])

    assert [boxes.nth(place).is_checked() for place in range(4)] == [True, True, True, False]


def test_list_is_sorted_by_its_heads_and_on_a_phone_by_its_order(home, member):
    make_record(member, "Arches", hours="1")
    make_record(member, "Bridges", hours="3")
    home.goto("/en/members/cpd/")

    if home.viewport_size["width"] > 700:
        home.get_by_role("link", name="Logged, h").click()
    else:
        home.get_by_label("Order").select_option("-hours")
        home.get_by_role("button", name="Show").click()
    home.wait_for_url("**sort=-hours**")

    expect(home.locator("tbody th a")).to_have_text(["Bridges", "Arches"])
    assert is_wide_enough(home)


def sign_in(page, email: str):
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_form_is_filled_again_after_the_session_ended(home, member):
    home.goto("/en/members/cpd/add/")
    home.get_by_label("What did you do?").fill(SEMINAR)
    home.get_by_label("Hours").fill("2.5")
    home.locator(".more > summary").click()
    home.get_by_label("Provider").fill("Centre")
    home.get_by_label("Health and safety").check()
    Session.objects.all().delete()
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(home.get_by_role("status")).to_contain_text("Your session had ended.")
    sign_in(home, member.user.email)

    told = home.get_by_role("status").filter(has_text="What you typed is here again.")
    expect(told).to_be_visible()
    assert home.get_by_label("What did you do?").input_value() == SEMINAR
    assert home.get_by_label("Provider").input_value() == "Centre"
    assert home.get_by_label("Health and safety").is_checked()
    assert entries(member) == []
    assert is_wide_enough(home)
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("status")).to_contain_text(f"Saved: {SEMINAR}")
    assert entries(member) == [(SEMINAR, 2.5, "declared")]


def test_two_windows_show_both_versions(home, member):
    record = make_record(member, SEMINAR)
    other = home.context.new_page()
    for window in (home, other):
        window.goto(f"/en/members/cpd/{record.pk}/")
    other.get_by_label("Hours").fill("4")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_role("status")).to_be_visible()
    home.get_by_label("Hours").fill("3")
    home.get_by_role("button", name="Save", exact=True).click()

    expect(home.get_by_role("heading", name="Two versions")).to_be_visible()
    expect(home.locator(".compare tbody td")).to_have_text(["4", "3"])
    assert is_wide_enough(home)
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("status")).to_contain_text("Saved:")
    assert entries(member) == [(SEMINAR, 3.0, "declared")]


def test_entries_are_deleted_and_brought_back_without_scripts(plain, member, log_in):
    for title in ("One", "Two"):
        make_record(member, title)
    log_in(plain, member.user)
    plain.goto("/en/members/cpd/")
    expect(plain.get_by_role("checkbox", name="Choose all on this page")).to_have_count(0)
    plain.get_by_role("checkbox", name="One", exact=True).check()
    plain.get_by_role("button", name="Delete the chosen").click()
    undo = plain.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    deleted = [title for title, _hours, _state in entries(member)]
    undo.click()
    plain.get_by_role("link", name="Deleted entries").click()

    expect(plain.get_by_role("heading", name="Nothing is deleted")).to_be_visible()
    assert deleted == ["Two"]
    assert [title for title, _hours, _state in entries(member)] == ["One", "Two"]
