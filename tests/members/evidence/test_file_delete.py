import pytest
from django.urls import reverse

from members.cpd.models import Record
from members.evidence.models import EvidenceFile, FileView
from members.qualifications.models import Qualification
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


RESTING = [
    *(("qualification", state) for state in ("submitted", "verified", "suspended")),
    ("record", "verified"),
]
FREE = [
    *(("qualification", state) for state in ("draft", "returned", "rejected", "revoked")),
    *(("record", state) for state in ("to_finish", "to_confirm", "declared", "rejected")),
]


def claim(member, kind: str, state: str):
    if kind == "record":
        return factories.make_record(member, "Seminar", state=state)
    return factories.make_qualification(member, state, name="Diploma")


def test_every_state_is_asked_about():
    every = [("qualification", state) for state in Qualification.State.values]
    every += [("record", state) for state in Record.State.values]

    assert sorted(RESTING + FREE) == sorted(every)


@pytest.mark.parametrize(("kind", "state"), RESTING)
def test_delete_is_refused_while_a_decision_rests_on_the_file(as_member, member, file, kind, state):
    resting = claim(member, kind, state)
    resting.evidence.add(file)
    factories.make_record(member, "Of no weight").evidence.add(file)

    asked = as_member.get(address(file))
    done = as_member.post(address(file))

    assert (asked.status_code, done.status_code) == (200, 409)
    for answer in (asked, done):
        assert "This file cannot be deleted now" in answer.text
        assert f'href="{resting.get_absolute_url()}">{resting.title}</a>' in answer.text
        assert "Of no weight" not in answer.text
        assert '<form class="actions"' not in answer.text
    assert EvidenceFile.objects.count() == 1


@pytest.mark.parametrize(("kind", "state"), FREE)
def test_delete_takes_the_file_off_what_no_decision_rests_on(as_member, member, file, kind, state):
    free = claim(member, kind, state)
    free.evidence.add(file)

    asked = as_member.get(address(file)).text
    as_member.post(address(file))

    assert "It is taken off these" in asked
    assert free.title in asked
    assert list(free.evidence.all()) == []
    assert EvidenceFile.objects.count() == 0


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


def test_delete_takes_seven_queries(as_member, file, count_queries):
    _, count = count_queries(as_member, address(file))

    assert len(count) == 7
    assert count.writes == []
