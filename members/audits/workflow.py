"""How an audit is answered and decided: one verb for each move.

Every verb is one transaction: the state, the step in the history, and the mail once both are
certain. It raises TransitionNotAllowed when the audit stands elsewhere by then, and ValidationError
in words when something is missing.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from members.cpd import workflow as cpd
from members.profile.models import User
from members.qualifications.interests import refuse_interested
from members.transitions import TransitionNotAllowed, advance

from . import emails
from .entries import AuditEntry
from .facts import failures_with, steps_of
from .history import AuditMove
from .models import Audit
from .rules import consequence
from .sheet import Line, sheet

State, Mark = Audit.State, AuditEntry.Mark
SEEN = ("rounds", "due_on", "updated_at")  # what staff have read, beside the state

# --- By the member -------------------------------------------------------------------------------


@transaction.atomic
def submit(audit: Audit, *, by: User, statement: str, explanation: str = "") -> None:
    """Send the answer, for the first time or after a return, with the entries as they are now.

    Also after the last day, as long as nobody has decided.
    """
    refuse_elsewhere(audit, State.SUBMITTED, *Audit.WAITING_FOR_MEMBER)
    shown = sheet(audit)
    move(
        audit,
        State.SUBMITTED,
        by=by,
        said={"statement": statement, "note": explanation},
        statement=statement,
        explanation=explanation,
        submitted_at=timezone.now(),
        rounds=audit.rounds + 1,
    )
    freeze(audit, shown.lines)


def freeze(audit: Audit, lines: Iterable[Line]) -> None:
    """Keep the entries as they are. An accepted one stays so where nothing of it has changed."""
    entries = AuditEntry.objects.bulk_create([frozen(audit, line) for line in lines])
    AuditEntry.evidence.through.objects.bulk_create(
        AuditEntry.evidence.through(auditentry_id=entry.pk, evidencefile_id=key)
        for entry in entries
        for key, _name, _hash in entry.files
    )


def frozen(audit: Audit, line: Line) -> AuditEntry:
    record = line.record
    entry = AuditEntry(
        audit=audit,
        member_id=audit.member_id,
        round=audit.rounds,
        record=record,
        record_state=record.state,
        record_changed_at=record.updated_at,
        credit=line.credit,
        why=line.why,
        is_left_out=line.is_left_out,
        files=[[file.pk, file.name, file.sha256] for file in line.files],
        **{name: getattr(record, name) for name in AuditEntry.SAID},
    )
    if line.before and line.before.mark == Mark.ACCEPTED and entry.is_same_as(line.before):
        entry.mark, entry.marked_by_id = Mark.ACCEPTED, line.before.marked_by_id
    return entry


@transaction.atomic
def extend(audit: Audit, *, reason: str) -> None:
    """More days, as many as the draw gives. Granted at once: whoever asks in time has it, once.

    Raises ValidationError when it is too late, was given before, or the draw gives none.
    """
    today, now = timezone.localdate(), timezone.now()
    if not audit.may_be_extended(today):
        raise ValidationError(_("There is no extension any more. Answer as soon as you can."))
    days = timedelta(days=audit.draw.extension_days)
    changes = {"extended_at": now, "extension_reason": reason, "updated_at": now}
    open_still = Audit.objects.filter(
        pk=audit.pk, state=audit.state, extended_at=None, due_on=audit.due_on
    )
    if not open_still.update(due_on=F("due_on") + days, **changes):
        raise ValidationError(_("There is no extension any more. Answer as soon as you can."))
    audit.refresh_from_db()
    emails.extended(audit)


# --- By an officer -------------------------------------------------------------------------------


@transaction.atomic
def mark(audit: Audit, entries: Iterable[AuditEntry], *, by: User) -> None:
    """Sign what was found of entries, while the audit is with the reviewer."""
    refuse_own_case(audit, by)
    refuse_interested(by, audit)
    if not Audit.objects.filter(pk=audit.pk, state=State.SUBMITTED, rounds=audit.rounds).update(
        updated_at=timezone.now()
    ):
        raise TransitionNotAllowed(State(audit.state), State.SUBMITTED)
    for entry in entries:
        entry.marked_by = by if entry.mark else None
        entry.save(update_fields=["mark", "reason", "comment", "marked_by"])


@transaction.atomic
def accept(audit: Audit, *, by: User, feedback: str = "") -> None:
    """Passed. Entries that nobody has marked are accepted with it."""
    finish(audit, State.PASSED, by=by, feedback=feedback)


@transaction.atomic
def accept_with_remarks(audit: Audit, *, by: User, feedback: str) -> None:
    finish(audit, State.REMARKS, by=by, feedback=feedback)


def finish(audit: Audit, to: State, *, by: User, feedback: str) -> None:
    decide(audit, to, State.SUBMITTED, by=by, feedback=feedback)
    entries = audit.entries.newest().filter(is_left_out=False)
    entries.filter(mark="").update(mark=Mark.ACCEPTED, marked_by=by)
    settle(audit)


@transaction.atomic
def return_for_more(audit: Audit, *, by: User, feedback: str, due_on: date) -> None:
    """Back to the member, with a new last day to answer."""
    if due_on <= timezone.localdate():
        raise ValidationError(_("Write a day that is still to come."))
    decide(audit, State.RETURNED, State.SUBMITTED, by=by, feedback=feedback, due_on=due_on)


@transaction.atomic
def fail(audit: Audit, *, by: User, feedback: str) -> None:
    """Not passed, with what follows from so many in a row. Unanswered: only after the last day."""
    if audit.is_open_to_member and not audit.is_overdue(timezone.localdate()):
        raise ValidationError(_("The member may still answer: the last day has not gone by."))
    failures = failures_with(audit)
    follows = consequence(steps_of(audit), failures)
    decide(
        audit,
        State.FAILED,
        State.SUBMITTED,
        *Audit.WAITING_FOR_MEMBER,
        by=by,
        feedback=feedback,
        failures=failures,
        consequence=follows,
    )
    settle(audit)


@transaction.atomic
def excuse(audit: Audit, *, by: User, feedback: str) -> None:
    """Taken out of the audit, at any time before it is decided; no entry is touched."""
    decide(
        audit,
        State.EXCUSED,
        State.SUBMITTED,
        *Audit.WAITING_FOR_MEMBER,
        by=by,
        feedback=feedback,
    )


def settle(audit: Audit) -> None:
    """What was found of the entries sent last becomes the state of the member's records.

    Accepted with evidence: checked by the Society. Not accepted: it does not count any more, and
    says why. Accepted on the member's word alone: it stays declared.
    """
    entries = [one for one in audit.entries.newest() if one.record_id and one.mark]
    cpd.verify(
        {
            one.record_id: one.record_changed_at
            for one in entries
            if one.mark == Mark.ACCEPTED and one.files
        }
    )
    with translation.override(audit.member.language):
        cpd.reject(
            {one.record_id: one.explained for one in entries if one.mark == Mark.NOT_ACCEPTED}
        )


# --- The step that all of them take --------------------------------------------------------------


def decide(audit: Audit, to: State, *since: State, by: User, feedback: str, **changes) -> None:
    refuse_own_case(audit, by)
    refuse_interested(by, audit)
    refuse_elsewhere(audit, to, *since)
    stamps = {"decided_by": by, "decided_at": timezone.now()}
    said = {"note": feedback}
    move(audit, to, by=by, unchanged=SEEN, said=said, feedback=feedback, **stamps, **changes)


def move(
    audit: Audit,
    to: State,
    *,
    by: User,
    said: dict[str, str],
    unchanged: tuple[str, ...] = (),
    **changes,
) -> None:
    old = audit.state
    advance(audit, to, unchanged=unchanged, **changes)
    made = AuditMove.objects.create(
        audit=audit,
        member_id=audit.member_id,
        from_state=old,
        to_state=to,
        made_at=timezone.now(),
        made_by=by,
        **said,
    )
    emails.moved(made)


def refuse_own_case(audit: Audit, by: User) -> None:
    if audit.member_id == by.pk:
        raise PermissionDenied(_("Nobody decides their own case."))


def refuse_elsewhere(audit: Audit, to: State, *since: State) -> None:
    if audit.state not in since:
        raise TransitionNotAllowed(State(audit.state), to)
