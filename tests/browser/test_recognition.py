"""Where a title leads: for a visitor who only asks, and for a member with a record."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.qualifications.models import Qualification
from tests.browser.conftest import is_wide_enough
from tests.browser.journeys import Hands
from tests.factories import (
    make_agreement,
    make_body,
    make_grade,
    make_member,
    make_pathway,
    make_pathway_version,
    make_term,
)


@pytest.fixture
def pathway(transactional_db):
    partner = make_body(
        name_en="Pakistan Engineering Council", name_zh="巴基斯坦工程委员会", country="PK"
    )
    agreement = make_agreement(
        "pec-2025",
        partner=partner,
        kind="mutual_recognition",
        opens="route",
        label_en="Pakistan Engineering Council, 2025",
        label_zh="巴基斯坦工程委员会，2025年",
    )
    pathway = make_pathway(
        "to-pec",
        agreement=agreement,
        to_body=partner,
        name_en="Professional Engineer to Pakistan",
        name_zh="专业工程师申请巴基斯坦注册",
    )
    make_pathway_version(
        pathway,
        conditions=[("title", "title", "Holds the title."), ("degree", "degree", "Has a degree.")],
    )
    return pathway


@pytest.fixture
def member(pathway):
    member = make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_term(member, pathway.from_grade, starts_on=date(2025, 1, 1), ends_on=tomorrow)
    return member


def test_member_comes_from_the_home_to_the_proof_in_one_click(page, member, log_in):
    log_in(page, member.user)
    page.goto("/en/members/")
    hands = Hands(page)

    hands.click(page.get_by_role("link", name="Pakistan Engineering Council, 2025"))

    expect(page.get_by_role("heading", name="You meet 1 of 2")).to_be_visible()
    expect(page.get_by_text("Member as Professional Engineer")).to_be_visible()
    expect(page.get_by_text("No degree is on your record.")).to_be_visible()
    expect(page.get_by_role("link", name="Add one")).to_be_visible()
    assert hands.spent == (1, 0, 0)
    assert is_wide_enough(page)


def test_member_finds_what_is_missing_at_once_all_of_it_in_one_click_and_why_in_two(
    journey, member, log_in
):
    page = journey.page
    missing = journey.said("Missing: Has a degree.", "缺少：条件degree")
    log_in(page, member.user)
    journey.open("members/")

    expect(page.get_by_text(missing)).to_be_visible()
    at_once = journey.spent
    journey.click(journey.link("All pathways", "全部路径"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        journey.said("Where I can register", "我可以在哪里注册")
    )
    expect(page.get_by_text(missing)).to_be_visible()
    listed = journey.spent
    wide_enough = is_wide_enough(page)
    journey.click(journey.link("Professional Engineer to Pakistan", "专业工程师申请巴基斯坦注册"))

    expect(journey.heading("You meet 1 of 2", "共2项，已符合1项")).to_be_visible()
    expect(journey.text("Member as Professional Engineer", "会员等级：专业工程师")).to_be_visible()
    expect(journey.text("No degree is on your record.", "您的档案中没有学位。")).to_be_visible()
    assert (at_once, listed, journey.spent) == ((0, 0, 0), (1, 0, 0), (2, 0, 0))
    assert (wide_enough, is_wide_enough(page)) == (True, True)


def test_member_supposes_a_later_day_and_comes_back(page, member, log_in):
    log_in(page, member.user)
    page.goto("/en/members/recognition/to-pec/")

    page.get_by_text("What if").click()
    later = timezone.localdate() + timedelta(days=2)
    page.get_by_label("on this day").fill(later.isoformat())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("You look at a supposition")).to_be_visible()
    expect(page.get_by_role("heading", name="You meet 0 of 2")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_role("link", name="Back to what is").click()

    expect(page.get_by_role("heading", name="You meet 1 of 2")).to_be_visible()
    expect(page.get_by_text("You look at a supposition")).to_have_count(0)


def test_member_supposes_a_title_that_is_then_not_on_the_record(page, member, pathway, log_in):
    other = make_grade("SPE", name_en="Senior Professional Engineer")
    make_pathway_version(
        make_pathway("from-spe", from_grade=other, name_en="From the senior grade"),
        conditions=[("title", "title", "Holds it.")],
    )
    log_in(page, member.user)
    page.goto("/en/members/recognition/")

    page.get_by_text("What if").click()
    page.get_by_label("If I held").select_option(other.key)
    page.get_by_role("button", name="Show", exact=True).click()

    held = page.get_by_role("region", name="From the titles you hold")
    expect(held.get_by_role("link", name="From the senior grade")).to_be_visible()
    assert not Qualification.objects.exists()


def test_agreement_shows_its_band_to_a_member_and_a_link_to_a_visitor(page, member, log_in):
    page.goto("/en/agreements/pec-2025/")
    expect(page.get_by_role("link", name="Compare with my record")).to_be_visible()
    expect(page.get_by_role("heading", name="You meet")).to_have_count(0)

    log_in(page, member.user)
    page.goto("/en/agreements/pec-2025/")

    expect(page.get_by_role("heading", name="You meet 1 of 2")).to_be_visible()
    assert is_wide_enough(page)


@pytest.mark.parametrize(
    ("language", "held", "place", "show", "found", "condition"),
    [
        ("en", "I hold", "and want to work in", "Show pathways",
         "Professional Engineer to Pakistan", "Holds the title."),
        ("zh-hans", "我持有", "希望工作的国家或地区", "显示路径",
         "专业工程师申请巴基斯坦注册", "条件title"),
    ],
)  # fmt: skip
def test_visitor_finds_a_pathway_without_an_account(
    page, pathway, language, held, place, show, found, condition
):
    page.goto(f"/{language}/agreements/finder/")

    page.get_by_label(held, exact=True).select_option(pathway.from_grade.key)
    page.get_by_label(place).select_option("PK")
    page.get_by_role("button", name=show).click()
    page.get_by_role("link", name=found).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(found)
    expect(page.get_by_text(condition).first).to_be_visible()
    assert not page.context.cookies()
    assert is_wide_enough(page)
