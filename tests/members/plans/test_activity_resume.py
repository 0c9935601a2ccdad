from datetime import date

from django.urls import reverse

from tests import factories


def address(planned) -> str:
    return reverse("members:plans:activity_resume", args=[planned.pk])


def test_resume_takes_up_what_was_dropped(as_member, member):
    planned = factories.make_planned(member, "Course", dropped_on=date(2025, 1, 1))

    response = as_member.post(address(planned), follow=True)

    planned.refresh_from_db()
    assert planned.is_open
    assert "Planned again: Course" in response.text


def test_resume_of_what_is_done_changes_nothing(as_member, member):
    record = factories.make_record(member)
    planned = factories.make_planned(member, "Course", record=record)

    response = as_member.post(address(planned), follow=True)

    planned.refresh_from_db()
    assert planned.record == record
    assert "Planned again" not in response.text


def test_resume_by_a_stranger_changes_nothing(as_stranger, member):
    planned = factories.make_planned(member, dropped_on=date(2025, 1, 1))

    as_stranger.post(address(planned))

    planned.refresh_from_db()
    assert not planned.is_open
