from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from tests import factories

SAME = {
    "title": "Working group, meeting 4",
    "kind": "standards",
    "aspect": "teamwork",
    "provider": "Committee",
    "link": "https://example.org/wg",
    "topics": ["technical"],
    "practice_area": "Bridges",
    "is_online": True,
}


@pytest.fixture
def source(member) -> Record:
    return factories.make_record(
        member,
        hours="2.5",
        done_on=date(2024, 5, 6),
        state=Record.State.VERIFIED,
        reflection="Learned then.",
        **SAME,
    )


@pytest.fixture
def copy(source):
    return reverse("members:cpd:record_copy", args=[source.pk])


def test_copy_opens_the_form_filled_in_for_today(as_member, copy):
    response = as_member.get(copy)

    form = response.context["form"]
    assert {name: form[name].value() for name in SAME} == SAME
    assert form["hours"].value() == "2.5"
    assert form["done_on"].value() == timezone.localdate()
    assert form["reflection"].value() == ""
    assert form.held_by_more == "Today, standards or research, teamwork"


def test_copy_saves_a_new_entry_and_leaves_the_source(as_member, source, copy):
    posted = SAME | {"hours": "2.5", "done_on": "2025-06-30", "reflection": "Learned now."}

    as_member.post(copy, posted)

    new = Record.objects.exclude(pk=source.pk).get()
    assert (new.title, new.hours, new.done_on) == (SAME["title"], Decimal("2.5"), date(2025, 6, 30))
    assert (new.state, new.reflection) == (Record.State.DECLARED, "Learned now.")
    source.refresh_from_db()
    assert (source.state, source.done_on) == (Record.State.VERIFIED, date(2024, 5, 6))


def test_copy_with_an_error_stays_on_the_form(as_member, copy):
    response = as_member.post(copy, SAME | {"hours": "3h30", "done_on": "2025-06-30"})

    page = response.content.decode()
    assert "<title>Error: Log CPD again" in page
    assert 'value="3h30"' in page
    assert Record.objects.count() == 1


def test_copy_takes_six_queries(as_member, copy, count_queries):
    _, count = count_queries(as_member, copy)

    assert len(count) == 6
