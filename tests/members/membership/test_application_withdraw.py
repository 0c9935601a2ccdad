import pytest
from django.urls import reverse

from members.membership.applications import Application


def address(application) -> str:
    return reverse("members:membership:application_withdraw", args=[application.pk])


@pytest.mark.parametrize("state", sorted(Application.OPEN))
def test_open_application_is_withdrawn_after_a_question(as_member, apply, state):
    application = apply(state)

    asked = as_member.get(address(application)).text
    response = as_member.post(address(application), follow=True)

    assert "Withdraw this application?" in asked
    assert "Your application is withdrawn." in response.text
    assert Application.objects.get().state == "withdrawn"


@pytest.mark.parametrize("state", sorted(set(Application.State) - Application.OPEN))
def test_closed_application_stays_as_it_is(as_member, apply, state):
    application = apply(state)

    response = as_member.post(address(application))

    assert response.status_code == 409
    assert "This application cannot be withdrawn" in response.text
    assert Application.objects.get().state == state
