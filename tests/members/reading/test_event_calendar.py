"""The calendar file of an event for members."""

import pytest
from icalendar import Calendar

from tests.factories import make_event

pytestmark = pytest.mark.django_db


def test_calendar_file_of_members_leads_to_the_members_area(as_member, client):
    make_event("kept", members_only=True)

    response = as_member.get("/en/members/events/kept/calendar.ics")

    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert entry["url"].endswith("/en/members/events/kept/")
    assert client.get("/en/events/kept/calendar.ics").status_code == 404
