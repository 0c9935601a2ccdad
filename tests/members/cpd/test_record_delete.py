import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories

State = Record.State


def address(record: Record) -> str:
    return reverse("members:cpd:record_delete", args=[record.pk])


@pytest.mark.parametrize("state", [State.DECLARED, State.TO_CONFIRM])
def test_delete_asks_first_and_then_deletes(as_member, member, state):
    record = factories.make_record(member, "Mistaken", state=state)

    asked = as_member.get(address(record))
    still_there = Record.objects.count()
    done = as_member.post(address(record), follow=True)

    assert "Delete this entry?" in asked.content.decode()
    assert still_there == 1
    assert Record.objects.count() == 0
    assert done.redirect_chain == [(reverse("members:cpd:record_list"), 302)]
    assert "Deleted: Mistaken" in done.content.decode()


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_delete_of_a_decided_entry_is_refused(as_member, member, state):
    record = factories.make_record(member, state=state)

    asked = as_member.get(address(record))
    done = as_member.post(address(record))

    for response in (asked, done):
        assert "This entry cannot be deleted" in response.content.decode()
        assert '<form class="actions" method="post"' not in response.content.decode()
    assert (asked.status_code, done.status_code) == (200, 409)
    assert Record.objects.count() == 1


def test_delete_sent_twice_finds_nothing_the_second_time(as_member, member):
    record = factories.make_record(member)

    as_member.post(address(record))

    assert as_member.post(address(record)).status_code == 404


def test_delete_by_a_stranger_changes_nothing(as_stranger, member):
    record = factories.make_record(member)

    as_stranger.post(address(record))

    assert Record.objects.count() == 1


def test_delete_takes_six_queries(as_member, member, count_queries):
    _, count = count_queries(as_member, address(factories.make_record(member)))

    assert len(count) == 6
