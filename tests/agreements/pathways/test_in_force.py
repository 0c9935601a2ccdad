"""Rules are read once, and again as soon as anything public changes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone

from agreements.freshness.models import Moment
from agreements.pathways.in_force import rules_in_force
from agreements.requirements.models import CpdRequirement
from agreements.requirements.workflow import publish
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


@pytest.fixture
def requirement():
    version = factories.make_version(published_at=timezone.now())
    return version.requirement


def test_rules_are_those_of_the_day(requirement):
    later = factories.make_version(requirement, effective_from=date(2027, 1, 1), amount=50)
    publish(later)
    pathway = factories.make_pathway_version(conditions=[("title", "title", "PE")]).pathway

    now, then = rules_in_force(TODAY), rules_in_force(date(2027, 1, 1))

    assert [asked.version.effective_from.year for asked in now.requirements.values()] == [2021]
    assert then.requirements[requirement.slug].version == later
    assert then.requirements[requirement.slug].since == date(2021, 1, 1)
    assert [one.kind for one in now.pathways[pathway.slug].rules.conditions] == ["title"]


def test_rules_cost_one_query_while_nothing_changed(requirement, django_assert_num_queries):
    first = rules_in_force(TODAY)

    with django_assert_num_queries(1):
        assert rules_in_force(TODAY) is first


def test_rules_are_read_anew_after_a_change(requirement):
    before = rules_in_force(TODAY)

    requirement.name_en = "Another name"
    requirement.save()

    asked = rules_in_force(TODAY).requirements[requirement.slug]
    assert asked.version.requirement.name_en == "Another name"
    assert before.requirements[requirement.slug].version.requirement.name_en != "Another name"


def test_change_that_came_in_late_is_noticed_too(requirement):
    """A transaction that began before another may end after it."""
    rules_in_force(TODAY)
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        Moment.objects.create(at=timezone.now())
    QuerySet.update(CpdRequirement.objects.filter(pk=requirement.pk), name_en="Late")

    assert rules_in_force(TODAY).requirements[requirement.slug].version.requirement.name == "Late"
