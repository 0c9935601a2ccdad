import pytest
from django.urls import reverse
from django.utils import timezone

from members.cpd.models import Record
from news.events.models import Event
from tests import factories

State = Record.State


def test_confirm_makes_a_waiting_entry_count(as_member, member):
    record = factories.make_record(member, state=State.TO_CONFIRM)

    response = as_member.post(reverse("members:cpd:record_confirm", args=[record.pk]), follow=True)

    record.refresh_from_db()
    assert record.state == State.DECLARED
    assert response.redirect_chain == [(reverse("members:home"), 302)]
    assert f"Confirmed: {record.title}" in response.content.decode()


@pytest.mark.parametrize("state", [State.DECLARED, State.VERIFIED, State.REJECTED])
def test_confirm_leaves_other_entries_as_they_are(as_member, member, state):
    record = factories.make_record(member, state=state)

    as_member.post(reverse("members:cpd:record_confirm", args=[record.pk]))

    record.refresh_from_db()
    assert record.state == state


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_confirm_of_a_decided_entry_shows_the_decision(as_member, member, state):
    record = factories.make_record(member, state=state)

    response = as_member.post(reverse("members:cpd:record_confirm", args=[record.pk]), follow=True)

    assert response.redirect_chain == [(record.get_absolute_url(), 302)]
    assert "This entry is closed" in response.text
    assert "Confirmed:" not in response.text


def test_confirm_by_a_stranger_changes_nothing(as_stranger, member):
    record = factories.make_record(member, state=State.TO_CONFIRM)

    as_stranger.post(reverse("members:cpd:record_confirm", args=[record.pk]))

    record.refresh_from_db()
    assert record.state == State.TO_CONFIRM


def test_confirm_of_a_withdrawn_event_is_told_and_changes_nothing(as_member, member):
    factories.make_attendance(member)
    record = member.cpd_records.get()
    Event.objects.update(withdrawn_at=timezone.now())

    response = as_member.post(reverse("members:cpd:record_confirm", args=[record.pk]), follow=True)

    record.refresh_from_db()
    assert record.state == State.TO_CONFIRM
    assert "The Society has withdrawn this event: nothing is to confirm." in response.text
    assert record.title not in response.text
