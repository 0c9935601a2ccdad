from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from members.declarations import texts
from members.declarations.models import Declaration
from tests import factories

AGREED = {"agrees": "on", "edition": "2026-1"}


@pytest.fixture
def society(db):
    return factories.make_body(slug="cse", name_en="Society")


def address(kind: str) -> str:
    return reverse("members:declarations:declaration_make", args=[kind])


@pytest.mark.parametrize(
    ("kind", "wording"),
    [
        ("code", "I am bound by the code of conduct of the Society and keep to it"),
        ("no_record", "No serious violation of a code of conduct, or of the law"),
    ],
)
def test_make_shows_the_whole_sentence_and_an_empty_box(as_member, society, kind, wording):
    page = as_member.get(address(kind)).text

    assert wording in page
    assert "Wording 2026-1." in page
    assert 'name="agrees"' in page
    assert "checked" not in page
    assert Declaration.objects.count() == 0


@pytest.mark.parametrize("kind", ["code", "no_record"])
def test_make_lets_it_stand_from_today(as_member, member, society, kind):
    with time_machine.travel(datetime(2025, 9, 25, 17, tzinfo=UTC)):  # the 26th in Shanghai
        response = as_member.post(address(kind), AGREED, follow=True)

    kept = Declaration.objects.get()
    assert response.redirect_chain == [(reverse("members:declarations:declaration_list"), 302)]
    assert f"Declared: {kept.title}" in response.text
    assert (kept.member, kept.kind, kept.edition) == (member, kind, "2026-1")
    assert kept.body == (society if kind == "code" else None)
    assert (kept.made_on, kept.withdrawn_on) == (date(2025, 9, 26), None)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Tick the box if you declare this."),
        ({"edition": "2026-1"}, "Tick the box if you declare this."),
        ({"agrees": "on"}, "The wording has changed. Read it again, then declare."),
        ({"agrees": "on", "edition": "2020-1"}, "The wording has changed."),
        ({"agrees": "on", "edition": "\x00" * 9000}, "The wording has changed."),
    ],
)
def test_make_without_agreeing_to_this_wording_is_refused(as_member, sent, message):
    response = as_member.post(address("no_record"), sent)

    assert response.status_code == 200
    assert message in response.text
    assert "<title>Error: Make a declaration" in response.text
    assert Declaration.objects.count() == 0


def test_make_offers_the_newest_wording_and_leaves_what_was_agreed(as_member, member, monkeypatch):
    factories.make_declaration(member, withdrawn_on=date(2025, 6, 1))
    newer = texts.SENTENCES["no_record"] | {"2027-1": "Another wording."}
    monkeypatch.setitem(texts.SENTENCES, "no_record", newer)

    page = as_member.get(address("no_record")).text
    stale = as_member.post(address("no_record"), AGREED).text
    as_member.post(address("no_record"), AGREED | {"edition": "2027-1"})

    assert "Another wording." in page
    assert "The wording has changed." in stale
    assert [one.edition for one in Declaration.objects.of(member)] == ["2027-1", "2026-1"]


def test_make_sent_twice_makes_one(as_member):
    as_member.post(address("no_record"), AGREED)

    second = as_member.post(address("no_record"), AGREED)

    assert second.headers["Location"] == reverse("members:declarations:declaration_list")
    assert Declaration.objects.count() == 1


def test_make_of_what_stands_leads_to_the_list(as_member, member):
    factories.make_declaration(member)

    response = as_member.get(address("no_record"))

    assert response.headers["Location"] == reverse("members:declarations:declaration_list")


@pytest.mark.parametrize("kind", ["code", "oath"])
def test_make_of_what_is_not_offered_is_not_found(as_member, kind):
    assert as_member.get(address(kind)).status_code == 404
    assert as_member.post(address(kind), AGREED).status_code == 404


def test_make_ignores_owner_body_and_days_in_the_post(as_member, member, stranger, society):
    forged = {"member": stranger.pk, "body": society.pk, "made_on": "2000-01-01"}

    as_member.post(address("no_record"), AGREED | forged)

    kept = Declaration.objects.get()
    assert (kept.member, kept.body) == (member, None)
    assert kept.made_on.year > 2000


def test_make_takes_four_queries(as_member, society, count_queries):
    _, count = count_queries(as_member, address("code"))

    assert len(count) == 4
