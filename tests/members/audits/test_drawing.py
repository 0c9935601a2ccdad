"""Whom a draw finds, that it is carried out once, and that each is told once."""

from datetime import date
from hashlib import sha256

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.pathways.in_force import rules_in_force
from members.audits.drawing import carry_out, notify, seal
from members.audits.draws import Draw
from members.audits.facts import found
from members.audits.models import Audit
from members.audits.rules import Exclusion
from members.cpd.facts import bond, holder
from members.membership.models import Term
from members.profile.models import Member, User
from tests import factories as make

pytestmark = pytest.mark.django_db
LAST = date(2025, 12, 31)


def population(draw: Draw) -> list[str]:
    return list(found(draw).selection.population)


def excluded(draw: Draw) -> dict[Exclusion, int]:
    return dict(found(draw).selection.excluded)


# --- Whom it can find ----------------------------------------------------------------------------


def test_population_is_whom_the_requirement_binds_on_the_last_day(draft, make_holder):
    """The same as the rule says of each member by themselves."""
    other = make.make_grade("PE")
    make_holder("1")
    make_holder("2", starts_on=date(2026, 1, 1))
    make_holder("3", ends_on=date(2025, 12, 30))
    make_holder("4", ends_on=LAST)
    make_holder("5", starts_on=LAST)
    make_holder("6", grade=other)
    by_title = [
        ("7", {"state": "verified"}),
        ("8", {"state": "submitted"}),
        ("9", {"state": "verified", "valid_until": date(2025, 12, 30)}),
        ("10", {"state": "verified", "awarded_on": date(2026, 1, 1)}),
        ("11", {"state": "suspended"}),
        ("12", {"state": "verified", "kind": "letter"}),
        ("13", {"state": "verified", "kind": "degree"}),
        ("14", {"state": "verified", "kind": "certificate"}),
    ]
    grade = draft.requirement.scheme.grades.get()
    for number, fields in by_title:
        member = make_holder(number, grade=other)
        make.make_qualification(member, grade=grade, **fields)
    make.make_suspension(Member.objects.get(number="1"))
    draft.leaves_out_new = False
    draft.save()

    scheme = draft.requirement.scheme.slug
    bound = [one.number for one in Member.objects.all() if bond(holder(one), scheme, LAST)]

    assert population(draft) == sorted(bound) == ["1", "14", "4", "5", "7"]


def test_population_is_narrowed_by_society_and_grade(draft, make_holder, grade):
    bridges, roads = make.make_society(), make.make_society()
    senior = make.make_grade("SPE", scheme=grade.scheme)
    make_holder("1", society=bridges)
    make_holder("2", society=roads)
    make_holder("3", society=bridges, grade=senior)
    member = make_holder("4", grade=make.make_grade("PE"))
    make.make_qualification(member, "verified", grade=senior)

    draft.grades.set([senior])
    of_grade = population(draft)
    draft.societies.set([bridges])
    of_both = population(draft)
    draft.grades.set([])
    of_society = population(draft)

    assert (of_grade, of_both, of_society) == (["3", "4"], ["3"], ["1", "3"])


def test_grade_of_the_term_goes_before_that_of_a_title(draft, make_holder, grade):
    senior = make.make_grade("SPE", scheme=grade.scheme)
    make.make_qualification(make_holder("1"), "verified", grade=senior)

    draft.grades.set([senior])

    assert population(draft) == []


def test_new_members_are_left_out(draft, make_holder):
    make_holder("1", starts_on=date(2025, 1, 1))
    make_holder("2", starts_on=date(2025, 1, 2))
    earlier = make_holder("3", starts_on=date(2025, 3, 1))
    grade = Term.objects.first().grade
    make.make_term(earlier, grade, starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))

    assert population(draft) == ["1", "3"]
    assert excluded(draft) == {Exclusion.NEW: 1}


def test_exempt_members_are_left_out(draft, make_holder, requirement):
    days = {"first_on": date(2025, 12, 31), "last_on": date(2026, 3, 1)}
    make.make_adjustment(make_holder("1"), "exempt", **days)
    make.make_adjustment(make_holder("2"), "pause", **days)
    make.make_adjustment(make_holder("3"), "exempt", requirement=make.make_requirement(), **days)
    make.make_adjustment(make_holder("4"), "exempt", requirement=requirement, **days)

    assert population(draft) == ["2", "3"]
    assert excluded(draft) == {Exclusion.EXEMPT: 2}


def test_switches_take_them_in_again(draft, make_holder):
    days = {"first_on": date(2025, 12, 31), "last_on": date(2026, 3, 1)}
    make.make_adjustment(make_holder("1"), "exempt", **days)
    make_holder("2", starts_on=date(2025, 6, 1))
    draft.leaves_out_new = draft.leaves_out_exempt = False

    assert population(draft) == ["1", "2"]


def test_named_and_unnumbered_members_are_left_out(draft, make_holder):
    draft.left_out.add(make_holder("1"))
    make_holder(None)
    make_holder("3")

    assert population(draft) == ["3"]
    assert excluded(draft) == {Exclusion.UNNUMBERED: 1, Exclusion.NAMED: 1}


def past_audit(member, requirement, year: int, state: str, **fields) -> Audit:
    days = {"first_on": date(year, 1, 1), "last_on": date(year, 12, 31)}
    draw = make.make_draw(requirement, is_drawn=True, **days)
    return make.make_audit(member, state, draw=draw, **fields)


def test_those_audited_lately_are_left_out(draft, make_holder, requirement):
    past_audit(make_holder("1"), requirement, 2024, "passed")
    past_audit(make_holder("2"), requirement, 2023, "passed")
    past_audit(make_holder("3"), requirement, 2022, "passed")
    past_audit(make_holder("4"), requirement, 2024, "excused")
    past_audit(make_holder("5"), make.make_requirement(), 2024, "passed")
    draft.leaves_out_years = 2

    assert population(draft) == ["3", "4", "5"]
    assert excluded(draft) == {Exclusion.LATELY: 2}


def test_nobody_is_audited_twice_for_the_same_days(draft, make_holder, drawn):
    make.make_audit(make_holder("1"), "excused", draw=drawn)

    assert excluded(draft) == {Exclusion.IN_AUDIT: 1}


def test_those_who_failed_the_last_time_are_added(draft, make_holder, requirement):
    """Whatever came before; an excused audit says nothing; one that was passed does."""
    failed, passed, excused = make_holder("1"), make_holder("2"), make_holder("3")
    past_audit(failed, requirement, 2023, "passed")
    past_audit(failed, requirement, 2024, "failed")
    past_audit(passed, requirement, 2023, "failed")
    past_audit(passed, requirement, 2024, "passed")
    past_audit(excused, requirement, 2023, "failed")
    past_audit(excused, requirement, 2024, "excused")
    draft.leaves_out_years = 3

    selection = found(draft).selection

    assert selection.added == ("1", "3")
    assert excluded(draft) == {Exclusion.LATELY: 1}


@pytest.mark.parametrize("is_again", [True, False])
def test_consequence_says_whether_they_are_added(draft, make_holder, requirement, is_again):
    step = make.make_consequence(requirement, is_drawn_again=is_again)
    past_audit(make_holder("1"), requirement, 2024, "failed", consequence=step)

    selection = found(draft).selection

    assert (selection.added, selection.population) == ((("1",), ()) if is_again else ((), ("1",)))


def test_draw_may_add_nobody(draft, make_holder, requirement):
    past_audit(make_holder("1"), requirement, 2024, "failed")
    draft.adds_failed = False

    assert found(draft).selection.population == ("1",)


# --- Carried out, once ---------------------------------------------------------------------------


@pytest.fixture
def holders(make_holder):
    return [make_holder(f"{number:06}") for number in range(1, 21)]


def drawn_by(user: User, draw: Draw) -> Draw:
    carry_out(draw, by=user, seen=seal(found(draw)))
    return Draw.objects.get(pk=draw.pk)


@pytest.fixture
def five(draft, holders):
    draft.percentage = None
    draft.number = 5
    draft.save()
    return draft


def test_draw_writes_an_audit_for_each_and_keeps_what_it_was_made_from(five, officer):
    draw = drawn_by(officer, five)

    numbers = [audit.member.number for audit in Audit.objects.order_by("pk")]
    assert numbers == ["000011", "000007", "000001", "000014", "000003"]  # as in test_rules
    assert {audit.due_on for audit in draw.audits.all()} == {draw.due_on}
    assert (draw.population_size, draw.sample_size, draw.drawn_by) == (20, 5, officer)
    assert draw.fingerprint == sha256(draw.population.encode()).hexdigest()
    assert draw.population.splitlines() == [f"{number:06}" for number in range(1, 21)]


def test_added_members_are_marked(five, holders, officer, requirement):
    past_audit(holders[0], requirement, 2024, "failed")

    draw = drawn_by(officer, five)

    added = draw.audits.filter(is_added=True)
    assert [audit.member for audit in added] == [holders[0]]
    assert (draw.population_size, draw.audits.count()) == (19, 6)


def test_draw_is_carried_out_once(five, officer):
    seen = seal(found(five))
    drawn_by(officer, five)

    with pytest.raises(ValidationError, match="This was drawn already, by Tester"):
        carry_out(five, by=officer, seen=seen)

    assert Audit.objects.count() == 5


def test_outcome_that_has_changed_since_the_preview_is_not_drawn(five, officer, make_holder):
    seen = seal(found(five))
    make_holder("999999")

    with pytest.raises(ValidationError, match="The outcome has changed since"):
        carry_out(five, by=officer, seen=seen)

    assert not Audit.objects.exists()


def test_draw_with_a_day_that_has_passed_is_refused(five, officer):
    Draw.objects.update(due_on=timezone.localdate())

    with pytest.raises(ValidationError, match="The day to answer has passed"):
        drawn_by(officer, five)


def test_draw_of_nobody_is_refused(draft, officer):
    with pytest.raises(ValidationError, match="There is nobody to draw"):
        drawn_by(officer, draft)


# --- The notices ---------------------------------------------------------------------------------


def test_each_is_told_once_in_their_language(five, officer, django_capture_on_commit_callbacks):
    Member.objects.filter(number="000011").update(language="zh-hans")

    with django_capture_on_commit_callbacks(execute=True):
        draw = drawn_by(officer, five)
        notify.call(draw.pk)

    told = {message.to[0]: message.subject for message in mail.outbox}
    assert len(mail.outbox) == 5
    assert set(told) == {audit.member.user.email for audit in draw.audits.all()}
    chinese = Member.objects.get(number="000011").user.email
    assert told.pop(chinese) == "持续职业发展抽查：请最迟于2026年3月30日答复"
    assert set(told.values()) == {"CPD audit: answer by 30 March 2026"}
    assert not draw.audits.filter(notified_at=None).exists()


def test_notices_wait_for_the_background(five, officer, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draw = drawn_by(officer, five)

    assert mail.outbox == []
    assert draw.audits.filter(notified_at=None).count() == 5


def test_audit_that_is_excused_meanwhile_gets_no_notice(
    audit, drawn, django_capture_on_commit_callbacks
):
    audit("excused", notified_at=None)

    with django_capture_on_commit_callbacks(execute=True):
        notify.call(drawn.pk)

    assert mail.outbox == []


# --- With thousands of members --------------------------------------------------------------------


def add_holders(first: int, last: int, grade) -> None:
    numbers = range(first, last + 1)
    users = User.objects.bulk_create(
        User(email=f"m{number}@example.org", password="!") for number in numbers
    )
    members = Member.objects.bulk_create(
        Member(user=user, number=f"{number:06}")
        for user, number in zip(users, numbers, strict=True)
    )
    Term.objects.bulk_create(
        Term(member=member, grade=grade, starts_on=date(2020, 1, 1)) for member in members
    )


def queries_of_drawing(draw: Draw, user: User) -> int:
    seen = seal(found(draw))
    with CaptureQueriesContext(connection) as queries:
        carry_out(draw, by=user, seen=seen)
    return len(queries)


def test_two_thousand_cost_as_many_queries_as_a_hundred(requirement, grade, officer, queue):
    rules_in_force(LAST)
    add_holders(1, 100, grade)
    small = queries_of_drawing(make.make_draw(requirement, number=50), officer)
    Audit.objects.all().delete()
    add_holders(101, 2_000, grade)
    large = make.make_draw(requirement, number=50)

    cost = queries_of_drawing(large, officer)

    assert cost == small
    assert Draw.objects.get(pk=large.pk).population_size == 2_000
