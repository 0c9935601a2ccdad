"""Two reviewers at once, each on a connection of their own: one decides, one is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from members.qualifications.models import Qualification
from members.qualifications.workflow import reject, verify
from members.transitions import TransitionNotAllowed
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_one_of_two_reviewers_at_once_decides_and_the_other_is_told():
    member = factories.make_member()
    held = factories.make_qualification(member, Qualification.State.SUBMITTED)
    people = [factories.make_user(is_staff=True) for _ in range(2)]
    both, refusals = Barrier(2), []

    def decide(by, verb, **asked):
        mine = Qualification.objects.get(pk=held.pk)
        both.wait()
        try:
            verb(mine, by=by, **asked)
        except TransitionNotAllowed as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [
        Thread(target=decide, args=(people[0], verify)),
        Thread(target=decide, args=(people[1], reject), kwargs={"reason": "not_confirmed"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    held.refresh_from_db()
    assert held.state in {Qualification.State.VERIFIED, Qualification.State.REJECTED}
    assert held.decided_by in people
    assert held.moves.count() == 2
    assert [refusal.now for refusal in refusals] == [held.state]
