"""An event for members: its calendar file and its hours where the member is."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_event

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 5, 1, 0, tzinfo=UTC)


def test_event_for_members_offers_its_calendar_file_in_the_members_area(as_member):
    make_event("kept", members_only=True)

    text = as_member.get("/en/members/events/kept/").text

    assert '"/en/members/events/kept/calendar.ics"' in text
    assert "Members only</span>" in text


def test_hours_of_an_event_are_also_told_in_the_zone_of_the_member(member, as_member):
    member.time_zone = "Africa/Nairobi"
    member.save()
    make_event("here", starts_at=START, ends_at=START + timedelta(hours=2), members_only=True)

    text = as_member.get("/en/members/events/here/").text

    assert "09:00–11:00 Beijing time (UTC+8)" in text
    assert "5 Mar 2027, 04:00–06:00 Africa/Nairobi (UTC+3)" in text
