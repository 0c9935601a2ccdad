"""Two reviewers at once, each on a connection of their own: one has the case, one is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from members.qualifications.models import Qualification
from members.qualifications.workflow import take
from members.transitions import TransitionNotAllowed
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_one_of_two_takes_the_case_and_the_other_is_told():
    held = factories.make_review(factories.make_member())
    people = [factories.make_user(is_staff=True) for _ in range(2)]
    both, told = Barrier(2), []

    def open_it(by):
        mine = Qualification.objects.get(pk=held.pk)
        both.wait()
        try:
            take(mine, by=by)
        except TransitionNotAllowed as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=open_it, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    held.refresh_from_db()
    assert held.taken_by in people
    assert [one.reviewer for one in held.interests.all()] == [held.taken_by]
    assert told == ["Somebody else changed this meanwhile. Read it again before you decide."]
