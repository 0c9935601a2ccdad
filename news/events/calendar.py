"""Events for a calendar (RFC 5545): one to add, or all that are coming to subscribe to."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from news.structured import absolute

from .models import Event

ASKED_AGAIN = timedelta(hours=6)


def calendar_of(events: Iterable[Event], name: str = "") -> bytes:
    """`name` makes it a calendar to subscribe to, which readers fetch again by themselves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Chinese Society of Engineers//Portal//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(entry_of(event))
    return calendar.to_ical()


def entry_of(event: Event) -> CalendarEvent:
    """Whole days end on the day after the last one, exclusive."""
    address = absolute(event.get_absolute_url())
    entry = CalendarEvent()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_ORIGIN).netloc}")
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("summary", event.title)
    entry.add("description", f"{event.summary}\n{address}".strip())
    entry.add("url", address)
    if event.place:
        entry.add("location", event.place)
    if event.is_all_day:
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_at)
        entry.add("dtend", event.ends_at)
    return entry


def calendar_response(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
