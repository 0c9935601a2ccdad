"""The step itself; each concept proves its own table."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from members.qualifications.models import Qualification
from members.transitions import ChangedMeanwhile, TransitionNotAllowed, advance
from tests.factories import make_qualification, make_user

pytestmark = pytest.mark.django_db
State = Qualification.State
AT = datetime(2025, 9, 26, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _table(monkeypatch):
    """Two moves, so that the step is shown apart from what qualifications allow."""
    moves = {State.DRAFT: {State.SUBMITTED}, State.SUBMITTED: {State.VERIFIED}}
    monkeypatch.setattr(Qualification, "NEXT", moves, raising=False)


@pytest.fixture
def draft(member) -> Qualification:
    return make_qualification(member)


def test_advance_changes_the_row_and_the_record_in_hand(draft):
    before = draft.updated_at

    advance(draft, State.SUBMITTED, submitted_at=AT)

    saved = Qualification.objects.get()
    assert (saved.state, saved.submitted_at) == (State.SUBMITTED, AT)
    assert (draft.state, draft.submitted_at) == (State.SUBMITTED, AT)
    assert saved.updated_at == draft.updated_at > before


def test_advance_changes_nothing_else_and_no_other_row(draft, member):
    other = make_qualification(member)
    draft.name = "Typed but not saved"

    advance(draft, State.SUBMITTED, submitted_at=AT)

    other.refresh_from_db()
    assert other.state == State.DRAFT
    assert not Qualification.objects.filter(name="Typed but not saved").exists()


def test_advance_is_one_statement_beside_the_count_of_changes(draft, django_assert_num_queries):
    with django_assert_num_queries(2):
        advance(draft, State.SUBMITTED, submitted_at=AT)


def test_move_that_is_not_in_the_table_is_refused_without_asking(draft, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(TransitionNotAllowed) as refused:
        advance(draft, State.VERIFIED, decided_at=AT)

    assert (refused.value.now, refused.value.to) == (State.DRAFT, State.VERIFIED)
    assert draft.state == State.DRAFT
    assert draft.decided_at is None


def test_state_without_a_row_in_the_table_is_an_end(member):
    rejected = make_qualification(member, State.REJECTED)

    with pytest.raises(TransitionNotAllowed):
        advance(rejected, State.SUBMITTED)


def test_second_of_two_is_told_where_the_record_stands(draft):
    second = Qualification.objects.get()
    advance(draft, State.SUBMITTED, submitted_at=AT)
    advance(draft, State.VERIFIED, decided_at=AT, decided_by=make_user())

    with pytest.raises(TransitionNotAllowed) as refused:
        advance(second, State.SUBMITTED, submitted_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert str(refused.value) == (
        "This stands at “Checked by CSE”, from where it cannot become “With reviewer”."
    )
    assert Qualification.objects.get().submitted_at == AT


def test_advance_is_refused_where_what_was_read_with_the_state_has_changed(draft):
    advance(draft, State.SUBMITTED, submitted_at=AT)
    seen = Qualification.objects.get()
    Qualification.objects.update(submitted_at=datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(ChangedMeanwhile) as refused:
        advance(seen, State.VERIFIED, unchanged=["submitted_at"], decided_at=AT)

    assert str(refused.value) == (
        "Somebody else changed this meanwhile. Read it again before you decide."
    )
    assert Qualification.objects.get().state == State.SUBMITTED


def test_record_that_was_deleted_meanwhile_is_said_to_be_gone(draft):
    Qualification.objects.all().delete()

    with pytest.raises(TransitionNotAllowed) as refused:
        advance(draft, State.SUBMITTED, submitted_at=AT)

    assert str(refused.value) == ("This is no longer there, so it cannot become “With reviewer”.")


def test_what_the_constraints_refuse_leaves_the_record_in_hand_as_it_was(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        advance(draft, State.SUBMITTED)

    assert draft.state == State.DRAFT
    assert Qualification.objects.get().state == State.DRAFT
