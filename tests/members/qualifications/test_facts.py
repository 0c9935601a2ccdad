"""Rows as the plain values that rules read."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.pathways.conditions import answer
from agreements.pathways.terms import Case, Condition, Kind
from members.profile.models import Member
from members.qualifications.facts import qualification_rows, titles
from tests import factories

pytestmark = pytest.mark.django_db


def standing_for(member: Member, least_years: int, on: date):
    rows = Member.objects.annotate(rows=qualification_rows()).get(pk=member.pk).rows
    held = titles(rows)
    asked = Condition(
        "c",
        Kind("standing"),
        grades=frozenset(one.grade for one in held),
        least_years=Decimal(least_years),
    )
    return answer(asked, Case(titles=held), on)


def test_records_that_overlap_count_their_days_once(member):
    """Renewed a year before the end: seven years of standing, not eight."""
    grade = factories.make_grade()
    earlier = factories.make_qualification(
        member,
        "verified",
        grade=grade,
        awarded_on=date(2018, 1, 1),
        valid_until=date(2021, 12, 31),
    )
    factories.make_qualification(
        member,
        "verified",
        grade=grade,
        renews=earlier,
        awarded_on=date(2021, 1, 1),
        valid_until=date(2026, 12, 31),
    )

    on = date(2024, 12, 31)
    seven, eight = (standing_for(member, years, on) for years in (7, 8))

    assert seven.is_met
    assert not eight.is_met
    assert eight.have == 84


def test_renewal_that_is_not_checked_yet_adds_nothing(member):
    grade = factories.make_grade()
    days = {"awarded_on": date(2018, 1, 1), "valid_until": date(2021, 12, 31)}
    earlier = factories.make_qualification(member, "verified", grade=grade, **days)
    factories.make_qualification(
        member, "submitted", grade=grade, renews=earlier, awarded_on=date(2022, 1, 1)
    )

    assert not standing_for(member, 4, date(2022, 6, 30)).is_met
