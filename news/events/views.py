"""Events: upcoming soonest first, past newest first; one event; calendars. Also for members."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.bilingual import column
from agreements.freshness.http import public_page
from agreements.paging import PAGE_SIZE, paged
from agreements.register.models import Agreement
from agreements.rows import Rows
from news.preview.page import DetailPage
from news.readers import PUBLIC, Readers
from news.structured import event_data

from .calendar import calendar_of, calendar_response
from .models import Event

MOST_SUBSCRIBED = 200


@public_page
def event_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, PUBLIC)


@public_page
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return detail_page(request, slug, PUBLIC)


@public_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    return calendar_file(slug, PUBLIC)


@public_page
def calendar_feed(request: HttpRequest, language: str) -> HttpResponse:
    """All upcoming events, to subscribe to, in one language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        events = Event.objects.published().upcoming().defer("body_en", "body_zh")
        name = _("Events of the Chinese Society of Engineers")
        response = calendar_response(calendar_of(events[:MOST_SUBSCRIBED], name), "events")
    response["Content-Language"] = language
    return response


def list_page(request: HttpRequest, readers: Readers) -> HttpResponse:
    events = upcoming_then_past(Event.objects.published(for_members=readers.are_members))
    context = paged(Paginator(events, PAGE_SIZE), request)
    parts = {
        "upcoming": [event for event in context["page"] if not event.was_over],
        "past": [event for event in context["page"] if event.was_over],
    }
    return render(request, "news/events/event_list.html", {"readers": readers, **context, **parts})


def upcoming_then_past(events: QuerySet[Event]) -> QuerySet[Event]:
    """What is still to come, soonest first; then what is over, newest first."""
    is_over = Q(ends_at__lte=timezone.now())
    soonest = Case(When(~is_over, then=F("starts_at")), output_field=DateTimeField())
    return (
        events.annotate(was_over=Case(When(is_over, then=Value(True)), default=Value(False)))
        .order_by("was_over", soonest.asc(nulls_last=True), "-starts_at", "-id")
        .defer("body_en", "body_zh")
    )


def detail_page(request: HttpRequest, slug: str, readers: Readers) -> HttpResponse:
    events = Event.objects.published_in_any_language(for_members=readers.are_members)
    event = get_object_or_404(with_surroundings(events), slug=slug)
    return render(
        request,
        "news/events/event_detail.html",
        {
            "event": event,
            "readers": readers,
            "structured": event.is_readable and not event.is_demonstration and event_data(event),
        },
    )


def with_surroundings(events: QuerySet[Event]) -> QuerySet[Event]:
    """Each event with the agreements it speaks of, in the same query."""
    entries = Agreement.objects.filter(events=OuterRef("pk")).in_force_first()
    return events.annotate(
        agreement_rows=Rows(
            entries, slug="slug", label=column("label"), status="status", kind="kind"
        )
    )


def calendar_file(slug: str, readers: Readers) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(for_members=readers.are_members), slug=slug)
    return calendar_response(calendar_of([event]), event.slug)


EVENT_PAGE = DetailPage(Event, "news/events/event_detail.html", with_surroundings)
