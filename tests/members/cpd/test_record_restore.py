from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from members.cpd.workflow import delete
from tests import factories


@pytest.fixture
def restore(db):
    return reverse("members:cpd:record_restore")


def deleted(*records: Record) -> str:
    _number, at = delete(Record.objects.filter(pk__in=[record.pk for record in records]))
    return at.isoformat()


def test_restore_brings_back_all_that_was_deleted_together(as_member, member, restore):
    one, two = factories.make_record(member, "One"), factories.make_record(member, "Two")
    other = factories.make_record(member, "Other")
    together = deleted(one, two)
    deleted(other)

    response = as_member.post(restore, {"deleted": together}, follow=True)

    assert sorted(record.title for record in Record.objects.all()) == ["One", "Two"]
    assert "2 entries brought back." in response.text


def test_restore_leaves_an_entry_as_it_was(as_member, member, restore):
    record = factories.make_record(member, "One", hours="2.5", state="to_confirm")
    record.evidence.add(file := factories.make_evidence(member))

    response = as_member.post(restore, {"deleted": deleted(record)}, follow=True)

    back = Record.objects.get()
    assert (back.pk, back.state, back.hours) == (record.pk, "to_confirm", record.hours)
    assert list(back.evidence.all()) == [file]
    assert "Brought back: One" in response.text


def test_restore_pressed_twice_says_that_there_is_nothing_left(as_member, member, restore):
    at = deleted(factories.make_record(member))
    as_member.post(restore, {"deleted": at})

    response = as_member.post(restore, {"deleted": at}, follow=True)

    assert "There is nothing to bring back any more." in response.text
    assert Record.objects.count() == 1


def test_restore_brings_nothing_of_another_member_back(as_stranger, member, restore):
    at = deleted(factories.make_record(member))

    as_stranger.post(restore, {"deleted": at})

    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "written",
    [
        "",
        "junk",
        "nul\x00",
        "2026-03-02",
        "2026-03-02T04:00:00",
        "9999-12-31T23:59:59-23:00",
        "0001-01-01T00:00:00+23:00",
        "9" * 4000,
    ],
)
def test_restore_of_no_instant_brings_nothing_back(as_member, member, restore, written):
    deleted(factories.make_record(member))

    response = as_member.post(restore, {"deleted": written}, follow=True)

    assert response.status_code == 200
    assert Record.objects.count() == 0


def test_deleted_rows_go_for_good_after_thirty_days(member, capsys):
    now = timezone.now()
    for title, days in (("Old", 30.1), ("New", 29.9)):
        factories.make_record(member, title, deleted_at=now - timedelta(days))
    factories.make_record(member, "Kept", created_at=datetime(2020, 1, 1, tzinfo=UTC))

    call_command("clear_deleted")

    assert [record.title for record in Record.bin.all()] == ["New"]
    assert [record.title for record in Record.objects.all()] == ["Kept"]
    assert capsys.readouterr().out == "CPD: 1 deleted entries removed for good.\n"
