"""What is offered, made and withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from members.declarations.models import Declaration
from members.declarations.workflow import declare, offered, withdraw
from tests import factories

MADE = date(2025, 3, 10)


def test_code_of_the_society_is_offered_where_it_is_known(member):
    without = [one.kind for one in offered(member)]
    society = factories.make_body(slug="cse")

    found = [(one.kind, one.body, one.pk) for one in offered(member)]

    assert without == ["no_record"]
    assert found == [("code", society, None), ("no_record", None, None)]


def test_declaration_stands_from_its_day_with_the_wording_of_now(member):
    declare(offered(member)[0], on=MADE)

    kept = Declaration.objects.get()
    assert (kept.member, kept.kind, kept.edition) == (member, "no_record", "2026-1")
    assert (kept.made_on, kept.is_standing) == (MADE, True)


def test_the_same_is_not_declared_twice(member):
    declare(offered(member)[0], on=MADE)

    with pytest.raises(IntegrityError), transaction.atomic():
        declare(offered(member)[0], on=MADE)

    assert Declaration.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "withdrawn_on"),
    [
        (date(2025, 6, 1), date(2025, 6, 1)),
        (MADE, MADE),
        # The member moved west over midnight: a day does not end before it began.
        (date(2025, 3, 9), MADE),
    ],
)
def test_withdrawal_keeps_its_day(member, on, withdrawn_on):
    declaration = factories.make_declaration(member)

    withdraw(declaration, on=on)

    assert Declaration.objects.get().withdrawn_on == withdrawn_on
    assert (declaration.withdrawn_on, declaration.is_standing) == (withdrawn_on, False)


def test_second_withdrawal_changes_nothing(member):
    declaration = factories.make_declaration(member)
    also_open = Declaration.objects.get()
    withdraw(declaration, on=date(2025, 6, 1))

    withdraw(also_open, on=date(2025, 7, 1))

    assert also_open.withdrawn_on == Declaration.objects.get().withdrawn_on == date(2025, 6, 1)
