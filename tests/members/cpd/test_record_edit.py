from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories

State = Record.State
CHANGED = {
    "title": "Corrected title",
    "hours": "1,25",
    "done_on": "2025-06-30",
    "kind": "article",
    "aspect": "ethics",
    "provider": "Press",
    "link": "https://example.org/a",
    "reflection": "Better now.",
}


def address(record: Record) -> str:
    return reverse("members:cpd:record_edit", args=[record.pk])


def test_edit_shows_what_is_kept_with_more_open(as_member, member):
    record = factories.make_record(member, "Kept", hours="2.50", done_on=date(2024, 5, 6))

    response = as_member.get(address(record))

    page = response.content.decode()
    for value in ("Kept", "2.5", "2024-05-06"):
        assert f'value="{value}"' in page
    assert response.context["form"].held_by_more == "6 May 2024, seminar, knowledge"
    assert '<details class="more" open><summary>' in page


def test_edit_saves_every_field(as_member, member):
    record = factories.make_record(member)

    response = as_member.post(address(record), CHANGED, follow=True)

    record.refresh_from_db()
    assert {name: str(getattr(record, name)) for name in CHANGED} == CHANGED | {"hours": "1.25"}
    assert record.state == State.DECLARED
    assert response.redirect_chain == [(f"{reverse('members:cpd:record_list')}?period=2025", 302)]
    assert "Saved: Corrected title" in response.content.decode()


def test_edit_of_a_waiting_entry_confirms_it(as_member, member):
    record = factories.make_record(member, state=State.TO_CONFIRM)

    asked = as_member.get(address(record)).content.decode()
    as_member.post(address(record), CHANGED)

    record.refresh_from_db()
    assert "Save and confirm" in asked
    assert (record.state, record.title) == (State.DECLARED, "Corrected title")


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("hours", "3h30"), ("done_on", "2025-06-31"), ("link", "junk")],
)
def test_edit_answers_bad_input_and_changes_nothing(as_member, member, field, value):
    record = factories.make_record(member, "Kept", state=State.TO_CONFIRM)

    response = as_member.post(address(record), CHANGED | {field: value})

    record.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert "<title>Error: " in page
    assert "Better now." in page
    assert (record.title, record.hours, record.state) == ("Kept", Decimal(2), State.TO_CONFIRM)


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_edit_of_a_closed_entry_shows_it_without_a_form(as_member, member, state):
    record = factories.make_record(member, "Decided", state=state, reflection="Learned.")

    response = as_member.get(address(record))

    page = response.content.decode()
    assert response.status_code == 200
    assert "This entry is closed" in page
    assert "Decided" in page
    assert "Learned." in page
    assert "<textarea" not in page


def test_edit_from_a_stale_page_saves_nothing_and_keeps_what_was_typed(as_member, member):
    record = factories.make_record(member, "Kept")
    as_member.get(address(record))
    Record.objects.update(state=State.VERIFIED)

    response = as_member.post(address(record), CHANGED)

    record.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert "This entry can no longer be changed" in page
    assert 'value="Corrected title"' in page
    assert "Better now." in page
    assert 'type="submit">Save' not in page
    assert record.title == "Kept"


def test_edit_by_a_stranger_changes_nothing(as_stranger, member):
    record = factories.make_record(member, "Kept")

    as_stranger.post(address(record), CHANGED)

    record.refresh_from_db()
    assert record.title == "Kept"


def test_edit_takes_seven_queries(as_member, member, count_queries):
    _, count = count_queries(as_member, address(factories.make_record(member)))

    assert len(count) == 7


@pytest.mark.parametrize(("hours", "is_taken"), [("3", True), ("1.5", True), ("3.25", False)])
def test_edit_of_a_draft_takes_no_more_hours_than_its_event_gives(
    as_member, member, hours, is_taken
):
    factories.make_attendance(member)
    record = member.cpd_records.get()

    response = as_member.post(record.get_absolute_url(), CHANGED | {"hours": hours})

    record.refresh_from_db()
    assert (record.state == "declared") is is_taken
    assert ("This event gives 3 h of CPD. You wrote 3.25." in response.text) is not is_taken


def test_edit_of_an_entry_leads_to_the_page_of_its_event(as_member, member):
    attendance = factories.make_attendance(member, confirmed=True)

    page = as_member.get(member.cpd_records.get().get_absolute_url()).text

    assert f'href="{attendance.event.get_absolute_url()}"' in page


# --- To finish -----------------------------------------------------------------------------------


def test_edit_finishes_an_entry_once_the_hours_are_there(as_member, member):
    record = factories.make_record(member, "Webinar", state=State.TO_FINISH)

    asked = as_member.get(address(record))
    still = as_member.post(address(record), CHANGED | {"hours": ""})
    states = [Record.objects.get().state]
    done = as_member.post(address(record), CHANGED)
    states.append(Record.objects.get().state)

    assert "Finish the entry" in asked.text
    assert [answer.status_code for answer in (still, done)] == [302, 302]
    assert states == [State.TO_FINISH, State.DECLARED]


@pytest.mark.parametrize("state", [State.DECLARED, State.TO_CONFIRM])
def test_edit_does_not_take_the_hours_away(as_member, member, state):
    record = factories.make_record(member, state=state)

    response = as_member.post(address(record), CHANGED | {"hours": ""})

    record.refresh_from_db()
    assert response.context["form"].errors == {
        "hours": ["Write the hours as a number, such as 3.5."]
    }
    assert (record.state, record.hours) == (state, Decimal(2))


def test_page_of_an_entry_says_why_it_was_not_approved(as_member, member):
    why = "It is ordinary work.\n<b>See page 2.</b>"
    record = factories.make_record(member, state="rejected", reason=why)

    page = as_member.get(address(record)).content.decode()

    assert "It is ordinary work.<br>&lt;b&gt;See page 2.&lt;/b&gt;" in page
