"""A requirement of 40 credit hours a calendar year, as the Society sets it, and a day in 2025."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from agreements.requirements.models import CpdRequirement
from tests import factories


@pytest.fixture
def september():
    """Noon in Beijing."""
    with time_machine.travel(datetime(2025, 9, 26, 4, tzinfo=UTC), tick=False):
        yield date(2025, 9, 26)


@pytest.fixture
def annual(db) -> CpdRequirement:
    scheme = factories.make_grade().scheme
    requirement = factories.make_requirement("cse-annual", scheme=scheme, unit="credit_hour")
    factories.make_version(requirement, edition="2021", published_at=timezone.now())
    return requirement


@pytest.fixture
def term(member, annual):
    """李伟 is bound since 2024."""
    grade = annual.scheme.grades.get()
    return factories.make_term(member, grade, starts_on=date(2024, 1, 1), ends_on=None)
