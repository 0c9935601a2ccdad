import pytest

from agreements.requirements.models import CpdRequirement
from members.cpd.statements import Statement
from tests import factories


@pytest.fixture
def issuer(db):
    return factories.make_body(name_en="Hong Kong Institution", name_zh="香港学会")


@pytest.fixture
def reviewer(db):
    user = factories.make_user("reviewer@example.org", is_staff=True)
    user.groups.add(factories.staff_group("reviewer"))
    return user


@pytest.fixture
def state(member, issuer):
    """A statement of 李伟 in a state; accepted, it counts 5 hours under a requirement."""

    def make(state: str = Statement.State.SUBMITTED, **fields) -> Statement:
        credits = fields.pop("credits", [])
        if state == "accepted" and not credits:
            credits = [(factories.make_requirement(), 5)]
        return factories.make_statement(member, state, body=issuer, credits=credits, **fields)

    return make


@pytest.fixture
def requirement(annual) -> CpdRequirement:
    return annual
