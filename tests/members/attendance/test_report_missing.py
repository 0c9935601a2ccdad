import pytest
from django.urls import reverse
from django.utils import timezone

from members.attendance.models import MissingReport
from news.events.models import Event
from tests import factories


@pytest.fixture
def page(event) -> str:
    return reverse("members:attendance:report_missing", args=[event.slug])


def test_report_is_with_the_society(as_member, member, event, page):
    response = as_member.post(page, {"note": "Row 3, beside the window."}, follow=True)

    report = MissingReport.objects.get()
    assert (report.member, report.event, report.state) == (member, event, "submitted")
    assert report.note == "Row 3, beside the window."
    assert "Your report is with the Society." in response.text


def test_report_needs_no_note(as_member, page):
    as_member.post(page, {"note": ""})

    assert MissingReport.objects.count() == 1


def test_second_press_makes_no_second_report(as_member, page):
    as_member.post(page, {})

    response = as_member.post(page, {}, follow=True)

    assert MissingReport.objects.count() == 1
    assert "You have reported this already." in response.text


def test_note_that_is_too_long_is_told_and_kept(as_member, page):
    note = "x" * 501

    response = as_member.post(page, {"note": note})

    assert "Write at most 500 characters. There are 501." in response.text
    assert note in response.text
    assert not MissingReport.objects.exists()


def test_event_in_the_record_is_not_reported(as_member, member, event, page):
    factories.make_attendance(member, event)

    shown, sent = as_member.get(page), as_member.post(page, {})

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert "This event stands in your record" in shown.text
    assert member.cpd_records.get().get_absolute_url() in shown.text
    assert not MissingReport.objects.exists()


def test_event_that_was_not_theirs_is_taken_back_instead(as_member, member, event, page):
    attendance = factories.make_attendance(member, event, "not_me")

    response = as_member.get(page)

    assert reverse("members:attendance:reclaim", args=[attendance.pk]) in response.text


def test_refusal_is_shown_with_its_reason_and_may_be_answered(as_member, member, event, page):
    factories.make_missing_report(member, event, "refused", reason="You are not on the list.")

    shown = as_member.get(page).text
    as_member.post(page, {"note": "I was."})

    assert "You are not on the list." in shown
    assert MissingReport.objects.open().count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": timezone.now()},
        {"cpd_hours": None},
        {"published_at_en": None, "published_at_zh": None},
        {"ends_at": timezone.now() - factories.YESTERDAY},
    ],
    ids=["withdrawn", "without CPD", "never published", "not over"],
)
def test_only_a_public_event_that_is_over_and_gives_cpd_is_reported(as_member, event, page, change):
    Event.objects.filter(pk=event.pk).update(**change)

    assert as_member.post(page, {}).status_code == 404
    assert not MissingReport.objects.exists()


def test_public_page_leads_there_once_the_event_is_over(client, event, page):
    to_come = factories.make_event("later", cpd_hours=2)

    pages = [client.get(one.get_absolute_url()).text for one in (event, to_come)]

    assert page in pages[0]
    assert "/missing/" not in pages[1]
