"""What must never be false of a period."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from members.experience.models import Period
from tests import factories

State = Period.State


@pytest.mark.parametrize(
    "changes",
    [
        {"ended_on": date(2018, 7, 31)},
        {"started_on": date(1949, 12, 31)},
        {"role": ""},
        {"employer": ""},
        {"state": "submitted"},
        {"state": State.VERIFIED},
        {"state": State.REJECTED, "reason": "Not so."},
        {"decided_at": datetime(2025, 9, 22, tzinfo=UTC)},
    ],
    ids=str,
)
def test_table_refuses_what_cannot_be(member, changes):
    period = factories.make_period(member)

    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(pk=period.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"decided_at": None}, {"decided_by": None}, {"reason": ""}])
def test_table_refuses_a_decision_without_its_stamps(member, changes):
    period = factories.make_period(member, State.REJECTED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(pk=period.pk).update(**changes)


def test_table_refuses_a_decision_in_ones_own_case(member):
    period = factories.make_period(member, State.VERIFIED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.update(decided_by=member.pk)

    period.refresh_from_db()
    assert period.decided_by_id != member.pk


def test_day_of_start_may_be_the_last(member):
    period = factories.make_period(member, ended_on=date(2018, 8, 1))

    assert Period.objects.get() == period


def test_periods_are_ordered_by_their_start(member, stranger):
    factories.make_period(stranger)
    later, first, same = (
        factories.make_period(member, started_on=date(year, 1, 1)) for year in (2020, 2015, 2020)
    )

    mine = Period.objects.of(member)

    assert list(mine.oldest_first()) == [first, later, same]
    assert list(mine.newest_first()) == [same, later, first]


@pytest.mark.parametrize("state", State)
def test_query_and_property_agree_on_what_counts(member, state):
    period = factories.make_period(member, state)

    assert list(Period.objects.counting()) == ([period] if period.is_counting else [])
    assert period.is_counting is (state != State.REJECTED)


def test_period_is_called_by_position_and_employer(member):
    assert str(factories.make_period(member)) == "Bridge engineer, Bridge Bureau"
