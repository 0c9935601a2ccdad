"""What was added and what changed, newest first: as JSON Feed, and as Atom in each language."""

from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.db.models import ProtectedError

from agreements.register.models import Agreement
from agreements.register.removal import Removal
from agreements.register.workflow import settle_status
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/changes.json"
ENTRY = "http://127.0.0.1:8000/api/v1/agreements/pec"
DAY = datetime(2025, 1, 1, 8, tzinfo=UTC)


def on_day(number: int):
    return time_machine.travel(DAY + timedelta(days=number), tick=False)


def told_as(agreement, what: str) -> str:
    return f"http://127.0.0.1:8000{ADDRESS}#{agreement.pk}-{what}"


def ids(client, query: str = "") -> list[str]:
    return [item["id"] for item in client.get(f"{ADDRESS}{query}").json()["items"]]


def move(agreement, status: str):
    step = agreement.history.create(
        status=status, changed_on=date(2025, 7, 1), note_en="It ended.", note_zh="已终止。"
    )
    settle_status(agreement)
    return step


@pytest.fixture
def lived(db):
    """Added on day 0, moved on day 1, corrected on day 2."""
    with on_day(0):
        agreement = make_agreement("pec")
    with on_day(1):
        step = move(agreement, "ended")
    with on_day(2):
        agreement.save()
    return step


def test_entry_and_its_first_history_are_one_change(client):
    agreement = make_agreement("pec")

    assert ids(client) == [told_as(agreement, "added")]


def test_changes_are_told_newest_first(client, lived):
    assert ids(client) == [
        told_as(lived.agreement, "changed-2025-01-03T08:00:00.000000Z"),
        told_as(lived.agreement, f"status-{lived.pk}"),
        told_as(lived.agreement, "added"),
    ]


def test_move_of_status_is_not_told_a_second_time_as_a_change(client):
    with on_day(0):
        agreement = make_agreement("pec")
    with on_day(1):
        step = move(agreement, "ended")

    assert ids(client) == [told_as(agreement, f"status-{step.pk}"), told_as(agreement, "added")]


def test_change_keeps_its_name_while_others_follow(client, lived):
    before = ids(client)

    with on_day(3):
        make_agreement("new")

    assert ids(client)[1:] == before


def test_change_keeps_its_name_when_the_entry_gets_another(client, lived):
    before = ids(client)

    with on_day(3):
        lived.agreement.slug = "pakistan"
        lived.agreement.save()

    assert ids(client)[1:] == before[1:]
    assert client.get(ADDRESS).json()["items"][2]["_change"]["slug"] == "pakistan"


def test_change_says_what_happened_in_both_languages(client, lived):
    item = client.get(ADDRESS).json()["items"][1]

    assert item["title"] == "Partner pec: now “Ended”"
    assert item["content_text"] == "It ended."
    assert item["date_published"] == "2025-01-02T08:00:00.000000Z"
    assert item["_change"] == {
        "what": "status",
        "entry": ENTRY,
        "slug": "pec",
        "label": {"en": "Partner pec", "zh-Hans": "合作方pec"},
        "status": "ended",
        "status_on": "2025-07-01",
        "status_precision": "day",
        "text": {"en": "It ended.", "zh-Hans": "已终止。"},
        "title": {"en": "Partner pec: now “Ended”", "zh-Hans": "合作方pec：现为“已终止”"},
        "page": {
            "en": "http://127.0.0.1:8000/en/agreements/pec/",
            "zh-Hans": "http://127.0.0.1:8000/zh-hans/agreements/pec/",
        },
        "at": "2025-01-02T08:00:00.000000Z",
    }


def test_changes_are_asked_for_since_a_moment_and_in_pages(client, lived):
    found = client.get(f"{ADDRESS}?limit=2").json()
    following = client.get(found["next_url"].removeprefix("http://127.0.0.1:8000")).json()

    assert len(found["items"]) == 2
    assert [item["id"] for item in following["items"]] == [told_as(lived.agreement, "added")]
    assert "next_url" not in following
    assert ids(client, "?updated_since=2025-01-02T08:00:00Z") == ids(client)[:2]


def test_entry_that_is_taken_out_is_told_so_and_nothing_else_of_it(client, lived):
    name = told_as(lived.agreement, "removed")

    with on_day(3):
        lived.agreement.delete()

    [item] = client.get(ADDRESS).json()["items"]
    assert item["id"] == name
    assert item["title"] == item["content_text"] == "Taken out of the register: Partner pec"
    assert item["tags"] == ["removed"]
    assert item["_change"] == {
        "what": "removed",
        "entry": ENTRY,
        "slug": "pec",
        "label": {"en": "Partner pec", "zh-Hans": "合作方pec"},
        "status": None,
        "status_on": None,
        "status_precision": None,
        "text": {"en": None, "zh-Hans": None},
        "title": {
            "en": "Taken out of the register: Partner pec",
            "zh-Hans": "已从登记册中撤下：合作方pec",
        },
        "page": {
            "en": "http://127.0.0.1:8000/en/agreements/pec/",
            "zh-Hans": "http://127.0.0.1:8000/zh-hans/agreements/pec/",
        },
        "at": "2025-01-04T08:00:00.000000Z",
    }
    assert ids(client, "?updated_since=2025-01-04T08:00:00Z") == [item["id"]]
    assert ids(client, "?updated_since=2025-01-04T08:00:01Z") == []


def test_entries_deleted_together_and_an_entry_of_the_same_name_are_each_told(client):
    with on_day(0):
        first, other = make_agreement("pec"), make_agreement("iet")
    with on_day(1):
        Agreement.objects.all().delete()
    with on_day(2):
        again = make_agreement("pec")

    assert ids(client) == [
        told_as(again, "added"),
        told_as(other, "removed"),
        told_as(first, "removed"),
    ]
    assert client.get("/api/v1/agreements/pec").status_code == 200
    assert client.get("/en/agreements/pec/").status_code == 200


def test_entry_that_others_rest_on_is_neither_deleted_nor_told_to_be(client):
    old = make_agreement("old")
    make_agreement("new", predecessor=old)

    with pytest.raises(ProtectedError):
        old.delete()
    with pytest.raises(ProtectedError):
        Agreement.objects.filter(pk=old.pk).delete()

    assert not Removal.objects.exists()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Taken out of the register: Partner pec"),
        ("zh-hans", "已从登记册中撤下：合作方pec"),
    ],
)
def test_atom_says_that_an_entry_was_taken_out(client, lived, language, title):
    lived.agreement.delete()

    feed = feedparser.parse(client.get(f"/feeds/{language}/agreements.atom").content)

    assert not feed.bozo
    assert [(one.id, one.title, one.summary) for one in feed.entries] == [
        (ids(client)[0], title, "")
    ]
    assert feed.entries[0].link == f"http://127.0.0.1:8000/{language}/agreements/pec/"


def test_changes_need_two_queries(client, count_queries, lived):
    _, one = count_queries(client, ADDRESS)
    for _ in range(2):
        make_agreement()

    _, three = count_queries(client, ADDRESS)

    assert (len(one), len(three), three.writes) == (2, 2, [])


@pytest.mark.parametrize(
    ("language", "feed_title", "title", "note"),
    [
        (
            "en",
            "Chinese Society of Engineers – changes in the register of agreements",
            "Partner pec: now “Ended”",
            "It ended.",
        ),
        (
            "zh-hans",
            "中国工程师联合体 – 协议登记册的变更",
            "合作方pec：现为“已终止”",
            "已终止。",
        ),
    ],
)
def test_atom_tells_the_same_in_the_language_of_its_address(
    client, lived, language, feed_title, title, note
):
    response = client.get(f"/feeds/{language}/agreements.atom")
    feed = feedparser.parse(response.content)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not feed.bozo
    assert feed.feed.title == feed_title
    assert [entry.id for entry in feed.entries] == ids(client)
    assert (feed.entries[1].title, feed.entries[1].summary) == (title, note)
    assert feed.entries[1].link == f"http://127.0.0.1:8000/{language}/agreements/pec/"
    assert feed.entries[1].updated == "2025-01-02T08:00:00+00:00"
    assert feed.feed.updated == "2025-01-03T08:00:00+00:00"
    assert response.cookies == {}


def test_atom_needs_two_queries_and_a_304_one(client, count_queries, lived):
    address = "/feeds/en/agreements.atom"
    response, seen = count_queries(client, address)

    known = {"If-None-Match": response.headers["ETag"]}
    unchanged, few = count_queries(client, address, headers=known)

    assert (len(seen), unchanged.status_code, len(few)) == (2, 304, 1)


def test_feed_in_an_unknown_language_is_not_there(client):
    assert client.get("/feeds/fr/agreements.atom").status_code == 404
