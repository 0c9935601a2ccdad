"""Proof is added to an entry that is closed, and taken from none."""

import pytest
from django.urls import reverse

from members.cpd.models import Record
from tests import factories


@pytest.fixture
def page(old):
    return reverse("members:cpd:record_evidence", args=[old.pk])


def test_file_of_the_vault_is_added_to_what_is_there(as_member, member, old, page, january, vault):
    there, new = factories.make_evidence(member, "a.pdf"), factories.make_evidence(member, "b.pdf")
    old.evidence.add(there)

    asked = as_member.get(page)
    done = as_member.post(page, {"evidence": [new.pk]}, follow=True)

    assert [key for key, _words in asked.context["form"].offered] == [new.pk]
    assert set(old.evidence.all()) == {there, new}
    assert done.redirect_chain == [(old.get_absolute_url(), 302)]
    assert "Evidence added to: Bridges" in done.text


def test_new_file_is_kept_and_added(as_member, old, page, january, vault):
    as_member.post(page, {"new_files": [factories.picture_file()]})

    assert [file.name for file in old.evidence.all()] == ["bridge.jpg"]


def test_same_file_again_is_added_once(as_member, old, page, january, vault):
    for _ in range(2):
        as_member.post(page, {"new_files": [factories.picture_file()]})

    assert old.evidence.count() == 1


def test_nothing_chosen_is_told(as_member, old, page, january):
    response = as_member.post(page, {})

    assert response.status_code == 200
    assert "Choose a file, or add one." in response.text


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "\x00"])
def test_file_that_is_not_offered_is_refused_beside_the_field(as_member, old, page, january, key):
    response = as_member.post(page, {"evidence": [key]})

    assert response.context["form"].errors.keys() == {"evidence"}
    assert old.evidence.count() == 0


def test_file_of_another_member_is_refused(as_member, stranger, old, page, january, vault):
    as_member.post(page, {"evidence": [factories.make_evidence(stranger).pk]})

    assert old.evidence.count() == 0


def test_nothing_else_of_the_entry_changes(as_member, member, old, page, january, vault):
    sent = {"evidence": [factories.make_evidence(member).pk], "title": "Typed", "hours": "9"}

    as_member.post(page, sent)

    assert Record.objects.values_list("title", "hours").get() == ("Bridges", 2)


def test_page_takes_six_queries(as_member, member, old, page, january, count_queries, vault):
    factories.make_evidence(member)
    _, one = count_queries(as_member, page)
    for _ in range(2):
        factories.make_evidence(member)

    _, three = count_queries(as_member, page)

    assert (len(one), len(three)) == (6, 6)
