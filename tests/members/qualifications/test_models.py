"""What must never be false, and one division said twice."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.qualifications.history import Move
from members.qualifications.models import Qualification
from tests import factories

State = Qualification.State


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("awarded_on", [None, date(2020, 1, 1)])
@pytest.mark.parametrize("source", ["grade", "issuer", "nobody"])
def test_order_by_need_and_the_property_divide_alike(member, state, awarded_on, source):
    fields = {
        "grade": {"grade": factories.make_grade()} if source == "grade" else {},
        "issuer": {"issuer": "University"},
        "nobody": {},
    }[source]
    factories.make_qualification(member, State.VERIFIED, name="Anchor", awarded_on=date(2025, 1, 1))
    held = factories.make_qualification(
        member, state, name="Asked", awarded_on=awarded_on, **fields
    )

    first = Qualification.objects.of(member).needing_first()[0]

    assert (first == held) is held.needs_member


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "", "grade": None},
        {"state": "approved"},
        {"state": State.VERIFIED},
        {"state": State.SUBMITTED},
        {"awarded_on": date(2020, 1, 2), "valid_until": date(2020, 1, 1)},
        {"kind": "title", "accord": "washington"},
        {"kind": "title", "degree_years": 4},
        {"degree_years": 0},
        {"degree_years": 13},
    ],
)
def test_table_refuses_what_cannot_be(member, changes):
    held = factories.make_qualification(member)

    with pytest.raises(IntegrityError), transaction.atomic():
        Qualification.objects.filter(pk=held.pk).update(**changes)


@pytest.fixture
def reviewer(db):
    return factories.make_user("reviewer@example.org", is_staff=True)


def refused(changes: dict, **which) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Qualification.objects.filter(**which).update(**changes)


@pytest.mark.parametrize("state", sorted(Qualification.DECIDED))
def test_table_refuses_an_unsigned_decision(member, reviewer, state):
    held = factories.make_qualification(member, State.SUBMITTED)
    now = timezone.now()

    refused({"state": state}, pk=held.pk)
    refused({"state": state, "decided_by": reviewer}, pk=held.pk)
    refused({"state": state, "decided_at": now}, pk=held.pk)


@pytest.mark.parametrize("state", sorted(Qualification.DECIDED))
def test_table_refuses_a_decision_in_ones_own_case(member, state):
    held = factories.make_qualification(member, State.SUBMITTED)
    stamps = {"decided_by": member.user, "decided_at": timezone.now()}

    refused({"state": state, **stamps}, pk=held.pk)


def test_table_refuses_the_members_own_first_signature(member):
    held = factories.make_qualification(member, State.SUBMITTED)
    stamps = {"first_signed_by": member.user, "first_signed_at": timezone.now()}

    refused(stamps, pk=held.pk)


def test_table_refuses_both_signatures_of_one_person(member, reviewer):
    now = timezone.now()
    first = {"first_signed_by": reviewer, "first_signed_at": now}
    held = factories.make_qualification(member, State.SUBMITTED, **first)

    refused({"state": State.VERIFIED, "decided_by": reviewer, "decided_at": now}, pk=held.pk)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.REJECTED, State.REVOKED])
def test_table_keeps_a_first_signature_only_with_what_it_signs(member, reviewer, state):
    held = factories.make_qualification(member, state)

    refused({"first_signed_by": reviewer, "first_signed_at": timezone.now()}, pk=held.pk)


def test_table_takes_one_renewal_of_each_that_has_not_failed(member):
    held = factories.make_qualification(member, State.VERIFIED)
    factories.make_qualification(member, State.REJECTED, renews=held)
    factories.make_qualification(member, State.DRAFT, renews=held)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_qualification(member, State.VERIFIED, renews=held)


def test_table_refuses_a_renewal_of_itself_or_of_a_later_one(member):
    held = factories.make_qualification(member)
    later = factories.make_qualification(member)

    refused({"renews": held}, pk=held.pk)
    refused({"renews": later}, pk=held.pk)


@pytest.mark.parametrize("number", ["PE 1", "pe-1", "pe1"])
def test_table_refuses_the_same_number_however_it_is_written(member, number):
    grade = factories.make_grade()
    factories.make_qualification(member, grade=grade, number="PE-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_qualification(member, grade=grade, number=number)


# --- The history ---------------------------------------------------------------------------------


@pytest.fixture
def move(member):
    """A decision that the database takes."""
    return factories.make_qualification(member, State.REJECTED).moves.last()


@pytest.mark.parametrize(
    "changes",
    [
        {"from_state": "draft"},
        {"to_state": "suspended"},
        {"to_state": "approved"},
        {"reason": ""},
        {"reason": "other", "note": ""},
        {"sent_at": None},
        {"made_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_history_refuses_what_cannot_be(move, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(**changes)


def test_history_refuses_a_decision_in_ones_own_case(move, member):
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(made_by=member.user)


def test_history_refuses_a_sending_by_somebody_else(move, reviewer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(to_state="submitted").update(made_by=reviewer)
