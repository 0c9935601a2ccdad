"""The vault in the administration: lists without the files, and nothing to change."""

import pytest
from django.urls import reverse

from members.evidence.models import EvidenceFile, FileView
from tests import factories


@pytest.fixture
def file(member, vault) -> EvidenceFile:
    return factories.make_evidence(member, text="Diploma of Li Wei")


def address(row, page: str = "change") -> str:
    return reverse(f"admin:members_{row._meta.model_name}_{page}", args=[row.pk])


def test_auditor_sees_which_files_there_are_and_not_what_is_in_them(as_staff, file):
    auditor = as_staff("auditor")

    listed = auditor.get(reverse("admin:members_evidencefile_changelist")).text
    shown = auditor.get(address(file)).text

    for page in (listed, shown):
        assert "2025-09.pdf" in page
        assert "Diploma of Li Wei" not in page
        assert file.key not in page
        assert reverse("members:evidence:file_content", args=[file.pk]) not in page
    assert file.sha256 in shown


def test_auditor_sees_by_name_who_opened_a_file(as_staff, file):
    reviewer = factories.make_user(family_name="Zhao", given_name="Min", is_staff=True)
    factories.make_file_view(file, reviewer)

    page = as_staff("auditor").get(reverse("admin:members_fileview_changelist")).text

    assert "Zhao Min" in page
    assert "Staff of the Society" in page


@pytest.mark.parametrize("model", ["evidencefile", "fileview"])
def test_nothing_is_added_or_changed_by_hand(as_admin, file, model):
    row = file if model == "evidencefile" else factories.make_file_view(file)

    added = as_admin.get(reverse(f"admin:members_{model}_add"))
    changed = as_admin.post(address(row), {"name": "other.pdf", "role": "staff"})

    assert (added.status_code, changed.status_code) == (403, 403)


def test_opening_is_never_deleted_by_itself(as_admin, file):
    view = factories.make_file_view(file)

    one = as_admin.post(address(view, "delete"), {"post": "yes"})
    as_admin.post(
        reverse("admin:members_fileview_changelist"),
        {"action": "delete_selected", "_selected_action": view.pk, "post": "yes"},
    )

    assert one.status_code == 403
    assert FileView.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["delete", "changelist"])
def test_administrator_deletes_a_file_with_its_bytes(as_admin, file, vault, page):
    if page == "delete":
        as_admin.post(address(file, "delete"), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": file.pk, "post": "yes"}
        as_admin.post(reverse("admin:members_evidencefile_changelist"), chosen)

    assert EvidenceFile.objects.count() == 0
    assert list(vault.iterdir()) == []


def test_administrator_erases_a_member_with_files_and_openings(as_admin, file, member):
    factories.make_file_view(file)

    as_admin.post(address(member.user, "delete"), {"post": "yes"})

    assert (EvidenceFile.objects.count(), FileView.objects.count()) == (0, 0)


def test_account_that_opened_a_file_of_somebody_stays(as_admin, file):
    reviewer = factories.make_user(is_staff=True)
    factories.make_file_view(file, reviewer)

    answer = as_admin.post(address(reviewer, "delete"), {"post": "yes"})

    assert answer.status_code == 200
    assert "would require deleting the following protected" in answer.text
