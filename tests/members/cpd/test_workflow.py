"""Many entries at once: all of them or none, checked as a set before one is saved."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from members.cpd.models import Record
from members.cpd.workflow import log_all, objections


def entry(member, title: str = "Bridges", **fields) -> Record:
    values = {"done_on": date(2025, 6, 1), "hours": Decimal(2)} | fields
    return Record(member=member, title=title, **values)


def test_entries_are_saved_together_and_counted_as_a_change_of_the_member(member):
    before = member.facts_version

    log_all([entry(member, "Bridges"), entry(member, "Tunnels")])

    member.refresh_from_db()
    assert [one.title for one in Record.objects.order_by("pk")] == ["Bridges", "Tunnels"]
    assert member.facts_version == before + 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Write what you did."),
        ({"hours": None}, "Hours must be a number between 0.25 and 999.75."),
        ({"hours": Decimal(0)}, "Hours must be a number between 0.25 and 999.75."),
        ({"hours": Decimal(1000)}, "Hours must be a number between 0.25 and 999.75."),
        (
            {"state": "verified"},
            "A new entry is declared, or waits to be confirmed; the Society decides later.",
        ),
    ],
)
def test_one_that_cannot_be_saved_holds_up_all(member, fields, sentence):
    entries = [entry(member), entry(member, **fields)]

    with pytest.raises(ValidationError) as caught:
        log_all(entries)

    assert caught.value.messages == [sentence]
    assert {place: error.messages for place, error in objections(entries).items()} == {
        1: [sentence]
    }
    assert not Record.objects.exists()


def test_no_entries_are_nothing_to_save(member):
    log_all([])

    assert not Record.objects.exists()
