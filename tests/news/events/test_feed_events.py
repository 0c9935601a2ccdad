"""All upcoming events in one calendar, to subscribe to, as a calendar reads it."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from tests.factories import make_event, published

pytestmark = pytest.mark.django_db


def calendar(client, language: str = "en") -> Calendar:
    return Calendar.from_ical(client.get(f"/feeds/{language}/events.ics").content)


def titles(client, language: str = "en") -> list[str]:
    return [str(entry["summary"]) for entry in calendar(client, language).walk("VEVENT")]


def test_calendar_has_what_is_upcoming_soonest_first_in_its_language(client):
    make_event("later", in_days=9, title_en="Later")
    make_event("next", in_days=1, title_en="Next", title_zh="下一个")
    make_event("past", in_days=-3)
    make_event("hidden", **published(days=1))

    assert titles(client) == ["Next", "Later"]
    assert titles(client, "zh-hans")[0] == "下一个"
    assert str(calendar(client)["x-wr-calname"]) == "Events of the Chinese Society of Engineers"


def test_event_leaves_the_calendar_when_it_is_over(client):
    event = make_event("next", in_days=1)

    with time_machine.travel(event.ends_at + timedelta(seconds=1), tick=False):
        assert titles(client) == []


def test_entry_is_the_same_in_the_calendar_and_in_its_own_file(client):
    make_event("next")

    own = Calendar.from_ical(client.get("/en/events/next/calendar.ics").content)

    (alone,), (among,) = own.walk("VEVENT"), calendar(client).walk("VEVENT")
    assert alone["uid"] == among["uid"]


def test_calendar_in_no_language_of_ours_is_a_404(client):
    assert client.get("/feeds/fr/events.ics").status_code == 404


def test_list_of_events_offers_the_calendar(client):
    assert 'href="/feeds/en/events.ics"' in client.get("/en/events/").text
