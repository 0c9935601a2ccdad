from datetime import date

from django.urls import reverse

from tests import factories


def address(planned) -> str:
    return reverse("members:plans:activity_drop", args=[planned.pk])


def test_drop_keeps_it_with_its_day(as_member, member, september):
    planned = factories.make_planned(member, "Course")

    response = as_member.post(address(planned), follow=True)

    planned.refresh_from_db()
    assert response.redirect_chain == [(reverse("members:plans:activity_list"), 302)]
    assert "Dropped: Course" in response.text
    assert (planned.dropped_on, planned.state(september)) == (september, "dropped")


def test_drop_of_what_is_done_is_refused_in_words(as_member, member):
    planned = factories.make_planned(member, "Course", record=factories.make_record(member))

    response = as_member.post(address(planned), follow=True)

    planned.refresh_from_db()
    assert planned.dropped_on is None
    assert "Logged before: Course" in response.text


def test_drop_twice_keeps_the_first_day(as_member, member):
    planned = factories.make_planned(member, dropped_on=date(2025, 1, 1))

    as_member.post(address(planned))

    planned.refresh_from_db()
    assert planned.dropped_on == date(2025, 1, 1)


def test_drop_by_a_stranger_changes_nothing(as_stranger, member):
    planned = factories.make_planned(member)

    as_stranger.post(address(planned))

    planned.refresh_from_db()
    assert planned.is_open
