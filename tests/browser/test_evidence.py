"""A member with certificates on a phone: sent with progress, read, offered, reviewed."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, is_wide_enough, opened
from tests.factories import make_evidence, make_member, make_qualification
from tests.members.evidence import made

TEXT = "Course: Steel bridges\nCPD hours: 16\n12–17 October 2025\nIssued by: Tianjin University"
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 400_000}
HEAR_WHAT_IT_SAYS = """() => {
    const place = document.querySelector("[data-sending] [role=status]");
    new MutationObserver(() => window.hear(place.textContent))
        .observe(place, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def member(transactional_db):
    return make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")


@pytest.fixture
def phone(chromium, live_server, member, log_in):
    """A page at 390 px, logged in."""
    for page in opened(chromium, live_server, WIDTHS["phone"]):
        log_in(page, member.user)
        yield page


def photo(name: str = "photo.jpg", colour: str = "white", size=(40, 20)) -> dict:
    content = made.picture(size=size, colour=colour)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def heavy(name: str) -> dict:
    """A picture of some 300 kB: nothing but noise."""
    drawn = BytesIO()
    Image.effect_noise((600, 600), 100).save(drawn, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


# --- Qualifications -----------------------------------------------------------------------------


def test_qualification_with_a_photo_goes_from_the_home_to_the_reviewer(journey, member, log_in):
    page = journey.page
    log_in(page, member.user)
    journey.open("members/")
    journey.click(journey.link("Add one", "添加"))
    journey.choose(journey.field("Kind", "类型"), "degree")
    journey.fill(journey.field("Name", "资格名称"), "Master of Engineering")
    journey.fill(journey.field("Issued by", "颁发机构"), "Tianjin University")
    journey.fill(journey.field("Awarded on", "授予日期"), "2019-06-28")
    camera = journey.field("New evidence", "新的证明材料")
    takes = camera.get_attribute("accept")
    journey.attach(camera, photo("diploma.jpg"))
    wide_enough = is_wide_enough(page)
    journey.click(journey.button("Save the draft", "保存草稿"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Master of Engineering")
    expect(page.get_by_role("link", name="diploma.jpg")).to_be_visible()
    journey.click(journey.button("Send for review", "提交审核"))

    expect(page.locator(".title-block .status").first).to_have_text(
        journey.said("With reviewer", "审核中")
    )
    held = member.qualifications.get()
    assert "image/*" in takes
    assert (held.state, [file.kind for file in held.evidence.all()]) == ("submitted", ["jpeg"])
    assert journey.spent == (3, 5, 0)
    assert (wide_enough, is_wide_enough(page)) == (True, True)


def test_returned_qualification_is_corrected_where_it_is_marked_and_sent_again(phone, member):
    held = make_qualification(
        member,
        "returned",
        name="Master of Engineering",
        issuer="Tianjin University",
        awarded_on=date(2019, 6, 28),
        reason="page_missing",
        said="Page 2, with the seal.",
    )
    phone.goto(held.get_absolute_url())
    phone.get_by_role("link", name="Edit", exact=True).click()
    marked = phone.locator(".field.has-error")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("A page of the certificate is missing.")
    expect(marked).to_contain_text("Page 2, with the seal.")
    marked.get_by_label("New evidence").set_input_files(photo("page-2.jpg"))
    phone.get_by_role("button", name="Save and send again").click()

    expect(phone.locator(".title-block .status").first).to_have_text("With reviewer")
    held.refresh_from_db()
    assert (held.state, held.evidence.get().name) == ("submitted", "page-2.jpg")


# --- Sending files ------------------------------------------------------------------------------


def test_three_files_are_sent_with_progress_and_each_is_told(phone, member):
    phone.goto("/en/members/evidence/")
    phone.context.new_cdp_session(phone).send("Network.emulateNetworkConditions", SLOW)
    said = []
    phone.expose_function("hear", lambda text: said.append(text))
    phone.evaluate(HEAR_WHAT_IT_SAYS)
    phone.get_by_label("Add files").set_input_files(
        [heavy(f"{number}.jpg") for number in (1, 2, 3)]
    )
    phone.get_by_role("button", name="Add", exact=True).click()
    expect(phone.get_by_role("progressbar", name="Sending the files")).to_be_visible()

    expect(phone.get_by_role("status").filter(has_text="Added: 3.jpg")).to_be_visible(
        timeout=30_000
    )
    assert said[0] == "Sending 3 files: 0%"
    assert said[-1] == "Sent. The files are being checked."
    assert len(said) > 3
    assert {text.partition(":")[0] for text in said[:-1]} == {"Sending 3 files"}
    assert [file.name for file in member.evidence_files.order_by("pk")] == [
        "1.jpg",
        "2.jpg",
        "3.jpg",
    ]
    assert is_wide_enough(phone)


def test_refused_file_is_shown_with_the_summary_in_focus(phone, member):
    phone.goto("/en/members/evidence/")
    page = {"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}
    phone.get_by_label("Add files").set_input_files([photo(), page])
    phone.get_by_role("button", name="Add", exact=True).click()

    expect(phone.locator(".error-summary")).to_be_focused()
    expect(phone.locator(".field-error")).to_contain_text("“page.pdf” is neither a PDF")
    assert phone.title().startswith("Error: Evidence")
    assert member.evidence_files.get().name == "photo.jpg"
    # The form that is shown now sends as the first one did.
    phone.get_by_label("Add files").set_input_files(photo("other.jpg", colour="red"))
    phone.get_by_role("button", name="Add", exact=True).click()
    expect(phone.get_by_role("status").filter(has_text="Added: other.jpg")).to_be_visible()


def test_lost_connection_leaves_the_form_as_it_was(phone, member):
    phone.goto("/en/members/cpd/add/")
    phone.get_by_label("What did you do?").fill("Seminar on bridges")
    phone.get_by_label("Hours").fill("2")
    phone.locator(".more > summary").click()
    phone.get_by_label("New evidence").set_input_files(photo())
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save", exact=True).click()
    told = phone.get_by_role("status").filter(has_text="The connection was lost.")
    expect(told).to_be_visible()
    phone.context.set_offline(False)
    before = member.cpd_records.count()
    phone.get_by_role("button", name="Save", exact=True).click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("CPD entries")
    record = member.cpd_records.get()
    assert before == 0
    assert (record.title, record.evidence.get().name) == ("Seminar on bridges", "photo.jpg")


def test_sending_is_stopped_and_the_form_stays(phone, member):
    phone.goto("/en/members/evidence/")
    never_answered = []
    phone.route(
        "**/members/evidence/",
        lambda route: (
            never_answered.append(route) if route.request.method == "POST" else route.continue_()
        ),
    )
    phone.get_by_label("Add files").set_input_files(photo())
    phone.get_by_role("button", name="Add", exact=True).click()
    phone.get_by_role("button", name="Stop sending").click()

    expect(phone.get_by_role("status").filter(has_text="Stopped.")).to_be_visible()
    expect(phone.get_by_role("button", name="Stop sending")).to_have_count(0)
    expect(phone.get_by_role("button", name="Add", exact=True)).to_be_focused()
    chosen = phone.get_by_label("Add files").evaluate("field => field.files.length")
    assert (chosen, member.evidence_files.count()) == (1, 0)


# --- What was read ------------------------------------------------------------------------------


def test_certificate_fills_a_new_entry_which_the_member_checks_and_saves(phone, member):
    file = make_evidence(member, "certificate.pdf", text=TEXT)
    phone.goto(file.get_absolute_url())
    phone.get_by_role("link", name="Log CPD with this file").click()
    expect(phone.get_by_label("What did you do?")).to_have_value("Steel bridges")
    expect(phone.get_by_text("Read from certificate.pdf. Check it.").first).to_be_visible()
    before = member.cpd_records.count()
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_role("status").filter(has_text="Saved: Steel bridges")).to_be_visible()

    record = member.cpd_records.get()
    assert before == 0
    assert (str(record.hours), str(record.done_on)) == ("16.00", "2025-10-17")
    assert (record.provider, record.evidence.get()) == ("Tianjin University", file)


def test_value_that_was_read_fills_its_field_and_gives_it_back(phone, member):
    make_evidence(member, "certificate.pdf", text=TEXT)
    phone.goto("/en/members/cpd/add/")
    hours = phone.get_by_label("Hours", exact=True)
    hours.fill("3")
    phone.locator(".more > summary").click()
    phone.get_by_label("certificate.pdf").check()
    value = phone.get_by_role("button", name="Hours: 16")
    expect(value).to_have_attribute("aria-pressed", "false")
    kept = hours.input_value()
    value.click()
    filled, pressed = hours.input_value(), value.get_attribute("aria-pressed")
    expect(phone.get_by_role("status").filter(has_text="Filled in: 16")).to_be_attached()
    value.click()
    given_back = hours.input_value()
    phone.get_by_label("certificate.pdf").uncheck()

    expect(value).to_have_count(0)
    assert (kept, filled, pressed, given_back) == ("3", "16", "true", "3")
    assert is_wide_enough(phone)


def test_forms_offer_only_values_that_they_have_a_field_for(phone, member):
    make_evidence(member, "certificate.pdf", text=TEXT)
    phone.goto("/en/members/qualifications/add/")
    phone.get_by_label("certificate.pdf").check()

    expect(phone.get_by_role("button", name="Issued by: Tianjin University")).to_be_visible()
    expect(phone.get_by_role("button", name="Hours: 16")).to_have_count(0)
