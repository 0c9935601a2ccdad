from datetime import date
from decimal import Decimal

from django.urls import reverse

from members.cpd.models import Record
from tests import factories


def address(planned) -> str:
    return reverse("members:plans:activity_record", args=[planned.pk])


def typed(**changes) -> dict[str, str]:
    values = {
        "title": "Course",
        "hours": "5",
        "done_on": "2025-09-19",
        "kind": "training",
        "aspect": "ethics",
    }
    return values | changes


def test_form_holds_what_was_planned(as_member, member, september):
    goal = factories.make_goal(member)
    planned = factories.make_planned(
        member,
        "Course",
        hours="6.5",
        planned_on=date(2025, 10, 20),
        kind="training",
        aspect="ethics",
        goal=goal,
    )

    form = as_member.get(address(planned)).context["form"]

    names = ("title", "hours", "done_on", "kind", "aspect", "goal")
    assert [form[name].value() for name in names] == [
        "Course",
        "6.5",
        september,
        "training",
        "ethics",
        goal.pk,
    ]


def test_form_saves_the_entry_with_evidence_and_links_both(as_member, member, september):
    planned = factories.make_planned(member, "Course", planned_on=date(2025, 9, 20), hours=None)
    evidence = factories.make_evidence(member)

    response = as_member.post(
        address(planned), typed(reflection="Care.", evidence=[evidence.pk]), follow=True
    )

    record = Record.objects.get()
    planned.refresh_from_db()
    assert "Logged: Course" in response.text
    assert planned.record == record
    assert (record.hours, record.done_on, record.reflection) == (
        Decimal(5),
        date(2025, 9, 19),
        "Care.",
    )
    assert list(record.evidence.all()) == [evidence]


def test_form_sent_twice_makes_one_entry(as_member, member, september):
    planned = factories.make_planned(member, "Course", planned_on=date(2025, 9, 20))
    as_member.post(address(planned), typed())

    response = as_member.post(address(planned), typed(), follow=True)

    assert Record.objects.count() == 1
    assert "Logged before: Course" in response.text


def test_form_tells_what_is_wrong_and_saves_nothing(as_member, member, september):
    planned = factories.make_planned(member)

    response = as_member.post(address(planned), typed(done_on="2025-09-27"))

    planned.refresh_from_db()
    assert response.context["form"].errors.keys() == {"done_on"}
    assert "<title>Error: Log what you planned" in response.text
    assert (planned.record, Record.objects.count()) == (None, 0)


def test_form_of_what_was_dropped_leads_back_to_it(as_member, member, september):
    planned = factories.make_planned(member, dropped_on=september)

    response = as_member.get(address(planned))

    assert response.headers["Location"] == planned.get_absolute_url()
