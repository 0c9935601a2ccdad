import pytest
from django.urls import reverse

TYPED = {
    "employer": "Bridge Bureau",
    "about": "Training plan",
    "starts_on": "2025-01-01",
    "ends_on": "2025-03-31",
    "hours": "3",
    "unit": "days",
}


def address(statement) -> str:
    return reverse("members:statements:statement_edit", args=[statement.pk])


@pytest.mark.parametrize("now", ["draft", "returned"])
def test_edit_changes_what_the_member_says(as_member, state, now):
    statement = state(now)

    response = as_member.post(address(statement), TYPED, follow=True)

    statement.refresh_from_db()
    assert response.redirect_chain == [(statement.get_absolute_url(), 302)]
    assert (statement.issuer, statement.about, statement.unit) == (
        "Bridge Bureau",
        "Training plan",
        "days",
    )
    assert statement.state == now


def test_edit_shows_why_it_was_returned(as_member, state):
    assert "Page 2 is missing." in as_member.get(address(state("returned"))).text


@pytest.mark.parametrize("now", ["submitted", "accepted", "rejected"])
def test_what_is_sent_or_decided_is_not_edited(as_member, state, now):
    statement = state(now)

    shown = as_member.get(address(statement))
    refused = as_member.post(address(statement), TYPED)

    statement.refresh_from_db()
    assert 'name="about"' not in shown.text
    assert refused.status_code == 409
    assert 'value="Training plan"' in refused.text
    assert statement.about == "CPD scheme"


def test_edit_tells_what_is_wrong(as_member, state):
    response = as_member.post(address(state("draft")), TYPED | {"unit": ""})

    assert response.context["form"].errors.keys() == {"unit"}


def test_edit_by_a_stranger_changes_nothing(as_stranger, state):
    statement = state("draft")

    as_stranger.post(address(statement), TYPED)

    statement.refresh_from_db()
    assert statement.about == "CPD scheme"
