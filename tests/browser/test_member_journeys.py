"""A member from the first visit on: sign-up, second factor, CPD, a qualification."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone
from playwright.sync_api import expect

from members.profile.models import User
from tests.browser.conftest import is_wide_enough
from tests.factories import (
    PASSWORD,
    make_member,
    make_qualification,
    make_record,
    make_requirement,
    make_term,
    make_version,
)

RIGHT_OF_TABLE = "document.querySelector('.ledger').getBoundingClientRect().right"
RIGHTMOST_STATE = """Math.max(...[...document.querySelectorAll('.ledger .status')].map(state => {
    const words = document.createRange()
    words.selectNodeContents(state)
    return words.getBoundingClientRect().right
}))"""


@pytest.fixture
def member(transactional_db):
    return make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")


@pytest.fixture
def home(page, member, log_in):
    """The member's home, logged in."""
    log_in(page, member.user)
    page.goto("/en/members/")
    return page


def sign_in(page, email: str):
    page.goto("/en/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_person_signs_up_with_the_mailed_link(page, mailoutbox, live_server):
    page.goto("/en/accounts/signup/")
    page.get_by_label("E-mail address").fill("zhao@example.org")
    page.get_by_label("Family name").fill("Zhao")
    page.get_by_label("Given name").fill("Ning")
    passwords = page.locator("input[type=password]")
    for place in range(passwords.count()):
        passwords.nth(place).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("mail")
    link = re.search(r"https?://\S+(/en/accounts/confirm-email/\S+)", mailoutbox[0].body)[1]
    page.goto(link)
    before = User.objects.get().emailaddress_set.get().verified
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()
    after = User.objects.get().emailaddress_set.get().verified
    sign_in(page, "zhao@example.org")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Zhao Ning")
    assert (before, after) == (False, True)
    assert is_wide_enough(page)


def test_member_sets_up_a_second_factor_and_logs_in_with_it(page, member):
    sign_in(page, member.user.email)
    page.goto("/en/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".number-code").inner_text()
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ecovery")
    page.context.clear_cookies()
    sign_in(page, member.user.email)
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    page.locator("input[name=code]").fill(code_of(secret, steps_on=1))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Li Wei")


def code_of(secret: str, steps_on: int = 0) -> str:
    """As the person's telephone shows it; a code that was used once is not taken again."""
    counter = next(totp.yield_hotp_counters_from_time()) + steps_on
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize(
    "path", ["", "cpd/", "cpd/add/", "qualifications/", "qualifications/add/", "profile/"]
)
def test_quick_log_is_one_click_away_on_every_member_page(desk, member, log_in, path):
    log_in(desk, member.user)
    desk.goto(f"/en/members/{path}")

    assert desk.get_by_role("link", name="Log CPD").first.is_visible()


def test_member_finds_the_proof_line_by_line_in_one_click(journey, member, log_in):
    term = make_term(member, ends_on=None)
    requirement = make_requirement("cse-annual", scheme=term.grade.scheme, unit="credit_hour")
    make_version(requirement, published_at=timezone.now())
    make_record(member, "Seminar on bridges", hours="27.5")
    make_record(member, "Seminar on tunnels", hours="3", state="to_confirm")
    page = journey.page
    log_in(page, member.user)
    journey.open("members/")
    expect(journey.text("27.5 of 40 credit hours", "27.5／40学时").first).to_be_visible()

    journey.click(journey.link("How was this counted?", "如何计算？"))

    expect(page.get_by_role("heading", level=1)).to_have_text(
        journey.said("How your CPD was counted", "学时是如何计算的")
    )
    expect(journey.text("12.5 h missing", "缺少12.5学时")).to_be_visible()
    expect(page.get_by_role("link", name="Seminar on bridges")).to_be_visible()
    expect(journey.text("It waits for you to confirm it", "等待您确认")).to_be_visible()
    assert journey.spent == (1, 0, 0)
    assert is_wide_enough(page)


def test_member_edits_copies_and_deletes_an_entry(home, member):
    make_record(member, "Seminar on bridges", hours="2")

    home.goto("/en/members/cpd/")
    home.get_by_role("link", name="Seminar on bridges", exact=True).click()
    home.get_by_label("Hours").fill("3,5")
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("status")).to_be_visible()
    edited = [str(record.hours) for record in member.cpd_records.all()]
    home.goto("/en/members/cpd/")
    home.get_by_role("link", name="Copy Seminar on bridges").click()
    home.get_by_label("What did you do?").fill("Seminar on tunnels")
    home.get_by_role("button", name="Save", exact=True).click()
    expect(home.get_by_role("status")).to_be_visible()
    copied = sorted(record.title for record in member.cpd_records.all())
    home.goto("/en/members/cpd/")
    home.get_by_role("link", name="Seminar on bridges", exact=True).click()
    home.get_by_role("link", name="Delete").click()
    home.get_by_role("main").get_by_role("button", name="Delete").click()
    expect(home.get_by_role("status")).to_be_visible()

    assert edited == ["3.50"]
    assert copied == ["Seminar on bridges", "Seminar on tunnels"]
    assert [record.title for record in member.cpd_records.all()] == ["Seminar on tunnels"]


def test_wrong_hours_are_told_beside_the_field_and_nothing_typed_is_lost(home, member):
    home.goto("/en/members/cpd/add/")
    home.get_by_label("What did you do?").fill("Site visit")
    home.get_by_label("Hours").fill("3h30")
    home.get_by_role("button", name="Save", exact=True).click()

    expect(home.get_by_role("alert")).to_be_focused()
    expect(home.locator(".field-error")).to_contain_text("3h30")
    assert home.get_by_label("What did you do?").input_value() == "Site visit"
    assert home.title().startswith("Error:")
    assert member.cpd_records.count() == 0


def test_member_adds_a_qualification_as_a_draft(home, member):
    home.get_by_role("link", name="Qualifications").first.click()
    home.get_by_role("link", name="Add").first.click()
    home.get_by_label("Kind").select_option("degree")
    home.get_by_label("Name", exact=False).first.fill("Master of Engineering")
    home.get_by_label("Issued by").fill("Tianjin University")
    home.get_by_label("Awarded on").fill("2019-06-28")
    home.get_by_role("button", name="Save", exact=False).first.click()

    expect(home.get_by_role("heading", level=1)).to_have_text("Master of Engineering")
    qualification = member.qualifications.get()
    assert (qualification.state, qualification.issuer) == ("draft", "Tianjin University")
    assert is_wide_enough(home)


def test_states_in_tables_stay_in_their_place_on_a_tablet(desk, member, log_in):
    soon = timezone.localdate() + timedelta(days=25)
    make_record(member, state="verified", title="Explaining risk to people who are not engineers")
    for state in ("returned", "verified"):
        make_qualification(
            member,
            state=state,
            kind="title",
            name="Structural engineering",
            number="DEMO-0001",
            awarded_on=soon,
            valid_until=soon,
        )
    log_in(desk, member.user)
    desk.set_viewport_size({"width": 768, "height": 900})

    for path in ["/en/members/cpd/", "/en/members/qualifications/"]:
        desk.goto(path)

        assert desk.evaluate(RIGHTMOST_STATE) <= desk.evaluate(RIGHT_OF_TABLE), path
