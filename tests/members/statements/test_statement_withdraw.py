import pytest
from django.urls import reverse


def address(statement) -> str:
    return reverse("members:statements:statement_withdraw", args=[statement.pk])


def test_withdraw_makes_it_a_draft_again(as_member, state):
    statement = state("submitted")

    response = as_member.post(address(statement), follow=True)

    statement.refresh_from_db()
    assert (statement.state, statement.submitted_at) == ("draft", None)
    assert "Withdrawn: Statement of Hong Kong Institution" in response.text


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("draft", "This stands at “Draft” already."),
        ("returned", "from where it cannot become “Draft”"),
        ("accepted", "from where it cannot become “Draft”"),
        ("rejected", "from where it cannot become “Draft”"),
    ],
)
def test_withdraw_of_what_does_not_wait_is_refused_in_words(as_member, state, now, said):
    statement = state(now)

    response = as_member.post(address(statement), follow=True)

    statement.refresh_from_db()
    assert statement.state == now
    assert said in response.text
