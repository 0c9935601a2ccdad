"""Staff look at declarations; nobody but their member makes or withdraws one."""

import pytest
from django.urls import reverse

from members.declarations.models import Declaration
from tests import factories


@pytest.fixture
def declaration(member) -> Declaration:
    body = factories.make_body(name_en="Society")
    return factories.make_declaration(member, "code", body=body)


def change(declaration: Declaration) -> str:
    return reverse("admin:members_declaration_change", args=[declaration.pk])


@pytest.mark.parametrize("group", ["reviewer", "auditor"])
def test_staff_read_the_wording_that_was_agreed_to(as_staff, declaration, group):
    client = as_staff(group)

    listed = client.get(reverse("admin:members_declaration_changelist")).text
    shown = client.get(change(declaration)).text

    assert "Bound by the code of conduct: Society" in listed
    assert declaration.sentence in shown


@pytest.mark.parametrize("group", ["reviewer", "auditor"])
def test_staff_change_nothing(as_staff, as_admin, declaration, group):
    add = reverse("admin:members_declaration_add")

    for client in (as_staff(group), as_admin):
        assert client.get(add).status_code == 403
        assert client.post(change(declaration), {"withdrawn_on": "2025-06-01"}).status_code == 403

    assert Declaration.objects.get().is_standing


@pytest.mark.parametrize("group", ["editor", "agreements officer", "membership officer"])
def test_other_groups_see_nothing(as_staff, declaration, group):
    assert as_staff(group).get(change(declaration)).status_code == 403
