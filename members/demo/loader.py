"""Invented members for a first look at the portal. The same every time, but for the day."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from agreements.requirements.models import CpdRequirement
from agreements.requirements.vocabulary import ActivityKind
from agreements.titles.models import Body, Grade
from members.attendance.models import Attendance, MissingReport
from members.attendance.workflow import draft_of
from members.cpd.closing import closed_days
from members.cpd.corrections import Correction
from members.cpd.facts import holder
from members.cpd.fields import plain
from members.cpd.goals import Goal
from members.cpd.models import Record
from members.cpd.plan import PlannedActivity, last_of_month
from members.cpd.statements import Statement
from members.cpd.year_end import counted_at_the_end, drafted
from members.declarations.models import Declaration
from members.declarations.texts import current_edition
from members.declarations.workflow import SOCIETY
from members.evidence.models import EvidenceFile
from members.evidence.workflow import keep
from members.experience.models import Period
from members.membership.applications import Application, Officer
from members.membership.models import Suspension, Term
from members.profile.models import Member, User
from members.profile.workflow import open_record
from members.qualifications.history import Move
from members.qualifications.models import Qualification
from members.review.models import ServiceTarget
from news.events.models import Event

from . import audits
from .certificates import as_pdf, as_photo

HERE = Path(__file__).parent
SCHEME = "cse-engineering-member"
REVIEWER = "reviewer@demo.example"
MEMBERSHIP_OFFICER = "membership@demo.example"
IN_OFFICE_SINCE = date(2025, 1, 1)
FAMILY_NAME = "Demo"
YEARS = 3
ATTENDED = (ActivityKind.SEMINAR, ActivityKind.TRAINING)
PERIOD_SAID = {*Period.SAID} - {"started_on", "ended_on"}
SAID = {*Qualification.SAID} - {"grade"}
STRIDE = 11  # with 40 activities: every one comes before any comes again


def load(password: str) -> Iterator[models.Model]:
    """Yields each account it makes, and the draft of a draw with what follows from failures; all
    else hangs on them. What exists is left alone.

    The titles of agreements/demo/register.toml have to be there. Take the accounts away in the
    opposite order: members first, then the reviewer who signed the decisions about them.
    """
    people = read("people.toml")
    hashed = make_password(password)
    for row in people["staff"]:
        yield from made(row, hashed, add_staff_rights)
    yield from audits.make_drafts(timezone.localdate())
    for place, row in enumerate(people["member"]):
        yield from made(row | {"place": place}, hashed, add_record)
    audits.carry_out(by=User.objects.get(email=MEMBERSHIP_OFFICER))


def load_service_targets() -> Iterator[models.Model]:
    """Yields each one it makes; a kind that has a target keeps it."""
    for row in read("people.toml")["service_target"]:
        target, is_new = ServiceTarget.objects.get_or_create(kind=row["kind"], defaults=row)
        if is_new:
            yield target


def read(name: str) -> dict:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def made(row: dict, hashed: str, add_rest) -> list[User]:
    """[the new account], with its verified address and what `add_rest` gives it; or []."""
    is_there = Q(email=row["email"]) | Q(member__number=row.get("number") or "none")
    if User.objects.filter(is_there).exists():
        return []
    names = {"family_name": FAMILY_NAME, "given_name": row["given_name"], "name_zh": row["name_zh"]}
    with transaction.atomic():
        user = User.objects.create(email=row["email"], password=hashed, **names)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        add_rest(user, row)
    return [user]


def add_staff_rights(user: User, row: dict) -> None:
    user.is_staff = True
    user.is_superuser = not row["group"]
    user.save(update_fields=["is_staff", "is_superuser"])
    user.groups.set(Group.objects.filter(name=row["group"]))
    if society := row.get("officer_of"):
        body = Body.objects.get(slug=society)
        Officer.objects.create(body=body, user=user, starts_on=IN_OFFICE_SINCE)


def add_record(user: User, row: dict) -> None:
    today = timezone.localdate()
    member = open_record(
        user, language=row["language"], number=row["number"] or None, is_demonstration=True
    )
    for term in row.get("term", []):
        add_term(member, term, today)
    for application in row.get("application", []):
        add_application(member, application, today)
    for suspension in row.get("suspension", []):
        add_suspension(member, suspension, today)
    for held in row.get("qualification", []):
        add_qualification(member, held, today)
    for period in row.get("period", []):
        add_period(member, period, today)
    for declaration in row.get("declaration", []):
        add_declaration(member, declaration, today)
    for file in row.get("evidence", []):
        add_evidence(member, file)
    if row["logs"]:
        Record.objects.bulk_create(records(member, row, today))
    for statement in row.get("statement", []):
        add_statement(member, statement, today)
    for goal in row.get("goal", []):
        add_goal(member, goal, today)
    for planned in row.get("planned", []):
        add_planned(member, planned, today)
    for attended in row.get("attended", []):
        if event := Event.objects.filter(slug=attended["event"]).first():
            add_attendance(member, event, attended)
    for declared in row.get("year", []):
        add_year(member, declared, today)
    for correction in row.get("correction", []):
        add_correction(member, correction)


def add_term(member: Member, row: dict, today: date) -> None:
    Term.objects.create(
        member=member,
        grade=grade(row["grade"]),
        society=Body.objects.filter(slug=row["society"]).first(),
        starts_on=day(row["starts"], today),
        ends_on=day(row["ends"], today),
    )


def add_application(member: Member, row: dict, today: date) -> None:
    sent = noon(day(row["sent"], today))
    application = Application.objects.create(
        member=member,
        grade=grade(row["grade"]),
        society=Body.objects.get(slug=row["society"]),
        statement=row["statement"],
        submitted_at=sent,
    )
    Application.objects.filter(pk=application.pk).update(created_at=sent)


def add_suspension(member: Member, row: dict, today: date) -> None:
    starts_on = day(row["starts"], today)
    Suspension.objects.create(
        member=member,
        starts_on=starts_on,
        ends_on=day(row["ends"], today),
        reason=row["reason"],
        decided_by=User.objects.get(email=MEMBERSHIP_OFFICER),
        decided_at=noon(starts_on),
    )


def add_qualification(member: Member, row: dict, today: date) -> None:
    sent, decided = (noon(day(row.get(name, ""), today)) for name in ("sent", "decided"))
    held = Qualification.objects.create(
        member=member,
        grade=grade(row["grade"]) if "grade" in row else None,
        awarded_on=day(row.get("awarded", ""), today),
        valid_until=day(row.get("ends", ""), today),
        state=row["state"],
        submitted_at=sent,
        decided_at=decided,
        decided_by=User.objects.get(email=REVIEWER) if decided else None,
        renews=member.qualifications.filter(number=row.get("renews", "-")).first(),
        **{name: value for name, value in row.items() if name in SAID},
    )
    if "evidence" in row:
        days = {"awarded": held.awarded_on, "ends": held.valid_until}
        held.evidence.add(add_evidence(member, row["evidence"], days))
    if sent:
        Qualification.objects.filter(pk=held.pk).update(created_at=sent - timedelta(hours=2))
        add_history(held, row)


def add_evidence(
    member: Member, row: dict, days: Mapping[str, date | None] = MappingProxyType({})
) -> EvidenceFile:
    """Its lines may name days of what it proves: {awarded}, {ends}."""
    written = {name: at and f"{at.day} {at:%B %Y}" for name, at in days.items()}
    lines = [line.format(**written) for line in row["lines"]]
    draw = as_pdf if row["name"].endswith(".pdf") else as_photo
    return keep(member, ContentFile(draw(lines), row["name"])).file


def add_history(held: Qualification, row: dict) -> None:
    """Sent and, where it was, decided; what was suspended or revoked had been checked before."""
    State = Qualification.State
    way = [(State.DRAFT, State.SUBMITTED, held.submitted_at)]
    if held.state in {State.SUSPENDED, State.REVOKED}:
        checked_at = held.submitted_at + timedelta(days=9)
        way += [(State.SUBMITTED, State.VERIFIED, checked_at)]
    if held.decided_at:
        way += [(way[-1][1], held.state, held.decided_at)]
    moves = [move(held, *step) for step in way]
    if held.decided_at:
        moves[-1].reason, moves[-1].note = row.get("reason", ""), row.get("said", "")
    Move.objects.bulk_create(moves)


def move(held: Qualification, old: str, new: str, at: datetime) -> Move:
    is_sending = new == Qualification.State.SUBMITTED
    return Move(
        qualification=held,
        member=held.member,
        from_state=old,
        to_state=new,
        made_at=at,
        made_by=held.member.user if is_sending else held.decided_by,
        sent_at=held.submitted_at if old == Qualification.State.SUBMITTED else None,
    )


def add_period(member: Member, row: dict, today: date) -> None:
    decided = noon(day(row.get("decided", ""), today))
    Period.objects.create(
        member=member,
        started_on=day(row["starts"], today),
        ended_on=day(row["ends"], today),
        state=row["state"],
        decided_at=decided,
        decided_by=User.objects.get(email=REVIEWER) if decided else None,
        **{name: value for name, value in row.items() if name in PERIOD_SAID},
    )


def add_declaration(member: Member, row: dict, today: date) -> None:
    is_code = row["kind"] == Declaration.Kind.CODE
    Declaration.objects.create(
        member=member,
        kind=row["kind"],
        body=Body.objects.get(slug=SOCIETY) if is_code else None,
        edition=current_edition(row["kind"]),
        made_on=day(row["made"], today),
    )


def add_statement(member: Member, row: dict, today: date) -> None:
    sent, decided = (noon(day(row.get(name, ""), today)) for name in ("sent", "decided"))
    statement = Statement.objects.create(
        member=member,
        employer=row["employer"],
        about=row["about"],
        starts_on=day(row["starts"], today),
        ends_on=day(row["ends"], today),
        hours=Decimal(row["hours"]),
        unit=row["unit"],
        state=row["state"],
        submitted_at=sent,
        decided_at=decided,
        decided_by=User.objects.get(email=REVIEWER) if decided else None,
        reason=row.get("said", ""),
    )
    for requirement in CpdRequirement.objects.filter(scheme__slug=SCHEME) if decided else ():
        statement.credits.create(
            requirement=requirement, hours=Decimal(row["counts"]), kind=ActivityKind.TRAINING
        )


def add_goal(member: Member, row: dict, today: date) -> None:
    """The latest entry of its aspect points to it."""
    goal = Goal.objects.create(
        member=member,
        text=row["text"],
        aspect=row["aspect"],
        year=today.year,
        target_hours=Decimal(row["hours"]) if row["hours"] else None,
    )
    latest = Record.objects.of(member).counting().filter(aspect=goal.aspect).newest_first().first()
    if latest:
        latest.goal = goal
        latest.save(update_fields=["goal"])


def add_planned(member: Member, row: dict, today: date) -> None:
    planned_on, is_month = day(row["on"], today), row.get("month", False)
    PlannedActivity.objects.create(
        member=member,
        title=row["title"],
        planned_on=last_of_month(planned_on) if is_month else planned_on,
        is_month=is_month,
        hours=Decimal(row["hours"]) if row["hours"] else None,
        kind=row["kind"],
        aspect=row["aspect"],
        goal=Goal.objects.of(member).filter(aspect=row["aspect"]).first(),
        dropped_on=today if row.get("dropped") else None,
    )


def add_attendance(member: Member, event: Event, row: dict) -> None:
    """On the list of the event, with what the member answered; or reported as missing."""
    if row["became"] == "reported":
        MissingReport.objects.create(member=member, event=event, note=row["note"])
        return
    is_denied = row["became"] == Attendance.State.NOT_ME
    Attendance.objects.create(
        member=member,
        event=event,
        state=Attendance.State.NOT_ME if is_denied else Attendance.State.LISTED,
        source=Attendance.Source.ROSTER,
        listed_at=event.ends_at,
        listed_by=User.objects.get(email=MEMBERSHIP_OFFICER),
        answered_at=timezone.now() if is_denied else None,
    )
    if not is_denied:
        record = draft_of(event, member, None)
        record.state = row["became"]
        record.save()


def add_year(member: Member, row: dict, today: date) -> None:
    """Declares the newest period that waits for it, with the sum that there is."""
    held, made_on = holder(member), day(row["made"], today)
    ended = next(iter(closed_days(member, held=held).to_declare()), None)
    if ended is None or not ended.span.last < made_on <= today:
        return
    records = Record.objects.of(member)
    declaration = drafted(member, ended, counted_at_the_end(held, ended, records))
    declaration.declared_on = made_on
    if declaration.is_short:
        declaration.shortfall = row["shortfall"]
        declaration.explanation = row["explanation"]
    declaration.save()


def add_correction(member: Member, row: dict) -> None:
    """Of the oldest entry: half an hour was too much."""
    record = Record.objects.of(member).order_by("done_on", "pk").first()
    Correction.objects.create(
        record=record,
        member=member,
        made_by=User.objects.get(email=MEMBERSHIP_OFFICER),
        reason=row["reason"],
        before={"hours": plain(record.hours + Decimal("0.5"))},
        after={"hours": plain(record.hours)},
    )


def grade(code: str) -> Grade:
    return Grade.objects.get(scheme__slug=SCHEME, code=code)


def day(written: str, today: date) -> date | None:
    """ "-2/03-15" is 15 March of the year before last, "+25d" is in 25 days, "" is none."""
    if not written:
        return None
    if written.endswith("d"):
        return today + timedelta(days=int(written[:-1]))
    years, month_and_day = written.split("/")
    return date.fromisoformat(f"{today.year + int(years)}-{month_and_day}")


def noon(on: date | None) -> datetime | None:
    return on and timezone.make_aware(datetime.combine(on, time(12)))


def records(member: Member, row: dict, today: date) -> list[Record]:
    """Three years of entries, 25 to 60 hours in each full year, oldest first."""
    activities = walk(read("activities.toml")["activity"], start=7 * row["place"])
    entries = []
    for year in range(today.year - YEARS + 1, today.year + 1):
        last = min(date(year, 12, 31), today)
        share = Decimal(last.timetuple().tm_yday) / 366
        wanted = (26 + (11 * row["place"] + 7 * year) % 24) * share
        chosen = list(enough(activities, wanted))
        entries += [
            entry(member, activity, on, row["place"] + turn, today)
            for turn, (activity, on) in enumerate(
                zip(chosen, spread(last, len(chosen)), strict=True)
            )
        ]
    attended = (record for record in reversed(entries) if record.kind in ATTENDED)
    for waiting in islice(attended, row["waiting"]):
        waiting.state = Record.State.TO_CONFIRM
        waiting.reflection = ""
    return [*entries, *unfinished(member, row, today)]


def unfinished(member: Member, row: dict, today: date) -> Iterator[Record]:
    """A title that was noted yesterday, without its hours."""
    if title := row.get("to_finish"):
        yesterday = today - timedelta(days=1)
        yield Record(member=member, title=title, done_on=yesterday, state=Record.State.TO_FINISH)


def walk(activities: list[dict], start: int) -> Iterator[dict]:
    """Without end, each activity once before any comes again."""
    return (activities[(start + STRIDE * step) % len(activities)] for step in count())


def spread(last: date, number: int) -> list[date]:
    """`number` days of one year, evenly, the last of them being `last`."""
    days = last.timetuple().tm_yday
    return [last - timedelta(days=place * days // number) for place in reversed(range(number))]


def enough(activities: Iterator[dict], hours: Decimal) -> Iterator[dict]:
    """As many of the next ones as it takes to reach `hours`."""
    while hours > 0:
        activity = next(activities)
        hours -= Decimal(activity["hours"])
        yield activity


def entry(member: Member, activity: dict, on: date, turn: int, today: date) -> Record:
    language = "zh" if member.language == "zh-hans" else "en"
    texts = {"title": "title", "provider": "provider", "reflection": "learned"}
    return Record(
        member=member,
        kind=activity["kind"],
        aspect=activity["aspect"],
        hours=Decimal(activity["hours"]),
        done_on=on,
        state=state(turn, is_past=on.year < today.year),
        **{name: activity[f"{source}_{language}"] for name, source in texts.items()},
    )


def state(turn: int, *, is_past: bool) -> str:
    """Most of the past is checked; what is new mostly rests on the member's word."""
    if turn % 17 == 5:
        return Record.State.REJECTED
    if turn % 5 in ({0, 1, 2} if is_past else {0}):
        return Record.State.VERIFIED
    return Record.State.DECLARED
