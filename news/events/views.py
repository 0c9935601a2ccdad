"""Events: upcoming soonest first, past newest first; one event; its calendar file."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.register.models import Agreement
from agreements.rows import Rows
from news.preview.page import DetailPage

from .models import Event

PAGE_SIZE = 25


@public_page
def event_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(upcoming_then_past(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "news/events/event_list.html",
        {
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number),
            "upcoming": [event for event in page if not event.was_over],
            "past": [event for event in page if event.was_over],
        },
    )


def upcoming_then_past() -> QuerySet[Event]:
    """What is still to come, soonest first; then what is over, newest first."""
    is_over = Q(ends_at__lte=timezone.now())
    soonest = Case(When(~is_over, then=F("starts_at")), output_field=DateTimeField())
    return (
        Event.objects.published()
        .annotate(was_over=Case(When(is_over, then=Value(True)), default=Value(False)))
        .order_by("was_over", soonest.asc(nulls_last=True), "-starts_at", "-id")
        .defer("body_en", "body_zh")
    )


@public_page
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(with_agreements(Event.objects.published_in_any_language()), slug=slug)
    return render(request, "news/events/event_detail.html", {"event": event})


def with_agreements(events: QuerySet) -> QuerySet:
    """Each event with the agreements it speaks of, in the same query."""
    entries = Agreement.objects.filter(events=OuterRef("pk"))
    return events.annotate(
        agreement_rows=Rows(
            entries, slug="slug", label=column("label"), status="status", kind="kind"
        )
    )


EVENT_PAGE = DetailPage(Event, "news/events/event_detail.html", with_agreements)


@public_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), slug=slug)
    address = request.build_absolute_uri(event.get_absolute_url())
    return HttpResponse(
        calendar_file(event, address),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


def calendar_file(event: Event, address: str) -> bytes:
    """RFC 5545: whole days end on the day after the last one, exclusive."""
    entry = CalendarEvent()
    entry.add("uid", f"event-{event.pk}@{address.split('/')[2]}")
    entry.add("dtstamp", event.updated_at)
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
    calendar = Calendar()
    calendar.add("prodid", "-//Chinese Society of Engineers//Portal//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return calendar.to_ical()
