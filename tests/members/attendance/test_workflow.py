"""Each verb from each state; what the tables refuse; who is first of two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import product
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from members.attendance import workflow
from members.attendance.models import Attendance, MissingReport
from members.cpd.facts import activities_of, cpd_so_far
from members.cpd.models import Record
from members.profile.workflow import open_record
from members.transitions import TransitionNotAllowed, advance
from news.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
State = Attendance.State


def kept(member) -> list[tuple]:
    return list(Record.objects.filter(member=member).values_list("state", "hours"))


# --- The machines --------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_attendance_goes_to_the_states_of_the_table_alone(member, old, new):
    attendance = factories.make_attendance(member, state=old)
    answered_at = timezone.now() if new == State.NOT_ME else None

    if new in Attendance.NEXT[old]:
        advance(attendance, new, answered_at=answered_at)
        expected = new
    else:
        with pytest.raises(TransitionNotAllowed):
            advance(attendance, new, answered_at=answered_at)
        expected = old

    attendance.refresh_from_db()
    assert attendance.state == expected


@pytest.fixture
def press(officer) -> Callable[[str, MissingReport], None]:
    answers = {
        "accept": {"by": officer},
        "refuse": {"by": officer, "reason": "You are not on the list."},
        "withdraw": {},
    }
    return lambda verb, report: getattr(workflow, verb)(report, **answers[verb])


MADE = {"accept": "accepted", "refuse": "refused", "withdraw": "withdrawn"}


@pytest.mark.parametrize(("verb", "old"), list(product(MADE, MissingReport.State)))
def test_report_is_moved_by_each_verb_once(member, press, verb, old):
    report = factories.make_missing_report(member, state=old)

    if old == "submitted":
        press(verb, report)
        expected = MADE[verb]
    else:
        with pytest.raises(TransitionNotAllowed):
            press(verb, report)
        expected = old

    report.refresh_from_db()
    assert report.state == expected


TOLD = {
    "accept": "Confirm that you attended: Bridges",
    "refuse": "Your report was not accepted: Bridges",
}


@pytest.mark.parametrize("verb", TOLD)
def test_member_is_told_of_the_decision(
    member, event, press, verb, django_capture_on_commit_callbacks
):
    report = factories.make_missing_report(member, event)

    with django_capture_on_commit_callbacks(execute=True):
        press(verb, report)

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["li.wei@example.org"], TOLD[verb])
    assert ("You are not on the list." in message.body) == (verb == "refuse")


def test_member_is_told_in_their_language(member, event, press, django_capture_on_commit_callbacks):
    member.language = "zh-hans"
    member.save()
    report = factories.make_missing_report(member, event)

    with django_capture_on_commit_callbacks(execute=True):
        press("refuse", report)

    assert mail.outbox[0].subject == "您的漏登报告未获认可：桥梁"
    assert "/zh-hans/members/cpd/events/" in mail.outbox[0].body


def test_accepted_report_waits_for_the_member_with_its_part(member, event, officer):
    report = factories.make_missing_report(member, event)

    workflow.accept(report, by=officer, hours=Decimal("1.5"))

    attendance = Attendance.objects.get()
    assert (attendance.source, attendance.listed_by) == ("report", officer)
    assert kept(member) == [("to_confirm", Decimal("1.5"))]
    assert (report.decided_by, report.decided_at is None) == (officer, False)


def test_report_of_more_hours_than_the_event_gives_is_not_accepted(member, event, officer):
    report = factories.make_missing_report(member, event)

    with pytest.raises(ValidationError):
        workflow.accept(report, by=officer, hours=Decimal("3.25"))

    report.refresh_from_db()
    assert (report.state, kept(member)) == ("submitted", [])


@pytest.mark.parametrize("state", State)
def test_accepting_brings_back_what_was_not_theirs_or_deleted(member, event, officer, state):
    attendance = factories.make_attendance(member, event, state)
    member.cpd_records.all().delete()

    workflow.accept(factories.make_missing_report(member, event), by=officer)

    attendance.refresh_from_db()
    assert (attendance.state, kept(member)) == ("listed", [("to_confirm", Decimal(3))])


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_nobody_decides_about_their_own_report(officer, event, verb, press):
    own = factories.make_missing_report(open_record(officer), event)

    with pytest.raises(PermissionDenied):
        press(verb, own)


# --- What the tables refuse ----------------------------------------------------------------------

REFUSED = {
    "attendance_once_an_event": lambda m, e: factories.make_attendance(m, e, "taken_back"),
    "attendance_by_staff_is_signed": lambda m, e: factories.make_attendance(m, listed_by=None),
    "attendance_listed_by_another": lambda m, e: factories.make_attendance(m, listed_by=m.user),
    "attendance_denial_is_dated": lambda m, e: factories.make_attendance(
        m, state="not_me", answered_at=None
    ),
    "attendance_hours_possible": lambda m, e: factories.make_attendance(m, hours=Decimal("0.1")),
    "attendance_state_known": lambda m, e: factories.make_attendance(m, state="gone"),
    "attendance_source_known": lambda m, e: factories.make_attendance(m, source="talk"),
    "missing_report_open_once": lambda m, e: factories.make_missing_report(m, e),
    "missing_report_decision_is_signed": lambda m, e: factories.make_missing_report(
        m, e, "accepted", decided_by=None
    ),
    "missing_report_refusal_has_reason": lambda m, e: factories.make_missing_report(
        m, e, "refused", reason=""
    ),
    "missing_report_decided_by_another": lambda m, e: factories.make_missing_report(
        m, e, "refused", decided_by=m.user
    ),
    "missing_report_state_known": lambda m, e: factories.make_missing_report(m, e, "gone"),
    "event_code_closes_after_opening": lambda m, e: factories.make_event_code(
        e, closes_at=timezone.now() + 2 * factories.YESTERDAY
    ),
    "event_code_is_there": lambda m, e: factories.make_event_code(e, code=""),
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_table_refuses_what_must_not_be(member, event, constraint):
    factories.make_attendance(member, event)
    factories.make_missing_report(member, event)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        REFUSED[constraint](member, event)

    if constraint not in {"attendance_once_an_event", "missing_report_open_once"}:
        assert constraint in str(refused.value)


def test_record_has_an_event_once_and_any_number_of_none(member, event):
    factories.make_record(member, event=event)
    factories.make_record(member)
    factories.make_record(member)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_record(member, event=event)

    assert Record.objects.count() == 3


# --- The event changes ---------------------------------------------------------------------------


def test_drafts_follow_the_hours_of_the_event(event):
    full, part, long_part, theirs = (factories.make_member() for _ in range(4))
    factories.make_attendance(full, event)
    factories.make_attendance(part, event, hours=Decimal(1))
    factories.make_attendance(long_part, event, hours=Decimal("2.5"))
    factories.make_attendance(theirs, event, confirmed=True)
    event.cpd_hours = Decimal(2)
    event.save()

    followed = workflow.follow(event)

    assert (followed.changed, followed.gone) == (2, 0)
    found = [kept(one)[0][1] for one in (full, part, long_part, theirs)]
    assert found == [Decimal(2), Decimal(1), Decimal(2), Decimal(3)]


def test_part_is_kept_when_the_hours_go_down_and_up_again(member, event):
    factories.make_attendance(member, event, hours=Decimal(2))
    for hours in (1, 4):
        event.cpd_hours = Decimal(hours)
        event.save()
        workflow.follow(event)

    assert kept(member) == [("to_confirm", Decimal(2))]
    assert workflow.follow(event).changed == 0


def test_nothing_is_left_to_confirm_of_an_event_without_cpd(member, stranger, event, officer):
    factories.make_attendance(member, event)
    factories.make_attendance(stranger, event, confirmed=True)
    event.cpd_hours = None
    event.save()

    followed = workflow.follow(event)

    assert (followed.changed, followed.gone) == (0, 1)
    assert (kept(member), kept(stranger)) == ([], [("declared", Decimal(3))])
    event.cpd_hours = Decimal(2)
    assert workflow.list_present(event, {member.pk: None}, by=officer) == 1
    assert kept(member) == [("to_confirm", Decimal(2))]


def test_event_gives_hours_in_quarters():
    with pytest.raises(ValidationError) as refused:
        Event(cpd_hours=Decimal("1.3")).clean()

    assert refused.value.message_dict == {"cpd_hours": ["CPD hours go in quarters, such as 1.25."]}


def test_event_that_was_attended_is_not_deleted(member, event):
    factories.make_attendance(member, event)

    with pytest.raises(IntegrityError):
        event.delete()


# --- Drafts and totals ---------------------------------------------------------------------------


def test_draft_counts_nowhere(member, event):
    factories.make_attendance(member, event)

    assert Record.objects.of(member).counting().hours() == 0
    assert Record.objects.of(member).totals() == {"entries": 1, "logged": 3, "counted": 0}
    assert cpd_so_far(member.cpd_records.all(), timezone.localdate().year).hours == 0
    assert [one.standing.name for one in activities_of(member.cpd_records.all())] == ["PENDING"]


def test_copy_of_an_entry_is_of_no_event(member, event):
    factories.make_attendance(member, event, confirmed=True)

    assert member.cpd_records.get().copied().event is None


def test_draft_of_a_withdrawn_event_is_shown_to_nobody_until_it_is_back(member, event):
    factories.make_attendance(member, event)
    Event.objects.filter(pk=event.pk).update(withdrawn_at=timezone.now())
    gone = list(Record.objects.of(member))
    Event.objects.filter(pk=event.pk).update(withdrawn_at=None)

    back = list(Record.objects.of(member))

    assert (gone, len(back)) == ([], 1)


def test_confirmed_entry_stays_when_its_event_is_withdrawn(member, event):
    factories.make_attendance(member, event, confirmed=True)
    Event.objects.filter(pk=event.pk).update(withdrawn_at=timezone.now())

    assert Record.objects.of(member).counting().hours() == 3


# --- Two at once ---------------------------------------------------------------------------------


def at_once(*steps) -> list:
    """Each step on a connection of its own, begun together; what each gave or raised."""
    all_ready = Barrier(len(steps))

    def take(step):
        try:
            all_ready.wait()
            return step()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_lists_at_once_each_member_has_one_draft():
    event = factories.make_past_event()
    officers = [factories.make_user(is_staff=True) for _ in range(2)]
    present = dict.fromkeys([factories.make_member().pk for _ in range(20)])

    numbers = at_once(
        *(lambda by=by: workflow.list_present(event, present, by=by) for by in officers)
    )

    assert sorted(numbers) == [0, 20]
    assert Record.objects.count() == Attendance.objects.count() == 20


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_a_list_and_the_code_at_once_the_member_has_one_entry():
    event, officer = factories.make_past_event(), factories.make_user(is_staff=True)
    members = [factories.make_member() for _ in range(8)]
    present = {member.pk: None for member in members}

    found = at_once(
        lambda: workflow.list_present(event, present, by=officer),
        *(lambda member=member: workflow.attend(event, member) for member in members),
    )

    assert [one for one in found if isinstance(one, Exception)] == []
    assert Record.objects.count() == Attendance.objects.count() == 8


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_a_report_at_once_one_is_told():
    report = factories.make_missing_report(factories.make_member())
    first, second = (factories.make_user(is_staff=True) for _ in range(2))

    found = at_once(
        lambda: workflow.accept(MissingReport.objects.get(), by=first),
        lambda: workflow.refuse(MissingReport.objects.get(), by=second, reason="No."),
    )

    report.refresh_from_db()
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "TransitionNotAllowed"]
    assert report.state in {"accepted", "refused"}
