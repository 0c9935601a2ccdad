"""What the rules of pathways read of declarations."""

from datetime import date

import pytest

from agreements.pathways.terms import Declaration, Kind
from members.recognition.facts import person
from tests import factories


def test_facts_are_what_stands_oldest_first(member, stranger):
    society = factories.make_body(slug="cse")
    later = factories.make_declaration(member, made_on=date(2025, 6, 1))
    first = factories.make_declaration(member, "code", body=society)
    factories.make_declaration(member, "code", withdrawn_on=date(2025, 6, 1))
    factories.make_declaration(stranger)

    found = person(member).declarations

    assert found == (
        Declaration(f"declaration:{first.pk}", Kind.CODE, date(2025, 3, 10), "cse"),
        Declaration(f"declaration:{later.pk}", Kind.NO_RECORD, date(2025, 6, 1)),
    )


@pytest.mark.django_db
def test_member_who_declared_nothing_has_no_such_facts(member):
    assert person(member).declarations == ()
