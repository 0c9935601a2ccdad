"""Staff see who has declared the last period and who has not, in a constant number of queries."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from members.recognition.keeping import keep_changed
from members.recognition.models import CpdStanding
from tests import factories

LIST = reverse("admin:members_cpdstanding_changelist")
TODAY = date(2026, 1, 15)


@pytest.fixture
def yearly(annual):
    annual.versions.all().delete()
    factories.make_version(
        annual, published_at=timezone.now(), closes_after_days=90, declare_within_days=60
    )
    return annual


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(datetime(2026, 1, 15, 4, tzinfo=UTC), tick=False):
        yield


def bound(requirement, **fields):
    member = factories.make_member()
    term = {"starts_on": date(2024, 1, 1), "ends_on": None} | fields
    factories.make_term(member, requirement.scheme.grades.get(), **term)
    return member


def declared(member, requirement, **fields):
    period = {"first_on": date(2025, 1, 1), "last_on": date(2025, 12, 31), "declared_on": TODAY}
    return factories.make_period_declaration(member, requirement, **(period | fields))


def listed(client, choice: str) -> set[int]:
    response = client.get(LIST, {"declared": choice})
    return {row.member_id for row in response.context["cl"].result_list}


def test_kept_standing_names_the_newest_period_to_declare(yearly, term, member):
    keep_changed(TODAY)

    kept = CpdStanding.objects.get()
    assert (kept.over_on, kept.declare_by) == (date(2025, 12, 31), date(2026, 3, 1))


def test_whoever_was_not_bound_at_the_end_of_it_is_asked_for_none(yearly):
    bound(yearly, starts_on=date(2026, 1, 1))
    keep_changed(TODAY)

    kept = CpdStanding.objects.get()
    assert (kept.over_on, kept.declare_by) == (None, None)


def test_list_tells_who_declared_and_who_has_not(as_staff, yearly):
    yes, no, old, withdrawn = (bound(yearly) for _ in range(4))
    bound(yearly, starts_on=date(2026, 1, 1))
    declared(yes, yearly)
    factories.make_period_declaration(old, yearly)
    declared(withdrawn, yearly, withdrawn_by=factories.make_user(is_staff=True))
    keep_changed(TODAY)
    officer = as_staff("membership officer")

    assert listed(officer, "yes") == {yes.pk}
    assert listed(officer, "not_yet") == {no.pk, old.pk, withdrawn.pk}
    assert listed(officer, "late") == set()


def test_list_tells_who_is_overdue_from_the_day_after(as_staff, yearly):
    late = bound(yearly)
    keep_changed(TODAY)

    with time_machine.travel(datetime(2026, 3, 1, 15, 59, tzinfo=UTC), tick=False):
        officer = as_staff("membership officer")
        on_the_day = listed(officer, "late")
    with time_machine.travel(datetime(2026, 3, 1, 16, tzinfo=UTC), tick=False):
        after = listed(officer, "late")

    assert (on_the_day, after) == (set(), {late.pk})


@pytest.mark.parametrize("choice", ["", "yes", "not_yet", "late"])
def test_list_costs_the_same_for_one_and_for_three(as_staff, yearly, count_queries, choice):
    officer, address = as_staff("membership officer"), f"{LIST}?declared={choice}&o=-9"
    declared(bound(yearly), yearly)
    bound(yearly)
    keep_changed(TODAY)
    _, one = count_queries(officer, address)
    for _ in range(2):
        declared(bound(yearly), yearly)
        bound(yearly)
    keep_changed(TODAY)

    response, three = count_queries(officer, address)

    assert response.status_code == 200
    assert len(three) == len(one)
