"""What is kept of the members' standing is what a fresh look finds, whatever changed it."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from agreements.pathways.in_force import rules_in_force
from agreements.requirements.workflow import publish
from members.cpd.models import Record
from members.experience.models import Period
from members.membership.models import Term
from members.profile.models import Member
from members.qualifications.models import Qualification
from members.recognition.facts import people
from members.recognition.keeping import keep, keep_changed, said, standings
from members.recognition.models import CpdStanding, PathwayStanding, Run
from tests import factories

from .conftest import TODAY

TABLES = (CpdStanding, PathwayStanding)


@pytest.fixture
def requirement(grade):
    requirement = factories.make_requirement("cse-annual", scheme=grade.scheme)
    factories.make_version(requirement, published_at=timezone.now())
    return requirement


def kept() -> set[tuple]:
    return {said(row) for table in TABLES for row in table.objects.all()}


def fresh(on: date = TODAY) -> set[tuple]:
    rules = rules_in_force(on)
    return {
        said(row)
        for member, person in people(Member.objects.all())
        for row in standings(member.pk, person, rules, on)
    }


def logged(member) -> None:
    factories.make_record(member, hours="39.75")


def entry_changed(member) -> None:
    logged(member)
    Record.objects.update(hours=Decimal("40"))


def entry_deleted(member) -> None:
    logged(member)
    Record.objects.get().delete()


def entries_deleted(member) -> None:
    logged(member)
    Record.objects.all().delete()


def entries_made_in_bulk(member) -> None:
    Record.objects.bulk_create([Record(member=member, title="A", hours=40, done_on=TODAY)])


def leave(member) -> None:
    factories.make_adjustment(member, "pause", first_on=TODAY, last_on=TODAY)


def degree_claimed(member) -> None:
    factories.make_degree(member, accord="none")


def title_suspended(member) -> None:
    Qualification.objects.filter(member=member).update(state=Qualification.State.SUSPENDED)


def worked(member) -> None:
    factories.make_period(member, started_on=date(2016, 1, 1), state=Period.State.VERIFIED)


def term_began(member) -> None:
    grade = member.qualifications.first().grade
    factories.make_term(member, grade, starts_on=date(2026, 1, 1))


def suspended(member) -> None:
    term_began(member)
    factories.make_suspension(member, starts_on=date(2026, 6, 1))


def declared(member) -> None:
    factories.make_declaration(member, "code", body=member.qualifications.first().grade.scheme.body)


CHANGES = [
    declared,
    logged,
    entry_changed,
    entry_deleted,
    entries_deleted,
    entries_made_in_bulk,
    leave,
    degree_claimed,
    title_suspended,
    worked,
    term_began,
    suspended,
]


@pytest.mark.parametrize("change", CHANGES)
def test_kept_is_fresh_after_each_change_of_a_fact(member, title, requirement, pathway, change):
    factories.make_degree(member, awarded_on=date(2015, 6, 30))
    keep_changed(TODAY)
    before = kept()

    change(member)

    assert Member.objects.to_assess().get() == member
    assert keep_changed(TODAY) == 1
    assert kept() == fresh()
    assert before
    assert not Member.objects.to_assess().exists()


def test_nothing_is_assessed_again_without_a_change(member, title, requirement, pathway):
    keep_changed(TODAY)

    assert keep_changed(TODAY) == 0


def test_kept_answer_remembers_since_when_it_holds(member, title, requirement, pathway):
    keep_changed(TODAY)
    everybody = Member.objects.all()
    rules = rules_in_force(TODAY)

    keep(everybody, rules, date(2026, 7, 1))
    factories.make_record(member, hours="1")
    keep(everybody, rules, date(2026, 7, 2))
    assert CpdStanding.objects.get().since == TODAY

    factories.make_record(member, hours="39")
    keep(everybody, rules, date(2026, 7, 3))
    assert (CpdStanding.objects.get().verdict, CpdStanding.objects.get().since) == (
        "met",
        date(2026, 7, 3),
    )


def test_what_binds_no_longer_is_not_kept(member, title, requirement, pathway):
    keep_changed(TODAY)

    title.delete()
    keep_changed(TODAY)

    assert not CpdStanding.objects.exists()
    assert not PathwayStanding.objects.exists()


def test_member_of_whom_a_fact_changes_meanwhile_waits_for_the_next_time(
    member, title, requirement, pathway, monkeypatch
):
    """The facts were read, and before the answer is kept somebody logs an entry."""
    reading = people(Member.objects.all())
    found = list(reading)
    monkeypatch.setattr("members.recognition.keeping.people", lambda members: iter(found))
    factories.make_record(member)

    keep(Member.objects.all(), rules_in_force(TODAY), TODAY)

    assert Member.objects.to_assess().get() == member
    assert not CpdStanding.objects.exists()


def test_keeping_takes_the_same_queries_for_one_and_three(
    member, title, requirement, pathway, grade, django_assert_num_queries
):
    rules = rules_in_force(TODAY)

    def more(number):
        for _ in range(number):
            other = factories.make_member()
            factories.make_term(other, grade)
            factories.make_record(other)

    for number in (0, 2):
        more(number)
        with django_assert_num_queries(10):
            keep(Member.objects.all(), rules, TODAY)


# --- After a request -----------------------------------------------------------------------------


def test_logging_cpd_changes_what_staff_see_at_once(as_member, member, title, requirement):
    as_member.post(
        reverse("members:cpd:record_add"),
        {"title": "Forum", "hours": "40", "done_on": "2026-06-30", "kind": "seminar",
         "aspect": "ethics"},
    )  # fmt: skip

    assert CpdStanding.objects.get().verdict == "met"
    assert kept() == fresh()


def test_publishing_rules_assesses_everybody(as_staff, member, title, requirement):
    keep_changed(TODAY)
    Run.objects.create(on=TODAY, rules=rules_in_force(TODAY).fingerprint)
    factories.make_record(member, hours="40")
    keep_changed(TODAY)
    stricter = factories.make_version(requirement, amount=50, effective_from=date(2026, 6, 1))

    as_staff("agreements officer").post(f"/admin/agreements/version/{stricter.pk}/publish/")

    assert Run.objects.count() == 2
    assert CpdStanding.objects.get().verdict == "short"
    assert CpdStanding.objects.get().version == stricter


@pytest.mark.parametrize("trouble", [DatabaseError("away"), ValueError("a rule that breaks")])
def test_answer_stands_even_if_the_standing_cannot_be_kept(
    as_member, member, title, monkeypatch, trouble
):
    def broken(*args):
        raise trouble

    monkeypatch.setattr("members.recognition.middleware.keep_changed", broken)

    response = as_member.post(
        reverse("members:cpd:record_add"), {"title": "Forum", "hours": "1", "done_on": "2026-06-30",
         "kind": "seminar", "aspect": "ethics"},
    )  # fmt: skip

    assert response.status_code == 302
    assert Record.objects.count() == 1


# --- By command ----------------------------------------------------------------------------------


def assess(*options, **more) -> str:
    out = StringIO()
    call_command("assess", *options, stdout=out, **more)
    return out.getvalue()


def test_command_assesses_everybody_and_says_so(member, title, requirement, pathway, capsys):
    assert "1 members assessed in" in assess()
    assert kept() == fresh()
    assert "100 % 1 of 1 members" in capsys.readouterr().err
    run = Run.objects.get()
    assert (run.members, run.on, run.finished_at is not None) == (1, TODAY, True)


def test_command_assesses_only_whom_something_changed(member, stranger, title, requirement):
    assess()
    factories.make_record(stranger)

    assert "1 members assessed of whom a fact had changed" in assess("--changed")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_command_works_in_several_processes(member, title, requirement, pathway):
    assert "1 members assessed in" in assess("--processes=2")
    assert {row.member for row in CpdStanding.objects.all()} == {member}


def test_command_takes_no_second_process_where_there_is_room_for_one(db, settings):
    with pytest.raises(CommandError, match="how many processes"):
        assess(processes=0)


def test_rules_that_begin_later_are_used_from_their_day(member, title, requirement):
    later = factories.make_version(requirement, amount=1, effective_from=date(2026, 7, 1))
    publish(later)
    factories.make_record(member, hours="2")

    keep(Member.objects.all(), rules_in_force(date(2026, 7, 1)), date(2026, 7, 1))

    assert CpdStanding.objects.get().version == later
    assert not Term.objects.exists()


# --- In the administration -----------------------------------------------------------------------


def test_staff_filter_members_by_their_standing(as_staff, member, stranger, title, requirement):
    factories.make_term(stranger, title.grade, starts_on=date(2026, 1, 1))
    factories.make_record(stranger, hours="40")
    keep_changed(TODAY)

    page = as_staff("membership officer").get("/admin/members/cpdstanding/?verdict__exact=short")

    assert "Li Wei" in page.text
    assert "Someone Else" not in page.text


@pytest.mark.parametrize("table", ["cpdstanding", "pathwaystanding"])
def test_standing_is_never_typed(as_admin, member, title, requirement, pathway, table):
    keep_changed(TODAY)

    assert as_admin.get(f"/admin/members/{table}/add/").status_code == 403
    assert as_admin.get(f"/admin/members/{table}/").status_code == 200
