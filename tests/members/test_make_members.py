"""`manage.py make_members`: invented members to measure with, and their removal."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.cpd.models import Adjustment, Record
from members.declarations.models import Declaration
from members.experience.models import Period
from members.membership.models import Term
from members.profile.models import Member, User
from members.qualifications.models import Qualification
from tests import factories as make

TABLES = [User, Member, Term, Qualification, Period, Declaration, Adjustment, Record]


@pytest.fixture
def titles(db) -> None:
    make.make_society_scheme()


@pytest.fixture
def three(titles) -> list[Member]:
    call_command("make_members", 3)
    return list(Member.objects.order_by("number"))


def rows() -> list[tuple]:
    of_records = ("member__number", "title", "hours", "done_on", "state", "topics")
    of_qualifications = ("member__number", "number", "discipline", "awarded_on", "state")
    return [
        *User.objects.order_by("email").values_list("email", "name_zh", "family_name"),
        *Term.objects.order_by("pk").values_list("member__number", "starts_on", "ends_on"),
        *Qualification.objects.order_by("pk").values_list(*of_qualifications),
        *Period.objects.order_by("pk").values_list("role", "employer", "started_on", "state"),
        *Declaration.objects.order_by("pk").values_list("kind", "made_on", "withdrawn_on"),
        *Record.objects.order_by("pk").values_list(*of_records),
    ]


def test_members_are_marked_as_invented_and_cannot_log_in(three):
    assert [member.number for member in three] == ["LOAD-000001", "LOAD-000002", "LOAD-000003"]
    assert all(member.is_demonstration for member in three)
    assert [member.user.email for member in three] == [
        "member000001@load.example",
        "member000002@load.example",
        "member000003@load.example",
    ]
    assert not any(member.user.has_usable_password() for member in three)


def test_every_row_could_have_been_typed(titles):
    call_command("make_members", 12, activities=5)

    for model in TABLES:
        for row in model.objects.all():
            row.full_clean(exclude=["password"])


def test_each_has_terms_titles_and_activities_of_five_years(three):
    today = timezone.localdate()

    for member in three:
        records = member.cpd_records.all()
        assert 1 <= member.terms.count() <= 2
        assert 1 <= member.qualifications.count() <= 3
        assert len(records) == 60
        assert {record.kind for record in records} == set(ActivityKind)
        assert {record.aspect for record in records} == set(Aspect)
        assert {record.state for record in records} >= {"declared", "verified", "rejected"}
        assert max(record.done_on for record in records) == today
        assert min(record.done_on for record in records) > today - timedelta(days=5 * 365)


def test_members_together_have_worked_in_every_way(titles):
    call_command("make_members", 40, activities=0)

    periods = list(Period.objects.order_by("member", "started_on"))
    assert {"declared", "verified"} == {period.state for period in periods}
    assert {True, False} == {period.is_in_charge for period in periods}
    assert any(period.ended_on is None for period in periods)
    assert any(
        one.member_id == other.member_id and one.ended_on and other.started_on < one.ended_on
        for one, other in pairwise(periods)
    )
    per_member = Counter(period.member_id for period in periods)
    assert set(per_member.values()) == {1, 2, 3, 4}
    assert len(per_member) == 40
    assert Declaration.objects.filter(withdrawn_on=None).values("kind").distinct().count() == 2


def test_a_few_have_leave_or_relief(titles):
    call_command("make_members", 100, activities=0)

    assert 0 < Adjustment.objects.count() < 10


def test_same_seed_makes_the_same_rows_in_any_number(titles):
    call_command("make_members", 3, seed=7)
    three = rows()
    call_command("make_members", clear=True)

    call_command("make_members", 2, seed=7)
    call_command("make_members", 3, seed=7)

    assert rows() == three


def test_another_seed_makes_others(three):
    first = rows()
    call_command("make_members", clear=True)

    call_command("make_members", 3, seed=2)

    assert rows() != first


def test_members_that_are_there_already_are_kept(three):
    three[1].user.delete()

    call_command("make_members", 2)
    call_command("make_members", 4)

    members = Member.objects.order_by("number")
    assert [members[0], members[2]] == [three[0], three[2]]
    assert members.count() == 4


def test_clear_takes_all_of_them_and_nobody_else(member, titles):
    example = make.make_member("somebody@demo.example")
    Member.objects.filter(pk=example.pk).update(is_demonstration=True)
    make.make_member("real@load.example")
    make.make_record(member)
    make.make_term(member)
    before = [set(model.objects.all()) for model in TABLES]
    call_command("make_members", 3)

    call_command("make_members", clear=True)

    assert [set(model.objects.all()) for model in TABLES] == before


@pytest.mark.parametrize("arguments", [[], [0], [-1], [1, "--activities=-1"]], ids=str)
def test_impossible_number_is_refused(arguments):
    with pytest.raises(CommandError, match=r"^Write how many members to have, from 1 up"):
        call_command("make_members", *map(str, arguments))


def test_grades_have_to_be_there(db):
    with pytest.raises(CommandError, match="run load_demo first"):
        call_command("make_members", 1)
