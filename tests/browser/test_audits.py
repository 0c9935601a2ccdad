"""An audit from the notice to the finding: the member on phone and desk, and the officer."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from members.audits.models import Audit
from members.cpd.models import Record
from tests.browser.conftest import is_wide_enough
from tests.factories import (
    make_audit,
    make_draw,
    make_evidence,
    make_grade,
    make_member,
    make_record,
    make_requirement,
    make_term,
    make_user,
    make_version,
    picture_file,
    staff_group,
)

LAST_YEAR = timezone.localdate().year - 1


@pytest.fixture
def member(transactional_db):
    member = make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")
    member.number = "000001"
    member.save()
    return member


@pytest.fixture
def requirement(member):
    grade = make_grade()
    make_term(member, grade, starts_on=date(2020, 1, 1), ends_on=None)
    requirement = make_requirement("cse-annual", scheme=grade.scheme, unit="credit_hour")
    make_version(requirement, published_at=timezone.now())
    return requirement


@pytest.fixture
def draw(requirement):
    return make_draw(requirement, number=1)


@pytest.fixture
def officer(transactional_db):
    user = make_user("officer@example.org", is_staff=True)
    user.groups.add(staff_group("membership officer"))
    return user


@pytest.fixture
def record(member) -> Record:
    record = make_record(member, "Seminar on bridges", hours="27.5", done_on=date(LAST_YEAR, 5, 6))
    record.evidence.add(make_evidence(member))
    return record


def send_notices(page, draw, officer, log_in) -> Audit:
    """The officer draws what the preview shows."""
    log_in(page, officer)
    page.goto(f"/admin/members/draw/{draw.pk}/outcome/")
    page.get_by_role("button", name="Draw and send the notices").click()
    expect(page.get_by_text("1 / 1")).to_be_visible()
    page.context.clear_cookies()
    return Audit.objects.get()


def test_audit_from_the_notice_to_the_finding(page, draw, member, officer, record, log_in):
    audit = send_notices(page, draw, officer, log_in)
    notice = mail.outbox[0]
    log_in(page, member.user)
    page.goto("/en/members/")

    page.get_by_role("link", name="Open the audit").click()
    expect(page.get_by_text("1 of 1 entries")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_label("My entries and their evidence are ready to be checked").click()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Sent: your answer to the audit")).to_be_visible()
    assert is_wide_enough(page)

    page.context.clear_cookies()
    log_in(page, officer)
    page.goto("/admin/members/audit/")
    page.get_by_role("link", name="Li Wei").click()
    page.get_by_role("link", name="Passed", exact=True).click()
    page.get_by_role("button", name="Passed").click()
    expect(page.get_by_text("Passed.").first).to_be_visible()

    page.context.clear_cookies()
    log_in(page, member.user)
    page.goto(audit.get_absolute_url())
    expect(page.get_by_text("Accepted")).to_be_visible()
    assert is_wide_enough(page)
    assert notice.to == ["li.wei@example.org"]
    assert audit.get_absolute_url() in notice.body
    assert Record.objects.get().state == "verified"


def test_audit_is_answered_with_three_clicks_where_evidence_is_there(
    journey, requirement, member, record, log_in
):
    make_audit(member, draw=make_draw(requirement, is_drawn=True))
    log_in(journey.page, member.user)
    journey.open("members/")

    journey.click(journey.link("Open the audit", "查看抽查"))
    expect(journey.text("1 of 1 entries", "1条记录中的1条")).to_be_visible()
    journey.click(
        journey.field(
            "My entries and their evidence are ready to be checked",
            "我的记录和证明材料已齐备，可供审核",
        )
    )
    journey.click(journey.button("Send the answer", "提交答复"))

    expect(journey.text("Sent: your answer to the audit", "已提交抽查答复")).to_be_visible()
    audit = Audit.objects.get()
    assert (audit.state, audit.statement) == ("submitted", "ready")
    assert [entry.record for entry in audit.entries.all()] == [record]
    assert journey.spent == (3, 0, 0)
    assert is_wide_enough(journey.page)


def test_member_adds_a_photo_of_the_evidence_on_the_way(
    page, draw, member, officer, log_in, tmp_path
):
    make_record(member, "Seminar on tunnels", hours="3", done_on=date(LAST_YEAR, 6, 7))
    send_notices(page, draw, officer, log_in)
    photo = tmp_path / "certificate.jpg"
    photo.write_bytes(picture_file().read())
    log_in(page, member.user)
    page.goto("/en/members/")

    page.get_by_role("link", name="Open the audit").click()
    expect(page.get_by_text("No evidence", exact=True)).to_be_visible()
    page.get_by_role("link", name="Add evidence Seminar on tunnels").click()
    page.get_by_label("New evidence").set_input_files(photo)
    assert is_wide_enough(page)
    page.get_by_role("button", name="Save and go back to the audit").click()

    expect(page.get_by_role("link", name="certificate.jpg")).to_be_visible()
    expect(page.get_by_text("No evidence", exact=True)).to_have_count(0)


def test_member_answers_in_chinese(page, draw, member, officer, record, log_in):
    send_notices(page, draw, officer, log_in)
    log_in(page, member.user)
    page.goto("/zh-hans/members/")

    page.get_by_role("link", name="查看抽查").click()
    page.get_by_label("我的记录由用人单位或其他机构保存").check()
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("link", name="请写一句说明。")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_label("说明").fill("由桥梁局保存。")
    page.get_by_role("button", name="提交答复").click()

    expect(page.get_by_text("已提交抽查答复")).to_be_visible()
    assert Audit.objects.get().explanation == "由桥梁局保存。"
