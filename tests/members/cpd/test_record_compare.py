from datetime import date

import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories

DAY = date(2026, 3, 2)


@pytest.fixture
def old(member) -> Record:
    return factories.make_record(member, "Seismic design", done_on=DAY)


@pytest.fixture
def new(member, old) -> Record:
    return factories.make_record(member, "Seismic design (Beijing)", hours="3", done_on=DAY)


def address(record: Record) -> str:
    return reverse("members:cpd:record_compare", args=[record.pk])


def entries(year: int) -> str:
    return f"{reverse('members:cpd:record_list')}?period={year}"


def send(client, record: Record):
    """Save the entry as it stands, on its own page."""
    typed = {name: getattr(record, name) for name in ("title", "hours", "kind", "aspect")}
    typed |= {"done_on": record.done_on.isoformat(), "hours": f"{record.hours:f}"}
    return client.post(record.get_absolute_url(), typed)


def test_compare_shows_both_entries_side_by_side(as_member, old, new):
    response = as_member.get(address(new))

    assert response.context["others"] == [old]
    for said in ("Is this the same activity?", "Seismic design (Beijing)", "3.0 h", "2.0 h"):
        assert said in response.text


def test_compare_drops_the_new_one_and_can_undo_it(as_member, old, new):
    response = as_member.post(address(new), {"drop": "1"}, follow=True)

    assert list(Record.objects.all()) == [old]
    assert response.redirect_chain == [(entries(2026), 302)]
    assert ">Undo</button>" in response.text


def test_compare_keeps_both_and_is_not_asked_again(as_member, old, new):
    asked = send(as_member, new)
    as_member.post(address(new), {"keep": "1"})

    again = [send(as_member, record) for record in (new, old)]

    assert asked.headers["Location"] == address(new)
    assert [response.headers["Location"] for response in again] == [entries(2026)] * 2
    assert Record.objects.count() == 2
    assert as_member.get(address(new)).headers["Location"] == entries(2026)


def test_compare_asks_of_a_third_one_that_looks_the_same(as_member, member, old, new):
    as_member.post(address(new), {"keep": "1"})
    third = factories.make_record(member, "Seismic design!", done_on=DAY)

    assert as_member.get(address(third)).context["others"] == [new, old]


def test_compare_of_an_entry_unlike_all_others_leads_to_the_list(as_member, member, old):
    record = factories.make_record(member, "Fire safety", done_on=DAY)

    assert as_member.get(address(record)).headers["Location"] == entries(2026)


def test_compare_takes_no_entry_that_was_refused_deleted_or_of_another(
    as_member, member, stranger, new, old
):
    Record.objects.filter(pk=old.pk).update(state="rejected")
    factories.make_record(member, "Seismic design", done_on=DAY, deleted_at=new.created_at)
    factories.make_record(stranger, "Seismic design", done_on=DAY)

    assert as_member.get(address(new)).status_code == 302


def test_compare_knows_the_same_file_under_another_title(as_member, member, old):
    file = factories.make_evidence(member)
    new = factories.make_record(member, "Certificate 17", done_on=DAY)
    for record in (old, new):
        record.evidence.add(file)

    assert as_member.get(address(new)).context["others"] == [old]


def test_compare_knows_a_long_activity_that_was_going_on(as_member, member):
    school = factories.make_record(member, "Summer school", hours="40", done_on=date(2026, 3, 6))
    day = factories.make_record(member, "Summer school, Monday", hours="8", done_on=DAY)

    assert as_member.get(address(day)).context["others"] == [school]


def test_confirmed_entry_is_compared_too(as_member, member, old):
    waiting = factories.make_record(member, "Seismic design", done_on=DAY, state="to_confirm")

    response = as_member.post(reverse("members:cpd:record_confirm", args=[waiting.pk]))

    assert response.headers["Location"] == address(waiting)


def test_compare_does_not_drop_what_was_decided_meanwhile(as_member, old, new):
    Record.objects.filter(pk=new.pk).update(state="verified")

    response = as_member.post(address(new), {"drop": "1"}, follow=True)

    assert Record.objects.count() == 2
    assert "its period is closed, or it was decided on" in response.text


def test_compare_takes_as_many_queries_for_one_as_for_three(as_member, member, new, count_queries):
    _, with_one = count_queries(as_member, address(new))
    for _ in range(2):
        factories.make_record(member, "Seismic design", done_on=DAY)
    response, with_three = count_queries(as_member, address(new))

    assert len(response.context["others"]) == 3
    assert len(with_one) == len(with_three) == 9
