"""The calendar file of an event, read back by a calendar library."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from icalendar import Calendar

from tests.factories import make_event, published

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 5, 1, 0, tzinfo=UTC)


def entry_of(response):
    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    return entry


def test_event_calendar_has_the_times_place_and_address(client):
    make_event(
        "workshop",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        title_en="Ethics, in practice; part 1",
        place_en="Beijing",
    )

    response = client.get("/en/events/workshop/calendar.ics")

    entry = entry_of(response)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["summary"] == "Ethics, in practice; part 1"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (START, START + timedelta(hours=2))
    assert entry["location"] == "Beijing"
    assert entry["url"] == f"{settings.SITE_ORIGIN}/en/events/workshop/"


def test_event_of_whole_days_ends_on_the_day_after_the_last(client):
    make_event("congress", is_all_day=True, starts_at=START, ends_at=START + timedelta(days=2))

    entry = entry_of(client.get("/en/events/congress/calendar.ics"))

    assert entry.decoded("dtstart") == date(2027, 3, 5)
    assert entry.decoded("dtend") == date(2027, 3, 8)


def test_calendar_of_an_unpublished_event_is_a_404(client):
    make_event("hidden", **published(days=1))

    assert client.get("/en/events/hidden/calendar.ics").status_code == 404
