"""Who decides on a period, and that only one does."""

import pytest
from django.core.exceptions import PermissionDenied

from members.experience.models import Period
from members.experience.workflow import correct, reject, reopen, verify
from members.transitions import ChangedMeanwhile, TransitionNotAllowed
from tests import factories

State = Period.State
VERBS = {
    State.VERIFIED: verify,
    State.REJECTED: lambda period, by: reject(period, by=by, reason="Not so."),
    State.DECLARED: reopen,
}
ALLOWED = {
    (State.DECLARED, State.VERIFIED),
    (State.DECLARED, State.REJECTED),
    (State.VERIFIED, State.DECLARED),
    (State.REJECTED, State.DECLARED),
}


@pytest.fixture
def reviewer(db):
    return factories.make_user(is_staff=True)


def stamps(period: Period) -> tuple:
    return period.state, period.decided_by, period.reason, period.decided_at is not None


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_moves_are_these_four(member, reviewer, state, to):
    period = factories.make_period(member, state)
    before = stamps(period)

    if (state, to) in ALLOWED:
        VERBS[to](period, by=reviewer)
    else:
        with pytest.raises(TransitionNotAllowed):
            VERBS[to](period, by=reviewer)

    period.refresh_from_db()
    after = {
        State.VERIFIED: (State.VERIFIED, reviewer, "", True),
        State.REJECTED: (State.REJECTED, reviewer, "Not so.", True),
        State.DECLARED: (State.DECLARED, None, "", False),
    }[to]
    assert stamps(period) == (after if (state, to) in ALLOWED else before)


@pytest.mark.parametrize("second", [State.VERIFIED, State.REJECTED])
def test_second_reviewer_is_told_and_changes_nothing(member, reviewer, second):
    period = factories.make_period(member)
    also_open = Period.objects.get()
    verify(period, by=reviewer)

    with pytest.raises(TransitionNotAllowed):
        VERBS[second](also_open, by=factories.make_user())

    assert stamps(Period.objects.get()) == (State.VERIFIED, reviewer, "", True)


@pytest.mark.parametrize("to", [State.VERIFIED, State.REJECTED])
def test_nobody_decides_on_facts_that_they_have_not_read(member, reviewer, to):
    read = factories.make_period(member)
    changed = Period.objects.get()
    changed.role = "Chief engineer"
    correct(changed)

    with pytest.raises(ChangedMeanwhile):
        VERBS[to](read, by=reviewer)

    assert stamps(Period.objects.get()) == (State.DECLARED, None, "", False)


@pytest.mark.parametrize(("state", "to"), sorted(ALLOWED))
def test_nobody_decides_on_their_own_record(member, state, to):
    period = factories.make_period(member, state)

    with pytest.raises(PermissionDenied):
        VERBS[to](period, by=member.user)

    assert Period.objects.get().state == state


def test_correction_takes_the_decision_away(member):
    period = factories.make_period(member, State.REJECTED)
    period.role = "Chief engineer"

    correct(period)

    kept = Period.objects.get()
    assert stamps(kept) == (State.DECLARED, None, "", False)
    assert kept.role == "Chief engineer"
