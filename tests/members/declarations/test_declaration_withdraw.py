from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from members.declarations.models import Declaration
from tests import factories

LIST = "members:declarations:declaration_list"


@pytest.fixture
def declaration(member) -> Declaration:
    return factories.make_declaration(member)


def address(declaration: Declaration) -> str:
    return reverse("members:declarations:declaration_withdraw", args=[declaration.pk])


def test_withdraw_asks_first_and_then_withdraws(as_member, declaration):
    asked = as_member.get(address(declaration)).text
    still_stands = Declaration.objects.get().is_standing
    with time_machine.travel(datetime(2025, 9, 26, 4, tzinfo=UTC)):
        done = as_member.post(address(declaration), follow=True)

    assert "Withdraw this declaration?" in asked
    assert declaration.sentence in asked
    assert still_stands
    assert Declaration.objects.get().withdrawn_on == date(2025, 9, 26)
    assert done.redirect_chain == [(reverse(LIST), 302)]
    assert "Withdrawn: No serious violation on record" in done.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_withdraw_of_what_is_withdrawn_leads_to_the_list(as_member, member, method):
    declaration = factories.make_declaration(member, withdrawn_on=date(2025, 6, 1))

    response = getattr(as_member, method)(address(declaration))

    assert response.headers["Location"] == reverse(LIST)
    assert Declaration.objects.get().withdrawn_on == date(2025, 6, 1)


def test_withdraw_by_a_stranger_changes_nothing(as_stranger, declaration):
    as_stranger.post(address(declaration))

    assert Declaration.objects.get().is_standing


def test_withdraw_takes_three_queries(as_member, declaration, count_queries):
    _, count = count_queries(as_member, address(declaration))

    assert len(count) == 3
