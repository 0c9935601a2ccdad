"""The register in a browser: following from a public page, comparing, reporting."""

import pytest
from playwright.sync_api import expect

from members.following.models import Follow
from members.reports.models import ChangeReport
from tests.browser.conftest import is_wide_enough
from tests.factories import make_agreement, make_member


@pytest.fixture
def agreements(transactional_db):
    make_agreement("pec-2025", label_en="Pakistan, 2025", kind="mutual_recognition")
    make_agreement("pec-2019", label_en="Pakistan, 2019", gives_not_en="A visa")


def test_member_follows_from_the_public_page_and_ends_it(page, agreements, log_in):
    member = make_member("li.wei@example.org")
    log_in(page, member.user)

    page.goto("/en/agreements/pec-2025/")
    page.get_by_role("button", name="Follow this agreement").click()

    expect(page.get_by_role("link", name="Pakistan, 2025", exact=True)).to_be_visible()
    assert Follow.objects.get().member == member
    page.goto("/en/agreements/pec-2025/")
    page.get_by_role("button", name="No longer follow").click()
    expect(page.get_by_text("You follow no agreement", exact=True)).to_be_visible()


def test_member_without_scripts_comes_to_a_page_that_asks(plain, agreements, log_in):
    log_in(plain, make_member("li.wei@example.org").user)

    plain.goto("/en/agreements/pec-2025/")
    plain.get_by_role("link", name="Follow this agreement").click()
    plain.get_by_role("button", name="Follow this agreement").click()

    expect(plain.get_by_text("Nothing has changed since you began")).to_be_visible()


def test_visitor_sees_the_link_and_gets_no_cookie(page, agreements):
    page.goto("/en/agreements/pec-2025/")

    expect(page.get_by_role("link", name="Follow this agreement")).to_be_visible()
    assert page.context.cookies() == []


def test_reader_compares_two_entries_in_two_clicks(page, agreements):
    page.goto("/en/agreements/pec-2025/")

    page.get_by_role("link", name="Compare with another entry").click()
    page.get_by_role("link", name="Pakistan, 2019").click()

    row = page.get_by_role("row").filter(has_text="What it does not give")
    expect(row.get_by_text("Differs")).to_be_visible()
    expect(row.get_by_text("A visa")).to_be_visible()
    assert is_wide_enough(page)


def test_reader_reports_a_change_and_gets_a_reference(page, agreements):
    page.goto("/en/agreements/pec-2025/")

    page.get_by_role("link", name="Report a change").click()
    page.get_by_label("What is wrong or out of date?").fill("It was signed on 12 June.")
    page.wait_for_timeout(3_000)  # sooner than that only machines are done
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("heading", name="Thank you for your report")).to_be_visible()
    expect(page.get_by_text(ChangeReport.objects.get().reference, exact=True)).to_be_visible()
