"""Evidence of an entry, added from the page of the audit and back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make


def page(audit, record) -> str:
    return reverse("members:audits:entry_evidence", args=[audit.pk, record.pk])


def test_member_attaches_a_file_of_the_vault_and_comes_back(as_member, audit, bare):
    one, file = audit(), make.make_evidence(bare.member)

    asked = as_member.get(page(one, bare))
    response = as_member.post(page(one, bare), {"evidence": [file.pk]}, follow=True)

    assert file.name in asked.text
    assert list(bare.evidence.all()) == [file]
    assert response.redirect_chain == [(f"{one.get_absolute_url()}#entries", 302)]
    assert "Saved: Seminar on tunnels" in response.text


def test_member_adds_a_new_file_in_place(as_member, audit, bare, vault):
    as_member.post(page(audit(), bare), {"new_files": [make.picture_file()]})

    assert bare.evidence.count() == 1


def test_refused_file_is_told_beside_the_field(as_member, audit, bare, vault):
    broken = SimpleUploadedFile("text.pdf", b"%PDF-1.7")

    response = as_member.post(page(audit(), bare), {"new_files": [broken]})

    assert response.status_code == 200
    assert "“text.pdf” is damaged or was cut short." in response.text
    assert bare.evidence.count() == 0


def test_facts_of_the_entry_are_not_taken_from_this_form(as_member, audit, bare):
    as_member.post(page(audit(), bare), {"title": "Another", "hours": "40", "evidence": []})

    bare.refresh_from_db()
    assert (bare.title, bare.hours) == ("Seminar on tunnels", 3)


def test_file_of_somebody_else_is_not_in_the_list(as_member, audit, bare, stranger):
    file = make.make_evidence(stranger)

    response = as_member.post(page(audit(), bare), {"evidence": [file.pk]})

    assert "Choose from the list." in response.text
    assert bare.evidence.count() == 0


def test_entries_of_other_days_members_and_states_are_not_there(as_member, audit, bound, stranger):
    one = audit()
    rows = [
        make.make_record(bound, done_on=date(2026, 1, 1)),
        make.make_record(stranger, done_on=date(2025, 5, 6)),
        make.make_record(bound, done_on=date(2025, 5, 6), state="verified"),
        make.make_record(bound, done_on=date(2025, 5, 6), state="rejected"),
    ]

    answers = [as_member.get(page(one, row)).status_code for row in rows]

    assert answers == [404] * 4


@pytest.mark.parametrize("state", ["submitted", "passed", "failed"])
def test_audit_that_is_not_with_the_member_takes_no_evidence(as_member, audit, bare, state):
    one, file = audit(state), make.make_evidence(bare.member)

    response = as_member.post(page(one, bare), {"evidence": [file.pk]}, follow=True)

    assert response.redirect_chain == [(one.get_absolute_url(), 302)]
    assert "it takes no evidence" in response.text
    assert bare.evidence.count() == 0
