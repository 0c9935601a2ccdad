"""Every verb: from where it leads where, who may, what it remembers, and who is told."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.pathways.in_force import rules_in_force
from members.audits import workflow
from members.audits.entries import AuditEntry
from members.audits.models import Audit
from members.cpd.models import Record
from members.profile.workflow import open_record
from members.transitions import ChangedMeanwhile, TransitionNotAllowed
from tests import factories as make

pytestmark = pytest.mark.django_db
State, Mark = Audit.State, AuditEntry.Mark
WAITING = {State.OPEN, State.RETURNED}
SAID = {"feedback": "Two certificates are missing."}

# verb: (states it leads from, the state it leads to, what it asks beside the person)
VERBS = {
    workflow.submit: (WAITING, State.SUBMITTED, {"statement": "ready"}),
    workflow.accept: ({State.SUBMITTED}, State.PASSED, {}),
    workflow.accept_with_remarks: ({State.SUBMITTED}, State.REMARKS, SAID),
    workflow.return_for_more: (
        {State.SUBMITTED},
        State.RETURNED,
        SAID | {"due_on": date(2026, 4, 30)},
    ),
    workflow.fail: ({State.SUBMITTED} | WAITING, State.FAILED, SAID),
    workflow.excuse: ({State.SUBMITTED} | WAITING, State.EXCUSED, SAID),
}
DECISIONS = [verb for verb in VERBS if verb is not workflow.submit]
EVERY = [(verb, state) for verb in VERBS for state in State]
ALLOWED = [(verb, state) for verb, state in EVERY if state in VERBS[verb][0]]
REFUSED = [(verb, state) for verb, state in EVERY if state not in VERBS[verb][0]]


def name(value) -> str:
    return getattr(value, "__name__", str(value))


@pytest.fixture
def act(bound, officer) -> Callable[..., None]:
    """The verb by whom it is for. A failure comes once the last day has gone by."""

    def do(verb: Callable, one: Audit, **asked) -> None:
        by = bound.user if verb is workflow.submit else officer
        if verb is workflow.fail:
            one.due_on = date(2026, 3, 1)
            Audit.objects.filter(pk=one.pk).update(due_on=one.due_on)
        verb(one, **({"by": by} | VERBS[verb][2] | asked))

    return do


# --- From where to where -------------------------------------------------------------------------


def test_verbs_make_every_move_of_the_table_and_no_other():
    made = {(state, VERBS[verb][1]) for verb, state in ALLOWED}

    assert made == {(old, new) for old, states in Audit.NEXT.items() for new in states}


@pytest.mark.parametrize(("verb", "state"), ALLOWED, ids=name)
def test_verb_moves_and_remembers(audit, act, bound, officer, verb, state):
    one = audit(state)
    before = one.moves.count()

    act(verb, one)

    kept = Audit.objects.get()
    move = kept.moves.last()
    by = bound.user if verb is workflow.submit else officer
    assert kept.state == VERBS[verb][1]
    assert kept.moves.count() == before + 1
    assert (move.from_state, move.to_state, move.made_by) == (state, VERBS[verb][1], by)
    assert move.note == VERBS[verb][2].get("feedback", "")


@pytest.mark.parametrize(("verb", "state"), REFUSED, ids=name)
def test_verb_refuses_every_other_state(audit, act, verb, state):
    one = audit(state)
    before = one.moves.count()

    with pytest.raises(TransitionNotAllowed):
        act(verb, one)

    assert (Audit.objects.get().state, one.moves.count()) == (state, before)
    assert mail.outbox == []


@pytest.mark.parametrize("verb", DECISIONS, ids=name)
def test_nobody_decides_their_own(officer, drawn, verb):
    own = make.make_audit(open_record(officer), "submitted", draw=drawn)

    with pytest.raises(PermissionDenied):
        verb(own, by=officer, **VERBS[verb][2])

    assert Audit.objects.get().state == "submitted"


@pytest.mark.parametrize("verb", DECISIONS, ids=name)
def test_second_officer_is_told(audit, act, verb):
    one = audit("submitted")
    stale = Audit.objects.get()
    act(workflow.accept, one)

    with pytest.raises(TransitionNotAllowed, match="This stands at “Passed”"):
        act(verb, stale)

    assert Audit.objects.get().state == "passed"


def test_decision_upon_an_answer_that_was_sent_anew_is_refused(audit, act):
    one = audit("submitted")
    stale = Audit.objects.get()
    act(workflow.return_for_more, one)
    act(workflow.submit, one)

    with pytest.raises(ChangedMeanwhile):
        act(workflow.accept, stale)


# --- Who is told ---------------------------------------------------------------------------------

TOLD = {
    (workflow.submit, State.OPEN): "CPD audit: your answer has arrived",
    (workflow.submit, State.RETURNED): "CPD audit: your answer has arrived",
    (workflow.accept, State.SUBMITTED): "CPD audit: Passed",
    (workflow.accept_with_remarks, State.SUBMITTED): "CPD audit: Passed with remarks",
    (workflow.return_for_more, State.SUBMITTED): "CPD audit: more is needed by 30 April 2026",
    (workflow.fail, State.SUBMITTED): "CPD audit: Not passed",
    (workflow.fail, State.OPEN): "CPD audit: Not passed",
    (workflow.fail, State.RETURNED): "CPD audit: Not passed",
    (workflow.excuse, State.SUBMITTED): "CPD audit: Excused",
    (workflow.excuse, State.OPEN): "CPD audit: Excused",
    (workflow.excuse, State.RETURNED): "CPD audit: Excused",
}


def test_table_of_mails_names_every_move():
    assert set(TOLD) == set(ALLOWED)


@pytest.mark.parametrize(("verb", "state"), TOLD, ids=name)
def test_member_alone_is_told_once(audit, act, verb, state, django_capture_on_commit_callbacks):
    one = audit(state)

    with django_capture_on_commit_callbacks(execute=True):
        act(verb, one)

    told = [(message.to, message.subject) for message in mail.outbox]
    assert told == [(["li.wei@example.org"], TOLD[verb, state])]
    assert one.get_absolute_url() in mail.outbox[0].body


def test_mail_is_in_the_members_language(audit, act, bound, django_capture_on_commit_callbacks):
    bound.language = "zh-hans"
    bound.save()
    one = audit("submitted")

    with django_capture_on_commit_callbacks(execute=True):
        act(workflow.accept, one)

    assert mail.outbox[0].subject == "持续职业发展抽查：通过"


# --- The answer ----------------------------------------------------------------------------------


def test_answer_keeps_the_entries_as_they_are(audit, act, record, bare):
    one = audit()
    file = record.evidence.get()

    act(workflow.submit, one, statement="elsewhere", explanation="With the Bridge Bureau.")
    Record.objects.filter(pk=record.pk).update(title="Another", hours="1")
    bare.delete()

    entries = [
        (one.title, str(one.hours), one.credit, one.files, list(one.evidence.all()))
        for one in AuditEntry.objects.in_order()
    ]
    assert entries == [
        ("Seminar on bridges", "27.50", 27.5, [[file.pk, file.name, file.sha256]], [file]),
        ("Seminar on tunnels", "3.00", 3, [], []),
    ]
    kept = Audit.objects.get()
    assert (kept.statement, kept.explanation, kept.rounds) == (
        "elsewhere",
        "With the Bridge Bureau.",
        1,
    )


def test_entries_of_other_periods_and_members_are_not_in_it(audit, act, record, stranger):
    make.make_record(record.member, done_on=date(2026, 1, 1))
    make.make_record(record.member, done_on=date(2024, 12, 31))
    make.make_record(stranger, done_on=date(2025, 5, 6))

    act(workflow.submit, audit())

    assert [entry.record for entry in AuditEntry.objects.all()] == [record]


def test_entry_that_is_not_confirmed_is_kept_as_left_out(audit, act, bound):
    make.make_record(bound, state="to_confirm", done_on=date(2025, 5, 6))

    act(workflow.submit, audit())

    entry = AuditEntry.objects.get()
    assert (entry.is_left_out, entry.credit) == (True, 0)
    assert entry.counted.startswith("It waits for you to confirm it")


def test_second_answer_leaves_the_first_readable(audit, act, record, officer):
    one = audit()
    act(workflow.submit, one)
    act(workflow.return_for_more, one)
    Record.objects.filter(pk=record.pk).update(title="Corrected")

    act(workflow.submit, one)

    assert list(AuditEntry.objects.values_list("round", "title")) == [
        (1, "Seminar on bridges"),
        (2, "Corrected"),
    ]


@pytest.mark.parametrize("is_changed", [True, False])
def test_accepted_entry_stays_accepted_unless_it_was_changed(
    audit, act, record, officer, is_changed
):
    one = audit()
    act(workflow.submit, one)
    workflow.mark(one, [marked(one.entries.get(), Mark.ACCEPTED)], by=officer)
    act(workflow.return_for_more, Audit.objects.get())
    if is_changed:
        record.evidence.add(make.make_evidence(record.member))

    act(workflow.submit, Audit.objects.of(record.member).get())

    second = AuditEntry.objects.get(round=2)
    found = (second.mark, second.marked_by)
    assert found == (("", None) if is_changed else (Mark.ACCEPTED, officer))


def test_answer_after_the_day_is_taken(audit, act):
    one = audit(due_on=date(2026, 1, 31))

    act(workflow.submit, one)

    assert Audit.objects.get().state == "submitted"


# --- More time -----------------------------------------------------------------------------------


def test_extension_is_given_at_once_and_told(audit, django_capture_on_commit_callbacks):
    one = audit(due_on=date(2026, 3, 2))

    with django_capture_on_commit_callbacks(execute=True):
        workflow.extend(one, reason="I am abroad.")

    kept = Audit.objects.get()
    assert (kept.due_on, kept.extension_reason, kept.state) == (
        date(2026, 3, 16),
        "I am abroad.",
        "open",
    )
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["li.wei@example.org"], "CPD audit: you have until 16 March 2026")
    ]


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("open", {"due_on": date(2026, 3, 1)}),
        ("open", {"extended_at": make.SENT_AT, "extension_reason": "Once."}),
        ("submitted", {}),
        ("passed", {}),
    ],
)
def test_extension_is_given_once_and_in_time(audit, state, fields):
    one = audit(state, **fields)

    with pytest.raises(ValidationError, match="There is no extension any more"):
        workflow.extend(one, reason="Again.")

    assert Audit.objects.get().due_on == one.due_on
    assert mail.outbox == []


def test_draw_may_give_no_extension(audit, drawn):
    drawn.extension_days = 0
    drawn.save()

    with pytest.raises(ValidationError):
        workflow.extend(audit(), reason="I am abroad.")


def test_two_pages_extend_once(audit):
    one = audit()
    stale = Audit.objects.select_related("draw").get()
    workflow.extend(one, reason="I am abroad.")

    with pytest.raises(ValidationError):
        workflow.extend(stale, reason="I am abroad.")

    assert Audit.objects.get().due_on == one.due_on


# --- What is found -------------------------------------------------------------------------------


def marked(entry: AuditEntry, mark: str, reason: str = "", comment: str = "") -> AuditEntry:
    entry.mark, entry.reason, entry.comment = mark, reason, comment
    return entry


@pytest.fixture
def sent(audit, act, record, bare) -> Audit:
    one = audit()
    act(workflow.submit, one)
    return Audit.objects.of(record.member).get()


def states() -> dict[str, str]:
    return dict(Record.objects.values_list("title", "state"))


def test_marks_are_signed_and_wait_for_the_decision(sent, officer):
    entry = sent.entries.get(title="Seminar on tunnels")

    workflow.mark(sent, [marked(entry, Mark.NOT_ACCEPTED, "no_evidence")], by=officer)

    entry.refresh_from_db()
    assert (entry.mark, entry.marked_by) == (Mark.NOT_ACCEPTED, officer)
    assert set(states().values()) == {"declared"}


def test_mark_is_taken_back(sent, officer):
    entry = sent.entries.first()
    workflow.mark(sent, [marked(entry, Mark.ACCEPTED)], by=officer)

    workflow.mark(Audit.objects.get(), [marked(entry, "")], by=officer)

    entry.refresh_from_db()
    assert (entry.mark, entry.marked_by) == ("", None)


@pytest.mark.parametrize("state", [State.OPEN, State.RETURNED, State.PASSED, State.FAILED])
def test_marks_are_taken_only_while_it_is_with_the_reviewer(audit, officer, record, state):
    one = audit(state, records=(record,))

    with pytest.raises(TransitionNotAllowed):
        workflow.mark(one, [marked(entry, "accepted") for entry in one.entries.all()], by=officer)


def test_decision_upon_older_marks_is_refused(sent, act, officer):
    """A colleague has marked since the page was read."""
    stale = Audit.objects.of(sent.member).get()
    later = timezone.now() + timedelta(minutes=1)
    Audit.objects.filter(pk=sent.pk).update(updated_at=later)

    with pytest.raises(ChangedMeanwhile):
        act(workflow.accept, stale)


def test_passed_entries_with_evidence_are_checked_and_others_stay_declared(sent, act):
    act(workflow.accept, sent)

    assert states() == {"Seminar on bridges": "verified", "Seminar on tunnels": "declared"}
    assert {entry.mark for entry in AuditEntry.objects.all()} == {Mark.ACCEPTED}


def test_entry_changed_after_it_was_sent_is_not_checked_unseen(sent, act, record):
    record.hours = 40
    record.save()
    later = timezone.now() + timedelta(minutes=1)
    Record.objects.filter(pk=record.pk).update(updated_at=later)

    act(workflow.accept, sent)

    assert states()["Seminar on bridges"] == "declared"


@pytest.mark.parametrize("verb", [workflow.accept_with_remarks, workflow.fail], ids=name)
def test_entry_not_accepted_counts_no_more_and_says_why(sent, act, officer, bound, verb):
    entry = sent.entries.get(title="Seminar on tunnels")
    found = marked(entry, Mark.NOT_ACCEPTED, "not_cpd", "See page 2.")
    workflow.mark(sent, [found], by=officer)
    before = bound.facts_version

    act(verb, Audit.objects.of(bound).get())

    bare = Record.objects.get(title="Seminar on tunnels")
    bound.refresh_from_db()
    assert (bare.state, bare.counted_hours) == ("rejected", 0)
    assert bare.reason == "It is ordinary work, and no development.\nSee page 2."
    assert bound.facts_version > before


def test_return_leaves_the_records_alone(sent, act, officer):
    entry = sent.entries.get(title="Seminar on tunnels")
    workflow.mark(sent, [marked(entry, Mark.NOT_ACCEPTED, "no_evidence")], by=officer)

    act(workflow.return_for_more, Audit.objects.get())

    assert set(states().values()) == {"declared"}


def test_excused_audit_touches_no_record(sent, act, officer):
    entry = sent.entries.get(title="Seminar on tunnels")
    workflow.mark(sent, [marked(entry, Mark.NOT_ACCEPTED, "no_evidence")], by=officer)

    act(workflow.excuse, Audit.objects.get())

    assert set(states().values()) == {"declared"}


def test_record_that_is_gone_stops_no_decision(sent, act, bare):
    bare.delete()

    act(workflow.accept, sent)

    assert Audit.objects.get().state == "passed"


def test_return_needs_a_day_to_come(audit, act):
    with pytest.raises(ValidationError, match="still to come"):
        act(workflow.return_for_more, audit("submitted"), due_on=date(2026, 3, 2))


def test_unanswered_audit_is_not_failed_before_its_day(audit, officer):
    one = audit(due_on=date(2026, 3, 2))

    with pytest.raises(ValidationError, match="may still answer"):
        workflow.fail(one, by=officer, **SAID)

    assert Audit.objects.get().state == "open"


# --- What follows --------------------------------------------------------------------------------


def test_failures_in_a_row_lead_to_the_consequence_of_their_number(audit, act, bound, requirement):
    make.make_consequence(requirement, 1, text_en="Advice.")
    second = make.make_consequence(requirement, 2, text_en="A warning.")
    before = make.make_draw(
        requirement, is_drawn=True, first_on=date(2024, 1, 1), last_on=date(2024, 12, 31)
    )
    make.make_audit(bound, "failed", draw=before)
    one = audit("submitted")

    act(workflow.fail, one)

    kept = Audit.objects.get(pk=one.pk)
    assert (kept.failures, kept.consequence) == (2, second)


def test_failures_of_another_requirement_are_not_counted(audit, act, bound, requirement):
    make.make_audit(bound, "failed")
    one = audit("submitted")

    act(workflow.fail, one)

    kept = Audit.objects.get(pk=one.pk)
    assert (kept.failures, kept.consequence) == (1, None)


def test_consequence_is_told_in_the_mail(
    audit, act, requirement, django_capture_on_commit_callbacks
):
    make.make_consequence(requirement, 1, text_en="Somebody will call you.")
    one = audit("submitted")

    with django_capture_on_commit_callbacks(execute=True):
        act(workflow.fail, one)

    assert "1 audit in a row is not passed. Somebody will call you." in mail.outbox[0].body


def test_answering_and_deciding_cost_the_same_for_one_entry_and_for_three(audit, act, bound):
    rules_in_force(date(2025, 12, 31))
    costs = []
    for number in (1, 2):
        Audit.objects.all().delete()
        for _ in range(number):
            record = make.make_record(bound, done_on=date(2025, 5, 6))
            record.evidence.add(make.make_evidence(bound))
        one = audit()
        with CaptureQueriesContext(connection) as seen:
            act(workflow.submit, one)
            act(workflow.accept, Audit.objects.of(bound).get())
        costs.append(len(seen))

    assert costs[0] == costs[1]
