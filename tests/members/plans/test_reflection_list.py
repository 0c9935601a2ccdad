from datetime import date

import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories


@pytest.fixture
def page(db):
    return reverse("members:plans:reflection_list")


def titles(records) -> list[str]:
    return [record.title for record in records]


def test_year_shows_entries_with_and_without_what_was_learned(as_member, member, page, september):
    factories.make_record(member, "Told", reflection="Bridges move.")
    factories.make_record(member, "Untold", done_on=date(2025, 1, 1))
    factories.make_record(member, "Waits", state=Record.State.TO_CONFIRM)
    factories.make_record(member, "Refused", state=Record.State.REJECTED)
    factories.make_record(member, "Last year", done_on=date(2024, 12, 31))

    response = as_member.get(page)

    found = response.context["reflected"]
    assert titles(found.written) == ["Told"]
    assert titles(found.unwritten) == ["Waits", "Untold"]
    assert "Bridges move." in response.text
    assert "You have written what you learned for 1 of 3 entries." in response.text


def test_another_year_can_be_chosen(as_member, member, page, september):
    factories.make_record(member, "Last year", done_on=date(2024, 12, 31))

    response = as_member.get(page, {"year": "2024"})

    assert titles(response.context["reflected"].unwritten) == ["Last year"]
    assert response.context["years"] == ["2025", "2024"]


@pytest.mark.parametrize("written", ["", "1999", "x", "\x00", "9" * 50])
def test_year_without_entries_is_this_year(as_member, page, september, written):
    response = as_member.get(page, {"year": written})

    assert response.context["year"] == "2025"
    assert "No CPD entries in 2025 yet" in response.text


def test_entries_of_others_are_left_out(as_stranger, member, page):
    factories.make_record(member, "Of somebody else")

    assert "Of somebody else" not in as_stranger.get(page).text


def test_year_takes_four_queries(as_member, member, page, count_queries):
    factories.make_record(member)
    _, with_one = count_queries(as_member, page)
    factories.make_record(member)
    factories.make_record(member, reflection="Much.")
    _, with_three = count_queries(as_member, page)

    assert len(with_one) == len(with_three) == 4
