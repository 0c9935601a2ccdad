"""Events: upcoming soonest first, past newest first, by the minute."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_event, published

ADDRESS = "/en/events/"
pytestmark = pytest.mark.django_db


def slugs(response, part: str) -> list[str]:
    return [event.slug for event in response.context[part]]


def test_event_list_puts_upcoming_soonest_first_and_past_newest_first(client):
    for slug, days in [("soon", 1), ("later", 30), ("recent", -2), ("old", -300)]:
        make_event(slug, in_days=days)

    response = client.get(ADDRESS)

    assert slugs(response, "upcoming") == ["soon", "later"]
    assert slugs(response, "past") == ["recent", "old"]


def test_event_that_is_on_counts_as_upcoming_until_it_ends(client):
    event = make_event("forum", in_days=-0.02, length_hours=1)

    during = slugs(client.get(ADDRESS), "upcoming")
    with time_machine.travel(event.ends_at + timedelta(seconds=1), tick=False):
        after = slugs(client.get(ADDRESS), "upcoming")

    assert (during, after) == (["forum"], [])


def test_event_list_without_an_upcoming_one_says_so(client):
    make_event("old", in_days=-9)

    assert "No event is announced at present" in client.get(ADDRESS).text


def test_event_list_hides_what_is_not_published(client):
    make_event("hidden", **published(days=1))

    assert slugs(client.get(ADDRESS), "upcoming") == []


def test_event_list_offers_more_only_where_there_is_more(client):
    for _ in range(26):
        make_event(in_days=-3)

    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")

    assert (len(slugs(first, "past")), len(slugs(second, "past"))) == (25, 1)
    assert ('rel="next"' in first.text, 'rel="next"' in second.text) == (True, False)


def test_day_of_an_event_is_the_day_at_its_place(client):
    start = timezone.now().replace(year=2027, month=3, day=5, hour=3, minute=0)
    make_event(
        "lagos",
        time_zone="America/Los_Angeles",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )

    assert '<time datetime="2027-03-04">4 Mar 2027</time>' in client.get(ADDRESS).text


def test_event_list_needs_three_queries(client, count_queries):
    make_event()
    _, one = count_queries(client, ADDRESS)
    make_event()
    make_event(in_days=-4)

    _, three = count_queries(client, ADDRESS)

    assert (len(one), len(three)) == (3, 3)


@pytest.mark.parametrize("page", ["0", "99", "x", "%00", "1e9", "9" * 30])
def test_page_that_is_none_leads_to_one_that_is_and_says_so(client, page):
    make_event("soon")

    response = client.get(f"{ADDRESS}?page={page}")

    assert slugs(response, "upcoming") == ["soon"]
    assert "has no meaning here and was left out: Page." in response.text
