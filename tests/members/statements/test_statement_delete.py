import pytest
from django.urls import reverse

from members.cpd.statements import Statement
from members.evidence.models import EvidenceFile


def address(statement) -> str:
    return reverse("members:statements:statement_delete", args=[statement.pk])


@pytest.mark.parametrize("now", ["draft", "returned"])
def test_delete_asks_first_and_keeps_the_files(as_member, state, now):
    statement = state(now)

    asked = as_member.get(address(statement)).text
    still_there = Statement.objects.count()
    done = as_member.post(address(statement), follow=True)

    assert "Delete this statement?" in asked
    assert still_there == 1
    assert (Statement.objects.count(), EvidenceFile.objects.count()) == (0, 1)
    assert "Deleted: Statement of Hong Kong Institution" in done.text


@pytest.mark.parametrize("now", ["submitted", "accepted", "rejected"])
def test_what_is_sent_or_decided_stays(as_member, state, now):
    statement = state(now)

    response = as_member.post(address(statement))

    assert response.status_code == 409
    assert "This statement cannot be deleted" in response.text
    assert Statement.objects.count() == 1


def test_delete_by_a_stranger_changes_nothing(as_stranger, state):
    as_stranger.post(address(state("draft")))

    assert Statement.objects.count() == 1
