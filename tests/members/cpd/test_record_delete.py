import pytest
from django.db import IntegrityError
from django.urls import reverse

from members.cpd.models import Record
from members.profile.models import Member
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
    assert "For 30 days it can be brought back." in asked.text
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


def test_delete_takes_five_queries(as_member, member, count_queries):
    _, count = count_queries(as_member, address(factories.make_record(member)))

    assert len(count) == 5


def test_delete_offers_to_undo_it(as_member, member):
    record = factories.make_record(member, "Mistaken")

    done = as_member.post(address(record), follow=True)

    gone = Record.bin.get()
    assert f'name="deleted" value="{gone.deleted_at.isoformat()}"' in done.text
    assert f'action="{reverse("members:cpd:record_restore")}"' in done.text


def test_deleted_entry_is_nowhere(as_member, member, term, september):
    record = factories.make_record(member, "Mistaken", hours="30", done_on=september)
    file = factories.make_evidence(member)
    record.evidence.add(file)
    as_member.post(address(record), follow=True)

    pages = [
        as_member.get(reverse(name, args=arguments)).text
        for name, arguments in [
            ("members:home", []),
            ("members:cpd:record_add", []),
            ("members:cpd:counted", ["cse-annual"]),
            ("members:evidence:file_detail", [file.pk]),
        ]
    ]

    assert as_member.get(address(record)).status_code == 404
    assert [page for page in pages if "Mistaken" in page] == []
    assert member.cpd_records.count() == 0


def test_deletion_and_undoing_change_the_facts_of_the_member(as_member, member):
    def version() -> int:
        return Member.objects.get(pk=member.pk).facts_version

    before = version()
    as_member.post(address(factories.make_record(member)))
    after = version()
    as_member.post(
        reverse("members:cpd:record_restore"), {"deleted": Record.bin.get().deleted_at.isoformat()}
    )

    assert (after - before, version() - after) == (2, 1)


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_decided_entry_cannot_be_deleted_by_anybody(member, state):
    record = factories.make_record(member, state=state)

    with pytest.raises(IntegrityError, match="cpd_decided_entries_stay"):
        Record.objects.filter(pk=record.pk).update(deleted_at=record.created_at)
