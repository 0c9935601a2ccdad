from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.attendance.models import Attendance
from news.events.models import Event
from tests import factories


@pytest.fixture
def page(db) -> str:
    return reverse("members:attendance:attendance_list")


def slugs(response) -> list[str]:
    return [event.slug for event in response.context["events"]]


def test_page_shows_what_waits_what_was_not_theirs_and_what_was_reported(
    as_member, member, stranger, page
):
    waiting = factories.make_attendance(member)
    disowned = factories.make_attendance(member, state="not_me")
    report = factories.make_missing_report(member, state="refused", reason="Not on the list.")
    factories.make_record(member, state="to_confirm")
    factories.make_attendance(stranger)
    factories.make_attendance(stranger, state="not_me")
    factories.make_missing_report(stranger)

    context = as_member.get(page).context

    assert [record.event for record in context["waiting"]] == [waiting.event]
    assert list(context["disowned"]) == [disowned]
    assert list(context["reports"]) == [report]


def test_page_offers_events_of_the_last_year_that_are_not_in_the_record(as_member, member, page):
    factories.make_attendance(member, factories.make_past_event("there"))
    factories.make_attendance(member, factories.make_past_event("denied"), "not_me")
    factories.make_attendance(member, factories.make_past_event("undone"), "taken_back")
    factories.make_missing_report(member, factories.make_past_event("reported"))
    factories.make_missing_report(member, factories.make_past_event("refused"), "refused")
    factories.make_event("no-cpd", in_days=-2)
    factories.make_event("to-come", cpd_hours=2)
    factories.make_event("long-ago", in_days=-400, cpd_hours=2)
    factories.make_past_event("draft", published_at_en=None)
    gone = factories.make_past_event("gone")
    Event.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    assert sorted(slugs(as_member.get(page))) == ["refused", "undone"]


def test_page_offers_no_taking_back_after_its_days(as_member, member, page):
    factories.make_attendance(member, state="not_me")
    Attendance.objects.update(answered_at=timezone.now() - timedelta(days=15))

    assert list(as_member.get(page).context["disowned"]) == []


def test_page_without_anything_says_so(as_member, page):
    assert "No event with CPD is missing." in as_member.get(page).text


def test_page_is_reached_from_the_cpd_list(as_member, page):
    assert f'href="{page}"' in as_member.get(reverse("members:cpd:record_list")).text


def test_page_takes_as_many_queries_for_one_as_for_three(as_member, member, page, count_queries):
    def add():
        factories.make_attendance(member)
        factories.make_attendance(member, state="not_me")
        factories.make_missing_report(member)
        factories.make_past_event()

    add()
    _, one = count_queries(as_member, page)
    add()
    add()
    _, three = count_queries(as_member, page)

    assert len(one) == len(three)
    assert three.repeated == {}
