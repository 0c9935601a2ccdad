"""Two at once, each on a connection of their own: one decides or draws, one is told."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from members.audits.drawing import carry_out, seal
from members.audits.draws import Draw
from members.audits.facts import found
from members.audits.models import Audit
from members.audits.workflow import accept, excuse
from members.transitions import TransitionNotAllowed
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(*acts) -> list[Exception]:
    both, refusals = Barrier(len(acts)), []

    def run(act):
        both.wait()
        try:
            act()
        except (TransitionNotAllowed, ValidationError) as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_one_of_two_officers_at_once_decides_and_the_other_is_told():
    one = make.make_audit(make.make_member(), "submitted")
    people = [make.make_user(is_staff=True) for _ in range(2)]

    def read() -> Audit:
        return Audit.objects.select_related("draw").get(pk=one.pk)

    refusals = at_once(
        lambda: accept(read(), by=people[0]),
        lambda: excuse(read(), by=people[1], feedback="Ill."),
    )

    kept = Audit.objects.get()
    assert kept.state in {"passed", "excused"}
    assert kept.moves.count() == 2
    assert [refusal.now for refusal in refusals] == [kept.state]


def test_one_of_two_officers_at_once_draws_and_the_other_is_told():
    grade = make.make_grade()
    requirement = make.make_requirement(scheme=grade.scheme)
    make.make_version(requirement, published_at=timezone.now())
    for number in range(3):
        member = make.make_member()
        member.number = f"{number:06}"
        member.save()
        make.make_term(member, grade, starts_on=date(2020, 1, 1), ends_on=None)
    draw = make.make_draw(requirement, number=2)
    seen = seal(found(draw))
    people = [make.make_user(is_staff=True) for _ in range(2)]

    refusals = at_once(*(lambda by=by: carry_out(draw, by=by, seen=seen) for by in people))

    assert Audit.objects.count() == 2
    assert Draw.objects.get().drawn_by in people
    assert [refusal.messages[0][:24] for refusal in refusals] == ["This was drawn already, "]
