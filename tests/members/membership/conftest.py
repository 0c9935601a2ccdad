"""An authorised society with an officer, a grade one can apply for, and the Society's officer."""

from collections.abc import Callable

import pytest
from django.test import Client

from agreements.titles.models import Body, Grade
from members.membership.applications import Application
from members.profile.models import User
from tests import factories as make
from tests.conftest import logged_in


@pytest.fixture
def grade(db) -> Grade:
    return make.make_grade(scheme=make.make_scheme(**make.TERMS))


@pytest.fixture
def society(db) -> Body:
    return make.make_society(name_en="Society of Bridges", name_zh="桥梁学会")


@pytest.fixture
def society_officer(society) -> User:
    return make.make_officer(society, make.make_user("bridges@example.org", is_staff=True))


@pytest.fixture
def officer(db) -> User:
    """Of the Society, who decides about memberships."""
    user = make.make_user("officer@example.org", is_staff=True)
    user.groups.add(make.staff_group("membership officer"))
    return user


@pytest.fixture
def as_officer(officer) -> Client:
    return logged_in(officer)


@pytest.fixture
def apply(member, grade, society, society_officer) -> Callable[..., Application]:
    """`apply("returned")` is an application of 李伟 in that state, through that society."""

    def in_state(state: str = "submitted", **fields) -> Application:
        return make.make_application(
            member, state, **({"grade": grade, "society": society} | fields)
        )

    return in_state
