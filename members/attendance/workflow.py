"""How an attendance becomes a draft, and what its member and the staff can make of it.

A draft follows its event until the member confirms it (`follow`). While an event is withdrawn its
drafts are shown to nobody (`RecordQuerySet.withheld`); they are there again once it is not.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.cpd import workflow as cpd
from members.cpd.models import Record
from members.profile.models import Member, User
from members.qualifications.interests import refuse_interested
from members.transitions import advance
from news.events.models import Event

from . import emails
from .models import Attendance, EventCode, MissingReport, given_by

State, Source = Attendance.State, Attendance.Source
# Without 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B: 25 signs, 150,000 million codes.
SIGNS = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


# --- The draft -----------------------------------------------------------------------------------


def draft_of(event: Event, member: Member, hours: Decimal | None) -> Record:
    """What the event says of itself, in the language of the member. Not saved.

    `hours=None` is all of the event, and nobody was there for more than that.
    """
    titles, most = [event.title_en, event.title_zh], given_by(event)
    first, other = titles if member.language == "en" else reversed(titles)
    return Record(
        member=member,
        event=event,
        title=first or other or event.slug,
        hours=min(hours or most, most),
        done_on=min(event.last_day, timezone.localdate()),
        kind=event.cpd_kind or ActivityKind.SEMINAR,
        aspect=event.cpd_aspect or Aspect.KNOWLEDGE,
        is_online=event.is_online,
        state=Record.State.TO_CONFIRM,
    )


def refuse_without_cpd(event: Event) -> None:
    if given_by(event) is None:
        raise ValidationError(_("The event gives no CPD: write its hours first."))


# --- By staff: a list of those present -----------------------------------------------------------


@transaction.atomic
def list_present(event: Event, present: Mapping[int, Decimal | None], *, by: User) -> int:
    """One draft for each member of `present` who has none of this event; how many came in.

    The keys are those of members, the hours None for all of the event. Whoever is listed, or has
    said that it was not them, is passed over, so the same list does nothing a second time. A list
    that was taken back can be listed anew. The number of queries does not depend on the list, but
    for the parts in which SQLite takes long inserts.
    """
    refuse_without_cpd(event)
    now = timezone.now()
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)  # one list of an event at a time
    of_event = Attendance.objects.filter(event=event)
    of_event.filter(state=State.TAKEN_BACK, member__in=list(present)).delete()
    listed = {"event": event, "source": Source.ROSTER, "listed_by": by, "listed_at": now}
    known = set(of_event.values_list("member", flat=True))
    Attendance.objects.bulk_create(
        [
            Attendance(member_id=pk, hours=part_of(event, hours), **listed)
            for pk, hours in present.items()
            if pk not in known
        ],
        ignore_conflicts=True,  # with the code, which takes no turn
    )
    added = list(of_event.filter(listed_by=by, listed_at=now).select_related("member"))
    cpd.draft([draft_of(event, one.member, one.hours) for one in added])
    settle(event, added, by)
    return len(added)


def part_of(event: Event, hours: Decimal | None) -> Decimal | None:
    """None when it is all of the event, so that it follows when the event's hours change."""
    return hours if hours and hours < given_by(event) else None


def settle(event: Event, added: Iterable[Attendance], by: User) -> None:
    """Whoever reported the event as missing and now is listed has an answer."""
    reports = list(
        MissingReport.objects.open()
        .filter(event=event, member__in=[one.member_id for one in added])
        .select_related("member__user", "event")
    )
    signed = {"decided_by": by, "decided_at": timezone.now(), "updated_at": timezone.now()}
    MissingReport.objects.filter(pk__in=[report.pk for report in reports]).update(
        state=MissingReport.State.ACCEPTED, **signed
    )
    for report in reports:
        report.state = MissingReport.State.ACCEPTED
        emails.decided(report)


@transaction.atomic
def take_back(chosen: QuerySet[Attendance]) -> int:
    """Of these, what still waits for its member goes, and can be listed anew; how many went.

    What a member has confirmed is theirs and stays.
    """
    rows = chosen.filter(member=OuterRef("member"), event=OuterRef("event"), state=State.LISTED)
    waiting = Record.objects.filter(Exists(rows), state=Record.State.TO_CONFIRM)
    drafts = list(waiting.select_for_update().values_list("pk", "member", "event"))
    for_draft = Record.objects.filter(pk__in=[pk for pk, _member, _event in drafts])
    attended = Q(pk__in=[])
    for event in {event for _pk, _member, event in drafts}:
        members = [member for _pk, member, of in drafts if of == event]
        attended |= Q(event=event, member__in=members)
    Attendance.objects.filter(attended, state=State.LISTED).update(state=State.TAKEN_BACK)
    cpd.discard(for_draft)
    return len(drafts)


@dataclass(frozen=True, slots=True)
class Followed:
    """Drafts with other hours now, and drafts that went."""

    changed: int
    gone: int


@transaction.atomic
def follow(event: Event) -> Followed:
    """After a change of the event: what waits gives as many hours as the event does now.

    Who was there for a part keeps that part, but never more than the whole. An event without CPD
    leaves nothing to confirm. What was confirmed before is the member's own and stays.
    """
    hours = given_by(event)
    of_event = Attendance.objects.filter(event=event, state=State.LISTED)
    if hours is None:
        return Followed(0, take_back(of_event))
    waiting = Record.objects.filter(event=event, state=Record.State.TO_CONFIRM)
    parts = of_event.filter(hours__lt=hours).values_list("member", "hours")
    changed = waiting.exclude(member__in=parts.values("member")).exclude(hours=hours)
    number = changed.update(hours=hours)
    for part in set(parts.values_list("hours", flat=True)):
        theirs = waiting.filter(member__in=of_event.filter(hours=part).values("member"))
        number += theirs.exclude(hours=part).update(hours=part)
    return Followed(number, 0)


# --- By the member -------------------------------------------------------------------------------


@transaction.atomic
def disown(record: Record) -> None:
    """The member was not there: the draft goes, and no list brings it again.

    Raises TransitionNotAllowed when the draft went before.
    """
    attendance = Attendance.objects.get(member=record.member_id, event=record.event_id)
    advance(attendance, State.NOT_ME, answered_at=timezone.now())
    cpd.discard(Record.objects.filter(pk=record.pk))


@transaction.atomic
def reclaim(attendance: Attendance) -> None:
    """It was them after all: the draft waits again. Raises TransitionNotAllowed when it does."""
    refuse_without_cpd(attendance.event)
    advance(attendance, State.LISTED, answered_at=None)
    cpd.draft([draft_of(attendance.event, attendance.member, attendance.hours)])


@transaction.atomic
def attend(event: Event, member: Member) -> tuple[Record, bool]:
    """By the code of the event: entered by the member's own hand, so it is theirs at once.

    False when it stood in the record already. A draft that waits is confirmed by it, and a report
    that it is missing is settled.
    """
    put_down(event, member, source=Source.CODE)
    record = Record.objects.filter(member=member, event=event).first()
    is_new = record is None or record.state == Record.State.TO_CONFIRM
    if record is None:
        cpd.draft([draft_of(event, member, None)])
        record = Record.objects.get(member=member, event=event)
    cpd.confirm(record)
    for report in MissingReport.objects.open().filter(member=member, event=event):
        withdraw(report)
    return record, is_new


def put_down(event: Event, member: Member, *, source: Source, **said) -> Attendance:
    """Listed, whatever was said before, and once."""
    said = {"source": source, "listed_at": timezone.now(), "listed_by": None} | said
    attendance, is_new = Attendance.objects.get_or_create(event=event, member=member, defaults=said)
    if not is_new and attendance.state != State.LISTED:
        advance(attendance, State.LISTED, answered_at=None, **said)
    return attendance


def report_missing(report: MissingReport) -> None:
    report.save(force_insert=True)


def withdraw(report: MissingReport) -> None:
    """By the member. Raises TransitionNotAllowed after the decision."""
    advance(report, MissingReport.State.WITHDRAWN)


# --- By staff: codes and reports -----------------------------------------------------------------


def open_code(code: EventCode, *, by: User, anew: bool) -> None:
    """Save from when to when it can be entered, signed; `anew` puts another in its place."""
    refuse_without_cpd(code.event)
    if anew or not code.code:
        code.code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    code.opened_by = by
    code.save()


@transaction.atomic
def accept(report: MissingReport, *, by: User, hours: Decimal | None = None) -> None:
    """The draft waits for the member, who is told. `hours=None` is all of the event."""
    refuse_own_case(report, by)
    refuse_interested(by, report)
    refuse_without_cpd(report.event)
    if hours and hours > given_by(report.event):
        raise ValidationError({"hours": _("The event does not give as many hours.")})
    decide(report, MissingReport.State.ACCEPTED, by=by)
    hours = part_of(report.event, hours)
    put_down(report.event, report.member, source=Source.REPORT, listed_by=by, hours=hours)
    cpd.draft([draft_of(report.event, report.member, hours)])
    emails.decided(report)


@transaction.atomic
def refuse(report: MissingReport, *, by: User, reason: str) -> None:
    refuse_own_case(report, by)
    refuse_interested(by, report)
    decide(report, MissingReport.State.REFUSED, by=by, reason=reason)
    emails.decided(report)


def decide(report: MissingReport, to: MissingReport.State, *, by: User, reason: str = "") -> None:
    advance(report, to, decided_by=by, decided_at=timezone.now(), reason=reason)


def refuse_own_case(report: MissingReport, by: User) -> None:
    if report.member_id == by.pk:
        raise PermissionDenied(_("Nobody decides their own case."))
