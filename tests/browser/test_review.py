"""A reviewer verifies by keyboard: two clicks for the first case, one key for each next."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from members.demo.certificates import as_pdf
from members.evidence.models import FileView
from members.evidence.workflow import keep
from members.qualifications.models import Qualification
from tests.browser.conftest import WITH_SCRIPTS, WITHOUT_SCRIPTS, is_wide_enough
from tests.browser.test_accessibility import looked_at
from tests.factories import make_member, make_review, make_user, staff_group

State = Qualification.State
NAMES = ["Anna", "Berta", "Clara"]


@pytest.fixture
def cases(transactional_db):
    """Three, each with a certificate that says what is claimed."""
    return [case(name) for name in NAMES]


def case(name: str) -> Qualification:
    member = make_member(family_name="Li", given_name=name)
    held = make_review(member, text=None, number=f"{name}-1")
    lines = [f"Li {name}", held.title, held.issuer, f"No. {held.number}", "28 June 2019"]
    held.evidence.add(keep(member, ContentFile(as_pdf(lines), "certificate.pdf")).file)
    return held


@pytest.fixture
def reviewer(db):
    user = make_user("reviewer@example.org", is_staff=True, family_name="Zhang")
    user.groups.add(staff_group("reviewer"))
    return user


def start(journey, reviewer, log_in):
    """From the overview to the first case."""
    log_in(journey.page, reviewer)
    journey.page.goto("/admin/")
    journey.click(journey.link("Qualifications to review", "待审核资格"))
    journey.click(journey.button("Start with the oldest", "从最早提交的开始"))


def shown_page(desk):
    """The picture of the certificate has arrived."""
    picture = desk.locator(".document-page")
    expect(picture).to_be_visible()
    desk.wait_for_function("document.querySelector('.document-page').naturalWidth > 100")


@pytest.mark.parametrize("journey", WITH_SCRIPTS, indirect=True)
def test_three_cases_are_verified_with_two_clicks_and_three_keys(journey, log_in, reviewer, cases):
    start(journey, reviewer, log_in)
    for name in NAMES:
        expect(journey.page.get_by_role("heading", level=1)).to_have_text(
            re.compile(f"^Master of Engineering.+Li {name}$")
        )
        shown_page(journey.page)
        wide_enough = is_wide_enough(journey.page)
        journey.press("a")

    expect(journey.text("Nothing else waits for you.", "没有其他待您审核的事项。")).to_be_visible()
    states = Qualification.objects.values_list("state", "decided_by")
    assert set(states) == {(State.VERIFIED, reviewer.pk)}
    assert FileView.objects.filter(viewer=reviewer).count() == 3
    assert journey.spent == (2, 0, 3)
    assert wide_enough


@pytest.mark.parametrize("journey", WITHOUT_SCRIPTS, indirect=True)
def test_each_case_is_decided_by_its_button_without_scripts(journey, log_in, reviewer, cases):
    start(journey, reviewer, log_in)
    expect(journey.page.get_by_role("heading", name="Li Anna")).to_be_visible()
    journey.click(journey.button("Approve", "通过"))
    expect(journey.page.get_by_role("heading", name="Li Berta")).to_be_visible()
    journey.choose(journey.page.locator("#id_reason"), "page_missing")
    journey.click(journey.button("Return for more", "退回补正"))
    expect(journey.page.get_by_role("heading", name="Li Clara")).to_be_visible()

    states = Qualification.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.VERIFIED, State.RETURNED, State.SUBMITTED]
    assert journey.spent == (4, 1, 0)


def test_key_to_return_asks_for_the_reason_first(desk, log_in, reviewer, cases):
    log_in(desk, reviewer)
    desk.goto(f"/admin/members/review/{cases[0].pk}/change/")
    desk.get_by_role("button", name="I have no interest: open the case").click()

    shown_page(desk)
    desk.keyboard.press("m")
    expect(desk.locator("#id_reason")).to_be_focused()
    desk.locator("#id_reason").select_option("page_missing")
    desk.locator("#id_note").fill("a m r n are letters here")
    desk.locator("h1").click()
    desk.keyboard.press("m")

    expect(desk.get_by_role("heading", level=1)).to_have_text("Master of Engineering, Li Berta")
    returned = Qualification.objects.get(pk=cases[0].pk)
    assert (returned.state, returned.moves.last().note) == (
        State.RETURNED,
        "a m r n are letters here",
    )


def test_no_in_the_checklist_suggests_the_reason(desk, log_in, reviewer, cases):
    log_in(desk, reviewer)
    desk.goto(f"/admin/members/review/{cases[0].pk}/change/")
    desk.get_by_role("button", name="I have no interest: open the case").click()

    desk.get_by_role("group", name="Are all pages there").get_by_label("No").check()

    expect(desk.locator("#id_reason")).to_have_value("page_missing")


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_axe_finds_nothing_on_queue_door_and_desk(page, log_in, reviewer, cases, language):
    log_in(page, reviewer)
    page.set_extra_http_headers({"Accept-Language": language})
    case = f"/admin/members/review/{cases[0].pk}/change/"

    page.goto("/admin/members/review/")
    troubles = looked_at(page, "queue")
    page.goto(case)
    troubles |= looked_at(page, "door")
    page.locator("button[value=open]").click()
    shown_page(page)
    page.locator("details").last.evaluate("one => one.open = true")
    troubles |= looked_at(page, "desk")
    page.locator("button[value=return]").click()
    page.locator(".error-summary").wait_for()
    troubles |= looked_at(page, "desk refused")

    assert troubles == {}
    assert is_wide_enough(page)
