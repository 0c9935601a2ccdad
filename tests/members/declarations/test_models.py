"""What must never be false of a declaration."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from members.declarations.models import Declaration
from tests import factories


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("no_record", {"kind": "code"}),
        ("code", {"kind": "no_record"}),
        ("code", {"body": None}),
        ("no_record", {"kind": "oath"}),
        ("no_record", {"edition": ""}),
        ("no_record", {"withdrawn_on": date(2025, 3, 9)}),
    ],
)
def test_table_refuses_what_cannot_be(member, kind, changes):
    factories.make_declaration(member, kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.update(**changes)


@pytest.mark.parametrize("kind", ["code", "no_record"])
def test_the_same_declaration_stands_once(member, kind):
    first = factories.make_declaration(member, kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_declaration(member, kind, body=first.body)


@pytest.mark.parametrize("kind", ["code", "no_record"])
def test_withdrawn_ones_stand_in_nobodys_way(member, kind):
    body = factories.make_body() if kind == "code" else None
    for _ in range(2):
        factories.make_declaration(member, kind, body=body, withdrawn_on=date(2025, 3, 10))

    standing = factories.make_declaration(member, kind, body=body)

    assert list(Declaration.objects.of(member).standing()) == [standing]


def test_others_and_other_codes_are_declarations_of_their_own(member, stranger):
    body = factories.make_body()
    for who, kind, whose in (
        (member, "code", body),
        (stranger, "code", body),
        (member, "code", factories.make_body()),
        (member, "no_record", None),
        (stranger, "no_record", None),
    ):
        factories.make_declaration(who, kind, body=whose)

    assert Declaration.objects.standing().count() == 5


def test_code_is_called_and_worded_by_its_body_in_the_language_of_the_page(member):
    body = factories.make_body(name_en="Society", name_zh="联合体")
    declaration = factories.make_declaration(member, "code", body=body)

    english = str(declaration), declaration.sentence
    with override("zh-hans"):
        chinese = str(declaration), declaration.sentence

    assert english[0] == "Bound by the code of conduct: Society"
    assert english[1].startswith("I am bound by the code of conduct of the Society and ")
    assert all("联合体" in said and "Society" not in said for said in chinese)
