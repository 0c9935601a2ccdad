"""What is set for a minute is absent the second before and present in it, with no job run."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from news.pages.models import Page
from tests.factories import BEIJING, make_article, make_event, make_newsletter, make_page

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
NINE = datetime(2026, 3, 29, 9, 0, tzinfo=BEIJING)

# Of each kind: how it is made, its page, and all the places where it is met.
MADE = {
    "article": make_article,
    "event": make_event,
    "newsletter": make_newsletter,
    "page": make_page,
}
PAGES = {
    "article": "/en/news/forum/",
    "event": "/en/events/forum/",
    "newsletter": "/en/newsletters/54/",
    "page": "/en/pages/forum/",
}
PLACES = {
    "article": [
        "/en/",
        "/en/news/",
        "/en/news/?q=Meeting",
        "/en/search/?q=Meeting",
        "/feeds/en/news.atom",
        "/feeds/en/topics/notices.atom",
        "/sitemap.xml",
        "/sitemaps/articles/1.xml",
    ],
    "event": [
        "/en/",
        "/en/events/",
        "/en/search/?q=Meeting",
        "/feeds/en/events.atom",
        "/sitemap.xml",
        "/sitemaps/events/1.xml",
    ],
    "newsletter": [
        "/en/",
        "/en/newsletters/",
        "/en/search/?q=Meeting",
        "/feeds/en/newsletters.atom",
        "/sitemap.xml",
        "/sitemaps/newsletters/1.xml",
    ],
    "page": ["/en/search/?q=Meeting", "/sitemap.xml", "/sitemaps/pages/1.xml"],
}


def make(kind: str, **times):
    name = 54 if kind == "newsletter" else "forum"
    if kind == "event":
        start = NINE + timedelta(days=30)
        times |= {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    nothing = {"published_at_en": None, "published_at_zh": None}
    texts = {"title_en": "Meeting of engineers", "title_zh": "工程师会议"}
    with time_machine.travel(NINE - timedelta(days=90), tick=False):
        return MADE[kind](name, **(texts | nothing | times))


def seen(client, kind: str, at: datetime) -> dict[str, bool]:
    """Where its address is met at that moment, by a reader whose browser kept nothing."""
    with time_machine.travel(at, tick=False):
        found = {place: PAGES[kind] in client.get(place).text for place in PLACES[kind]}
        return found | {PAGES[kind]: client.get(PAGES[kind]).status_code == 200}


def everywhere(kind: str, is_there: bool) -> dict[str, bool]:
    return dict.fromkeys([*PLACES[kind], PAGES[kind]], is_there)


@pytest.mark.parametrize("kind", MADE)
def test_item_appears_everywhere_in_its_second(client, kind):
    make(kind, published_at_en=NINE)

    assert seen(client, kind, NINE - SECOND) == everywhere(kind, False)
    assert seen(client, kind, NINE) == everywhere(kind, True)


@pytest.mark.parametrize("kind", MADE)
def test_item_goes_from_everywhere_in_its_second(client, kind):
    make(kind, published_at_en=NINE - timedelta(days=1), withdrawn_at=NINE)

    assert seen(client, kind, NINE - SECOND) == everywhere(kind, True)
    assert seen(client, kind, NINE) == everywhere(kind, False)


@pytest.mark.parametrize("kind", MADE)
def test_reader_who_kept_a_page_learns_of_the_change_in_its_second(client, kind):
    with time_machine.travel(NINE - timedelta(days=1), tick=False):
        make(kind, published_at_en=NINE, withdrawn_at=NINE + timedelta(hours=1))
    place = PLACES[kind][0]
    statuses = []

    for at in (NINE - SECOND, NINE, NINE + timedelta(hours=1)):
        with time_machine.travel(at - SECOND, tick=False):
            etag = client.get(place)["ETag"]
        with time_machine.travel(at, tick=False):
            response = client.get(place, headers={"if-none-match": etag})
            statuses.append(response.status_code)

    assert statuses == [304, 200, 200]


# --- Over the change to summer time --------------------------------------------------------------

# Around each: the last second of winter time, the hour that is left out, and summer time.
CHANGES = {
    "Europe/London": datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("UTC")),
    "America/New_York": datetime(2026, 3, 8, 7, 0, tzinfo=ZoneInfo("UTC")),
    "Europe/London, back": datetime(2026, 10, 25, 1, 0, tzinfo=ZoneInfo("UTC")),
}


@pytest.mark.parametrize("machine", ["Europe/London", "America/New_York"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_summer_time_of_the_machine_moves_no_minute(client, machine, change):
    """A server may keep the time of any place; what an editor typed is Beijing time."""
    start = change.astimezone(BEIJING)
    make("article", published_at_en=start)
    zone = ZoneInfo(machine)

    before = seen(client, "article", (start - SECOND).astimezone(zone))
    after = seen(client, "article", start.astimezone(zone))

    assert before == everywhere("article", False)
    assert after == everywhere("article", True)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_editor_types_beijing_time_whatever_changes_elsewhere(as_staff, change):
    typed = change.astimezone(BEIJING)

    as_staff("editor").post(
        "/admin/news/page/add/",
        {
            "slug": "forum",
            "title_en": "Meeting",
            "body_en": "<p>All are welcome.</p>",
            "published_at_en_0": f"{typed:%Y-%m-%d}",
            "published_at_en_1": f"{typed:%H:%M:%S}",
        },
    )

    page = Page.objects.get()
    assert page.published_at_en == change


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", datetime(2026, 3, 28), ("09:00", "UTC+0")),
        ("Europe/London", datetime(2026, 3, 29), ("09:00", "UTC+1")),
        ("America/New_York", datetime(2026, 3, 7), ("09:00", "UTC-5")),
        ("America/New_York", datetime(2026, 3, 8), ("09:00", "UTC-4")),
        ("America/New_York", datetime(2026, 11, 1), ("09:00", "UTC-5")),
    ],
)
def test_event_abroad_keeps_its_hour_on_the_clock_of_its_place(client, zone, day, hours):
    start = day.replace(hour=9, tzinfo=ZoneInfo(zone))
    make_event("forum", starts_at=start, ends_at=start + timedelta(hours=2), time_zone=zone)

    text = client.get("/en/events/forum/").text
    file = client.get("/en/events/forum/calendar.ics").text.replace("\r\n ", "")

    assert hours[0] in text
    assert f"({hours[1]})" in text.replace("\N{MINUS SIGN}", "-")
    utc = start.astimezone(ZoneInfo("UTC"))
    assert f"{utc:%Y%m%dT%H%M%SZ}" in file or f"{start:%Y%m%dT%H%M%S}" in file


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_event_is_over_in_the_second_in_which_it_ends(client, zone, change):
    times = {"starts_at": change - timedelta(hours=2), "ends_at": change, "time_zone": zone}
    with time_machine.travel(change - timedelta(days=30), tick=False):
        make_event("forum", published_at_en=change - timedelta(days=30), **times)
    kinds = []

    for at in (change - SECOND, change):
        with time_machine.travel(at, tick=False):
            text = client.get("/en/events/").text
            kinds.append("Past, newest first" in text and "No event is announced" in text)

    assert kinds == [False, True]
