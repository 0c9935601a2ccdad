import pytest
from django.urls import reverse

from members.evidence.models import EvidenceFile, FileView
from tests import factories


@pytest.fixture
def file(member, vault) -> EvidenceFile:
    return factories.make_evidence(member)


def address(file: EvidenceFile) -> str:
    return reverse("members:evidence:file_delete", args=[file.pk])


@pytest.mark.django_db(transaction=True)
def test_delete_asks_first_and_then_takes_row_openings_and_bytes(as_member, file, vault):
    factories.make_file_view(file)

    asked = as_member.get(address(file))
    still_there = list(vault.iterdir())
    done = as_member.post(address(file), follow=True)

    assert "Delete this file?" in asked.text
    assert len(still_there) == 1
    assert "Deleted: 2025-09.pdf" in done.text
    assert done.redirect_chain == [(reverse("members:evidence:file_list"), 302)]
    assert (EvidenceFile.objects.count(), FileView.objects.count()) == (0, 0)
    assert list(vault.iterdir()) == []


def test_delete_sent_twice_finds_nothing_the_second_time(as_member, file):
    as_member.post(address(file))

    assert as_member.post(address(file)).status_code == 404


def test_delete_by_a_stranger_or_a_reviewer_changes_nothing(as_stranger, as_staff, file, vault):
    answers = [
        client.post(address(file)).status_code for client in (as_stranger, as_staff("reviewer"))
    ]

    assert answers == [404, 403]
    assert EvidenceFile.objects.count() == 1
    assert len(list(vault.iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_delete_goes_on_while_the_store_is_away(as_member, file, vault):
    (vault / file.key).unlink()
    (vault / file.key).mkdir()

    answer = as_member.post(address(file), follow=True)

    assert "Deleted: 2025-09.pdf" in answer.text
    assert EvidenceFile.objects.count() == 0


def test_delete_takes_three_queries(as_member, file, count_queries):
    _, count = count_queries(as_member, address(file))

    assert len(count) == 3
    assert count.writes == []
