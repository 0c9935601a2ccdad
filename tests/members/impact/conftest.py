"""A requirement of forty hours that binds the holders of a title; how to look at a preview."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.requirements.windows import WindowTarget
from agreements.requirements.workflow import new_version_from
from members.impact.models import ImpactPreview
from tests import factories


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


@pytest.fixture
def grade(db):
    return factories.make_grade("PE")


@pytest.fixture
def in_force(grade):
    requirement = factories.make_requirement("cse", scheme=grade.scheme, name_en="CPD of CSE")
    return factories.make_version(requirement, published_at=timezone.now())


@pytest.fixture
def draft(in_force):
    """The same rules from the next year on."""
    return new_version_from(in_force, date(2027, 1, 1))


@pytest.fixture
def make_holder(grade):
    """A member with a term of the title, and so many hours this year."""

    def make(hours: int = 0, **names):
        member = factories.make_member(**names)
        factories.make_term(member, grade)
        if hours:
            factories.make_record(member, hours=hours, state="verified")
        return member

    return make


def raised(version, amount: int):
    WindowTarget.objects.filter(window__version=version).update(amount=amount)
    return version


def address_of(version) -> str:
    return reverse(f"admin:agreements_{version._meta.model_name}_change", args=[version.pk])


def ask_address(version) -> str:
    names = [version._meta.model_name, version.pk]
    return reverse("admin:members_impactpreview_ask", args=names)


def previewed(client, version):
    """The page to which the button leads."""
    return client.post(ask_address(version), follow=True)


def counted() -> dict[tuple[str, str, str], int]:
    return {
        (what, before, after): number
        for what, before, after, number in ImpactPreview.objects.get().counts
    }


def changed() -> set[tuple[int, str, str, str]]:
    rows = ImpactPreview.objects.get().changes
    return set(rows.values_list("member", "what", "before", "after"))
