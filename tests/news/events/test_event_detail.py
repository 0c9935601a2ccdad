"""One event: when in which zone, where, what CPD."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories import make_agreement, make_event, published

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 5, 1, 0, tzinfo=UTC)


def make_workshop(**fields):
    times = {"starts_at": START, "ends_at": START + timedelta(hours=2)}
    return make_event("workshop", **(times | fields))


@pytest.mark.parametrize(
    ("zone", "language", "written"),
    [
        ("Asia/Shanghai", "en", "09:00–11:00 Beijing time (UTC+8)"),
        ("Africa/Nairobi", "en", "04:00–06:00 local time in Africa/Nairobi (UTC+3)"),
        ("Asia/Kolkata", "en", "06:30–08:30 local time in Asia/Kolkata (UTC+5:30)"),
        ("Asia/Shanghai", "zh-hans", "09:00–11:00（北京时间）"),
    ],
)
def test_event_detail_gives_hours_with_their_zone(client, zone, language, written):
    make_workshop(time_zone=zone)

    assert written in client.get(f"/{language}/events/workshop/").text


def test_event_of_whole_days_shows_no_hours(client):
    make_workshop(is_all_day=True)

    assert "Beijing time" not in client.get("/en/events/workshop/").text


def test_event_detail_says_what_cpd_it_gives(client):
    make_workshop(cpd_hours=Decimal("2.5"), cpd_kind="seminar", cpd_aspect="ethics")

    text = client.get("/en/events/workshop/").text

    assert "2.5 h <small>Seminar; Engineering and professional ethics</small>" in text


def test_event_without_published_hours_does_not_promise_any(client):
    make_workshop()

    assert "No hours have been published" in client.get("/en/events/workshop/").text


def test_invented_event_says_so(client):
    make_workshop(is_demonstration=True)

    assert "It will not take place." in client.get("/en/events/workshop/").text


def test_event_that_is_not_published_is_a_404(client):
    make_workshop(**published(days=1))

    assert client.get("/en/events/workshop/").status_code == 404


def test_event_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError):
        make_workshop(ends_at=START - timedelta(minutes=1))


def test_event_refuses_a_zone_that_is_none():
    event = make_workshop()
    event.time_zone = "Asia/Atlantis"

    with pytest.raises(ValidationError, match="no time zone of this name"):
        event.full_clean()


def test_event_detail_needs_two_queries(client, count_queries):
    event = make_workshop()
    _, one = count_queries(client, "/en/events/workshop/")
    event.agreements.add(make_agreement(), make_agreement())

    _, three = count_queries(client, "/en/events/workshop/")

    assert (len(one), len(three)) == (2, 2)


@pytest.mark.parametrize(
    ("zone", "hours", "language", "written"),
    [
        ("Africa/Nairobi", 2, "en", "5 Mar 2027, 09:00–11:00 Beijing time (UTC+8)"),
        ("Africa/Nairobi", 2, "zh-hans", "北京时间2027年3月5日 09:00–11:00（UTC+8）"),
        ("America/New_York", 20, "en", "5 Mar 2027, 09:00–6 Mar 2027, 05:00 Beijing time (UTC+8)"),
    ],
)
def test_hours_elsewhere_are_also_told_in_beijing_time(client, zone, hours, language, written):
    make_workshop(time_zone=zone, ends_at=START + timedelta(hours=hours))

    assert written in client.get(f"/{language}/events/workshop/").text


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Singapore"])
def test_hours_that_are_the_same_in_beijing_are_told_once(client, zone):
    make_workshop(time_zone=zone)

    assert client.get("/en/events/workshop/").text.count("09:00–11:00") == 1
