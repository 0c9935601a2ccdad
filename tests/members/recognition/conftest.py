"""A member with a checked title, a degree and work; and pathways that ask for them."""

from datetime import date

import pytest
import time_machine

from members.qualifications.models import Qualification
from tests import factories

TODAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=True):
        yield


@pytest.fixture
def grade(db):
    return factories.make_grade("PE", name_en="Professional Engineer", name_zh="专业工程师")


@pytest.fixture
def title(member, grade):
    return factories.make_qualification(
        member,
        Qualification.State.VERIFIED,
        grade=grade,
        name="",
        awarded_on=date(2022, 1, 1),
        valid_until=date(2027, 12, 31),
        route="full_assessment",
        discipline="civil",
    )


@pytest.fixture
def degree(member):
    return factories.make_degree(member, awarded_on=date(2015, 6, 30))


@pytest.fixture
def agreement(db):
    return factories.make_agreement(
        "pec-2025", kind="mutual_recognition", opens="route", label_en="Pakistan, Council"
    )


@pytest.fixture
def pathway(grade, agreement):
    """A title, a code, seven years, and the Council decides."""
    pathway = factories.make_pathway("to-pec", from_grade=grade, agreement=agreement)
    version = factories.make_pathway_version(
        pathway,
        conditions=[
            ("title", "title", "Holds the title."),
            ("code", "code", "Is bound by the code."),
            ("work", "experience", "Has seven years of experience."),
            ("council", "review", "The Council decides."),
        ],
    )
    version.conditions.filter(code="code").update(body=grade.scheme.body)
    return pathway
