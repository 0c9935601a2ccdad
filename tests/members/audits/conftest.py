"""Forty credit hours a calendar year, members whom they bind, and audits of 2025 in spring 2026."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from agreements.requirements.models import CpdRequirement
from agreements.titles.models import Grade
from members.audits.draws import Draw
from members.audits.models import Audit
from members.cpd.models import Record
from members.profile.models import Member, User
from tests import factories as make
from tests.conftest import logged_in

serial = count(1)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel("2026-03-02 10:00+08:00", tick=False):
        yield


@pytest.fixture
def grade(db) -> Grade:
    return make.make_grade("PE")


@pytest.fixture
def requirement(grade) -> CpdRequirement:
    asked = make.make_requirement(
        "cse-annual", scheme=grade.scheme, name_en="CPD of members", unit="credit_hour"
    )
    make.make_version(asked, published_at=timezone.now())
    return asked


@pytest.fixture
def make_holder(requirement, grade) -> Callable[..., Member]:
    """A member with a number and a term since 2020, or since another day."""

    def holder(number: str = "", **term) -> Member:
        member = make.make_member()
        member.number = f"{next(serial):06}" if number == "" else number
        member.save()
        values = {"starts_on": date(2020, 1, 1), "ends_on": None}
        make.make_term(member, term.pop("grade", grade), **(values | term))
        return member

    return holder


@pytest.fixture
def draft(requirement) -> Draw:
    return make.make_draw(requirement)


@pytest.fixture
def drawn(requirement) -> Draw:
    return make.make_draw(requirement, is_drawn=True)


@pytest.fixture
def bound(member, grade) -> Member:
    """李伟 is bound by the requirement."""
    make.make_term(member, grade, starts_on=date(2020, 1, 1), ends_on=None)
    return member


@pytest.fixture
def record(bound) -> Record:
    """With evidence."""
    logged = make.make_record(bound, "Seminar on bridges", hours="27.5", done_on=date(2025, 5, 6))
    logged.evidence.add(make.make_evidence(bound))
    return logged


@pytest.fixture
def bare(bound) -> Record:
    """Without evidence."""
    return make.make_record(bound, "Seminar on tunnels", hours="3", done_on=date(2025, 6, 7))


@pytest.fixture
def audit(bound, drawn) -> Callable[..., Audit]:
    """`audit("returned")` is an audit of 李伟 in that state, as a page reads it."""

    def in_state(state: str = "open", **fields) -> Audit:
        made = make.make_audit(bound, state, draw=drawn, **fields)
        return Audit.objects.of(bound).get(pk=made.pk)

    return in_state


@pytest.fixture
def officer(db) -> User:
    user = make.make_user("officer@example.org", is_staff=True)
    user.groups.add(make.staff_group("membership officer"))
    return user


@pytest.fixture
def as_officer(officer) -> Client:
    return logged_in(officer)
