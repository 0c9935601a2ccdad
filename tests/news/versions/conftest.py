"""Two editors."""

import pytest

from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def editor(db):
    user = factories.make_user(
        "wang.fang@example.org", is_staff=True, family_name="Wang", given_name="Fang"
    )
    user.groups.add(factories.staff_group("editor"))
    return logged_in(user)


@pytest.fixture
def colleague(db):
    user = factories.make_user(
        "zhao.min@example.org", is_staff=True, family_name="Zhao", given_name="Min"
    )
    user.groups.add(factories.staff_group("editor"))
    return logged_in(user)
