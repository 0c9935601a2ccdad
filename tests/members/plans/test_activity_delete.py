from django.urls import reverse

from members.cpd.models import Record
from members.cpd.plan import PlannedActivity
from tests import factories


def address(planned) -> str:
    return reverse("members:plans:activity_delete", args=[planned.pk])


def test_delete_asks_first_and_then_deletes(as_member, member):
    planned = factories.make_planned(member, "Course")

    asked = as_member.get(address(planned)).text
    still_there = PlannedActivity.objects.count()
    done = as_member.post(address(planned), follow=True)

    assert "Delete this from your plan?" in asked
    assert "Course" in asked
    assert still_there == 1
    assert PlannedActivity.objects.count() == 0
    assert done.redirect_chain == [(reverse("members:plans:activity_list"), 302)]
    assert "Deleted: Course" in done.text


def test_delete_of_what_is_done_leaves_the_entry(as_member, member):
    record = factories.make_record(member)
    planned = factories.make_planned(member, record=record)

    asked = as_member.get(address(planned)).text
    as_member.post(address(planned))

    assert "The entry in your record stays." in asked
    assert Record.objects.get() == record


def test_delete_by_a_stranger_changes_nothing(as_stranger, member):
    as_stranger.post(address(factories.make_planned(member)))

    assert PlannedActivity.objects.count() == 1
