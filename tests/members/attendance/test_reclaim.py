from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.attendance.models import Attendance
from tests import factories


def back(attendance) -> str:
    return reverse("members:attendance:reclaim", args=[attendance.pk])


def test_it_was_me_lets_the_draft_wait_again_with_its_part(as_member, member, event):
    attendance = factories.make_attendance(member, event, "not_me", hours=Decimal("1.5"))

    response = as_member.post(back(attendance), follow=True)

    attendance.refresh_from_db()
    assert (attendance.state, attendance.answered_at) == ("listed", None)
    record = member.cpd_records.get()
    assert (record.state, record.hours) == ("to_confirm", Decimal("1.5"))
    assert "It waits for you again: Bridges" in response.text


@pytest.mark.parametrize(("days", "is_back"), [(13, True), (14, False)])
def test_it_was_me_can_be_said_for_fourteen_days(as_member, member, event, days, is_back):
    attendance = factories.make_attendance(member, event, "not_me")
    Attendance.objects.update(answered_at=timezone.now() - timedelta(days=days))

    as_member.post(back(attendance))

    assert member.cpd_records.exists() is is_back


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("listed", "It waits for you already, or is in your record."),
        ("taken_back", "This can no longer be taken back. Report it as missing."),
    ],
)
def test_it_was_me_changes_nothing_else(as_member, member, event, state, said):
    attendance = factories.make_attendance(member, event, state)
    before = member.cpd_records.count()

    response = as_member.post(back(attendance), follow=True)

    attendance.refresh_from_db()
    assert (attendance.state, member.cpd_records.count()) == (state, before)
    assert said in response.text


def test_it_was_me_is_of_no_use_when_the_event_gives_nothing(as_member, member, event):
    attendance = factories.make_attendance(member, event, "not_me")
    event.cpd_hours = None
    event.save()

    response = as_member.post(back(attendance), follow=True)

    attendance.refresh_from_db()
    assert attendance.state == "not_me"
    assert "The event gives no CPD any more." in response.text
