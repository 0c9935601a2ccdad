import pytest
from django.urls import reverse


def address(statement) -> str:
    return reverse("members:statements:statement_send", args=[statement.pk])


@pytest.mark.parametrize("now", ["draft", "returned"])
def test_send_brings_it_to_the_reviewer(as_member, state, now):
    statement = state(now)

    response = as_member.post(address(statement), follow=True)

    statement.refresh_from_db()
    assert statement.state == "submitted"
    assert "Sent to the Society: Statement of Hong Kong Institution" in response.text


def test_send_without_a_file_says_what_is_missing(as_member, state):
    statement = state("draft")
    statement.evidence.clear()

    response = as_member.post(address(statement), follow=True)

    statement.refresh_from_db()
    assert statement.state == "draft"
    assert "Add the statement itself as evidence before you send it." in response.text


def test_send_twice_sends_once_and_says_that_it_is_sent(as_member, state):
    statement = state("draft")
    as_member.post(address(statement))
    statement.refresh_from_db()
    sent_at = statement.submitted_at

    response = as_member.post(address(statement), follow=True)

    statement.refresh_from_db()
    assert statement.submitted_at == sent_at
    assert f"Sent to the Society: {statement.title}" in response.text


def test_send_by_a_stranger_changes_nothing(as_stranger, state):
    statement = state("draft")

    as_stranger.post(address(statement))

    statement.refresh_from_db()
    assert statement.state == "draft"
