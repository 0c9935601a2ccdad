"""Rows for tests. A factory never builds a row that could not exist: states bring their stamps."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from itertools import count
from pkgutil import iter_modules
from types import SimpleNamespace

import pikepdf
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook
from PIL import Image

from agreements.pathways.condition import Condition
from agreements.pathways.in_force import rules_in_force
from agreements.pathways.models import Pathway, PathwayVersion
from agreements.pathways.workflow import ABOUT_TITLES
from agreements.register.models import Agreement, Party
from agreements.register.workflow import settle_status
from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.windows import CountingWindow, WindowTarget
from agreements.titles.models import Body, Grade, Scheme
from members import migrations
from members.attendance.models import Attendance, EventCode, MissingReport
from members.attendance.workflow import draft_of
from members.audits.draws import Draw
from members.audits.entries import AuditEntry
from members.audits.models import Audit, Consequence
from members.audits.rules import as_file, fingerprint
from members.cpd.corrections import Correction
from members.cpd.declarations import PeriodDeclaration
from members.cpd.goals import Goal
from members.cpd.models import Adjustment, Record
from members.cpd.plan import PlannedActivity
from members.cpd.statements import Equivalence, Statement, StatementCredit
from members.cpd.wording import current_edition as current_statement
from members.declarations.models import Declaration
from members.declarations.texts import current_edition
from members.evidence.models import EvidenceFile, FileView
from members.exchange.models import Sheet
from members.exchange.tables import read_table
from members.exchange.workflow import keep as keep_sheet
from members.experience.models import Period
from members.following.models import Follow
from members.impact.models import ImpactPreview
from members.membership.applications import Application, Officer
from members.membership.models import Suspension, Term
from members.migrations._groups import give
from members.profile.models import Member, User
from members.profile.workflow import open_record
from members.qualifications.history import Move
from members.qualifications.interests import Interest
from members.qualifications.models import Qualification
from members.recognition.keeping import keep
from members.recognition.models import Run
from members.reports.models import ChangeReport
from members.review.models import ServiceTarget
from news.articles.models import Article, Category, Tag
from news.events.models import Event
from news.newsletters.models import Newsletter, Story
from news.pages.models import Page

PASSWORD = "long-enough-for-anybody"
YESTERDAY = timedelta(days=-1)
BEIJING = timezone.get_default_timezone()
serial = count(1)


def make_user(email: str = "", *, verified: bool = True, **fields) -> User:
    email = email or f"person{next(serial)}@example.org"
    fields = {"family_name": "Tester", "given_name": f"No{next(serial)}"} | fields
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def staff_group(name: str) -> Group:
    """As the migrations made it; made again where a browser test emptied the tables."""
    if not Group.objects.filter(name=name).exists():
        here = SimpleNamespace(connection=connection)
        for _finder, module, _is_package in iter_modules(migrations.__path__):
            groups = getattr(import_module(f"{migrations.__name__}.{module}"), "GROUPS", {})
            give(groups, apps, here)
    return Group.objects.get(name=name)


def make_member(email: str = "", *, language: str = "en", **fields) -> Member:
    return open_record(make_user(email, **fields), language=language)


def make_body(**fields) -> Body:
    slug = fields.pop("slug", f"body-{next(serial)}")
    names = {"name_en": f"Body {slug}", "name_zh": f"机构{slug}"}
    return Body.objects.create(slug=slug, **(names | fields))


# What a scheme says of its terms where the portal keeps them; the numbers are examples.
TERMS = {"term_years": 3, "renewal_opens_days": 90, "grace_days": 30}


def make_scheme(**fields) -> Scheme:
    values = {"slug": f"scheme-{next(serial)}", "name_en": "Scheme", "name_zh": "体系"}
    if "body" not in fields:
        values["body"] = make_body()
    return Scheme.objects.create(**(values | fields))


def make_grade(code: str = "PE", *, scheme: Scheme | None = None, **fields) -> Grade:
    scheme = scheme or make_scheme()
    names = {"name_en": "Professional Engineer", "name_zh": "专业工程师"}
    return Grade.objects.create(scheme=scheme, code=code, **(names | fields))


def make_society_scheme() -> Scheme:
    """The Society's own, with its grades, as the demonstration and `make_members` look for it."""
    names = {"name_en": "Engineering member", "name_zh": "工程会员"}
    scheme = Scheme.objects.create(slug="cse-engineering-member", body=make_body(), **names)
    for rank, code in enumerate(["AE", "PE", "SPE"], start=1):
        make_grade(code, scheme=scheme, rank=rank)
    return scheme


def make_agreement(
    slug: str = "", *, partner: Body | None = None, status_since: date | None = None, **fields
) -> Agreement:
    slug = slug or f"agreement-{next(serial)}"
    texts = {
        "kind": Agreement.Kind.MEMORANDUM,
        "label_en": f"Partner {slug}",
        "label_zh": f"合作方{slug}",
        "name_en": f"Memorandum {slug}",
        "name_zh": f"谅解备忘录{slug}",
        "summary_en": "A summary.",
        "summary_zh": "摘要。",
        "source_en": "A source.",
        "source_zh": "来源。",
    }
    status = fields.pop("status", Agreement.Status.IN_FORCE)
    agreement = Agreement.objects.create(slug=slug, **(texts | fields))
    agreement.history.create(
        status=status,
        changed_on=status_since or date(2025, 6, 11),
        note_en="Signed.",
        note_zh="已签署。",
    )
    settle_status(agreement)
    Party.objects.create(agreement=agreement, body=partner or make_body(), side=Party.Side.PARTNER)
    return agreement


def make_change_report(
    agreement: Agreement | None = None, state: str = ChangeReport.State.NEW, **fields
) -> ChangeReport:
    """Once it is taken, by an officer; once it is decided, signed and answered."""
    values = {"what": "The year is wrong.", "language": "en", "state": state}
    if "pathway" not in fields:
        values["agreement"] = agreement or make_agreement()
    if state != ChangeReport.State.NEW:
        values["taken_by"] = make_user(is_staff=True)
    if state not in ChangeReport.OPEN:
        values |= {"decided_by": values["taken_by"], "decided_at": timezone.now(), "answer": "Yes."}
    return ChangeReport.objects.create(**(values | fields))


def make_follow(member: Member, agreement: Agreement | None = None) -> Follow:
    return Follow.objects.create(member=member, agreement=agreement or make_agreement())


def make_requirement(slug: str = "", *, body: Body | None = None, **fields) -> CpdRequirement:
    slug = slug or f"requirement-{next(serial)}"
    names = {"name_en": f"Requirement {slug}", "name_zh": f"要求{slug}"}
    return CpdRequirement.objects.create(slug=slug, body=body or make_body(), **(names | fields))


def make_version(
    requirement: CpdRequirement | None = None, *, amount: int | None = 40, **fields
) -> Version:
    """A draft that asks `amount` a calendar year; no window at all when it is None."""
    texts = {"effective_from": date(2021, 1, 1), "source_en": "A source.", "source_zh": "来源。"}
    version = Version.objects.create(
        requirement=requirement or make_requirement(), **(texts | fields)
    )
    if amount is not None:
        make_target(make_window(version), amount)
    return version


def make_window(version: Version, code: str = "year", **fields) -> CountingWindow:
    names = {"name_en": f"Window {code}", "name_zh": f"周期{code}"}
    return CountingWindow.objects.create(version=version, code=code, **(names | fields))


def make_target(window: CountingWindow, amount: int | None = 40, **fields) -> WindowTarget:
    return WindowTarget.objects.create(window=window, amount=amount, **fields)


def published(days: float = -1) -> dict[str, datetime]:
    """Fields of an item that both languages publish `days` from now."""
    at = timezone.now() + timedelta(days=days)
    return {"published_at_en": at, "published_at_zh": at}


def make_category(slug: str = "notices") -> Category:
    names = {"name_en": slug.capitalize(), "name_zh": f"栏目{slug}"}
    return Category.objects.get_or_create(slug=slug, defaults=names)[0]


def make_tag(slug: str = "ethics") -> Tag:
    names = {"name_en": slug.capitalize(), "name_zh": f"标签{slug}"}
    return Tag.objects.get_or_create(slug=slug, defaults=names)[0]


def make_article(slug: str = "", *, category: Category | None = None, **fields) -> Article:
    slug = slug or f"article-{next(serial)}"
    texts = {
        "title_en": f"Title {slug}",
        "title_zh": f"标题{slug}",
        "lead_en": "A lead.",
        "lead_zh": "导语。",
        "body_en": "<p>Body.</p>",
        "body_zh": "<p>正文。</p>",
    }
    category = category or make_category()
    return Article.objects.create(slug=slug, category=category, **(texts | published() | fields))


def make_newsletter(number: int = 0, *, stories: int = 2, **fields) -> Newsletter:
    number = number or next(serial)
    texts = {"title_en": "Six tasks", "title_zh": "六项任务", "issued_on": date(2025, 7, 30)}
    newsletter = Newsletter.objects.create(number=number, **(texts | published() | fields))
    for position in range(1, stories + 1):
        Story.objects.create(
            newsletter=newsletter,
            position=position,
            title_en=f"Story {position}",
            title_zh=f"报道{position}",
            body_en="<p>Told.</p>",
            body_zh="<p>讲述。</p>",
        )
    return newsletter


def make_event(slug: str = "", *, in_days: float = 7, length_hours: float = 2, **fields) -> Event:
    slug = slug or f"event-{next(serial)}"
    starts_at = timezone.now() + timedelta(days=in_days)
    texts = {"title_en": f"Event {slug}", "title_zh": f"活动{slug}"}
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=length_hours)}
    return Event.objects.create(slug=slug, **(texts | times | published() | fields))


def make_past_event(slug: str = "", **fields) -> Event:
    """Over since the day before yesterday; it gives three hours of CPD."""
    cpd = {"cpd_hours": Decimal(3), "cpd_kind": "training", "cpd_aspect": "ethics"}
    return make_event(slug, in_days=-2, **(cpd | fields))


def make_attendance(
    member: Member,
    event: Event | None = None,
    state: str = Attendance.State.LISTED,
    *,
    confirmed: bool = False,
    **fields,
) -> Attendance:
    """On a list of staff; its draft is in the record while it is listed."""
    values = {"source": Attendance.Source.ROSTER, "listed_at": timezone.now()}
    if fields.get("source") != Attendance.Source.CODE and "listed_by" not in fields:
        values["listed_by"] = make_user(is_staff=True)
    if state == Attendance.State.NOT_ME:
        values["answered_at"] = timezone.now()
    attendance = Attendance.objects.create(
        member=member, event=event or make_past_event(), state=state, **(values | fields)
    )
    if state == Attendance.State.LISTED:
        record = draft_of(attendance.event, member, attendance.hours)
        record.state = Record.State.DECLARED if confirmed else Record.State.TO_CONFIRM
        record.save()
    return attendance


def make_event_code(event: Event | None = None, **fields) -> EventCode:
    """Open since yesterday and until tomorrow."""
    now = timezone.now()
    times = {"opens_at": now + YESTERDAY, "closes_at": now - YESTERDAY}
    values = {"code": "ACDE3467", "opened_by": fields.pop("opened_by", None)}
    values["opened_by"] = values["opened_by"] or make_user(is_staff=True)
    return EventCode.objects.create(event=event or make_past_event(), **(values | times | fields))


def make_missing_report(
    member: Member,
    event: Event | None = None,
    state: str = MissingReport.State.SUBMITTED,
    **fields,
) -> MissingReport:
    stamps = {}
    if state in {"accepted", "refused"}:
        stamps = {"decided_at": timezone.now(), "decided_by": make_user(is_staff=True)}
    if state == MissingReport.State.REFUSED:
        stamps["reason"] = "Page 2 is missing."
    return MissingReport.objects.create(
        member=member, event=event or make_past_event(), state=state, **(stamps | fields)
    )


def make_page(slug: str = "about", **fields) -> Page:
    texts = {
        "title_en": f"Page {slug}",
        "title_zh": f"页面{slug}",
        "body_en": "<p>Body.</p>",
        "body_zh": "<p>正文。</p>",
    }
    return Page.objects.create(slug=slug, **(texts | published() | fields))


def make_term(member: Member, grade: Grade | None = None, **fields) -> Term:
    dates = {"starts_on": date(2025, 1, 1), "ends_on": date(2027, 12, 31)}
    return Term.objects.create(member=member, grade=grade or make_grade(), **(dates | fields))


def make_suspension(member: Member, **fields) -> Suspension:
    values = {"starts_on": date(2025, 9, 1), "reason": "A licence is missing."}
    if "decided_by" not in fields:
        values["decided_by"] = make_user(is_staff=True)
    values["decided_at"] = timezone.now()
    if fields.get("ended_by"):
        values["ended_at"] = timezone.now()
    return Suspension.objects.create(member=member, **(values | fields))


def make_society(**fields) -> Body:
    return make_body(is_authorised_society=True, **fields)


def make_officer(society: Body, user: User | None = None, **fields) -> User:
    """The account of somebody who may enter the administration for the society, since 2020."""
    user = user or make_user(is_staff=True)
    user.groups.add(staff_group("society officer"))
    values = {"starts_on": date(2020, 1, 1), "language": "en"}
    Officer.objects.create(body=society, user=user, **(values | fields))
    return user


def make_application(
    member: Member, state: str = Application.State.SUBMITTED, **fields
) -> Application:
    values = {"submitted_at": timezone.now()}
    if "grade" not in fields:
        values["grade"] = make_grade(scheme=make_scheme(**TERMS))
    if "society" not in fields:
        values["society"] = make_society()
    return Application.objects.create(
        member=member, state=state, **(values | stamps_of(state) | fields)
    )


def stamps_of(state: str) -> dict:
    """What an application in that state has to say; it came a moment before."""
    at = timezone.now() + timedelta(seconds=1)
    if state == Application.State.RECOMMENDED:
        return {"recommended_at": at, "recommended_by": make_user(is_staff=True)}
    if state in {"returned", "accepted", "refused"}:
        signed = {"decided_at": at, "decided_by": make_user(is_staff=True)}
        return signed | {"reason": "" if state == "accepted" else "Page 2 is missing."}
    return {}


def make_record(member: Member, title: str = "", *, hours="2", **fields) -> Record:
    is_to_finish = fields.get("state") == Record.State.TO_FINISH
    values = {"done_on": timezone.localdate(), "hours": None if is_to_finish else Decimal(hours)}
    title = title or f"Seminar {next(serial)}"
    return Record.objects.create(member=member, title=title, **(values | fields))


def make_goal(member: Member, text: str = "", **fields) -> Goal:
    values = {"year": timezone.localdate().year}
    text = text or f"Lead a review {next(serial)}"
    return Goal.objects.create(member=member, text=text, **(values | fields))


def make_planned(
    member: Member, title: str = "", *, hours: str | None = "2", in_days: int = 0, **fields
) -> PlannedActivity:
    values = {
        "planned_on": timezone.localdate() + timedelta(days=in_days),
        "hours": hours and Decimal(hours),
    }
    title = title or f"Course {next(serial)}"
    return PlannedActivity.objects.create(member=member, title=title, **(values | fields))


def make_statement(
    member: Member, state: str = Statement.State.DRAFT, *, credits=(), **fields
) -> Statement:
    """With its file; `credits` are (requirement, hours) of an accepted one."""
    today = timezone.localdate()
    values = {
        "about": "CPD scheme",
        "starts_on": date(today.year, 1, 1),
        "ends_on": today,
        "hours": Decimal(20),
        "unit": "points",
    }
    if "employer" not in fields and "body" not in fields:
        values["body"] = make_body()
    if state != Statement.State.DRAFT:
        values["submitted_at"] = timezone.now()
    if state in Statement.DECIDED:
        values |= {"decided_at": timezone.now()}
        if "decided_by" not in fields:
            values["decided_by"] = make_user(is_staff=True)
        values["reason"] = "" if state == Statement.State.ACCEPTED else "Page 2 is missing."
    statement = Statement.objects.create(member=member, state=state, **(values | fields))
    statement.evidence.add(make_evidence(member))
    for requirement, hours in credits:
        StatementCredit.objects.create(
            statement=statement, requirement=requirement, hours=Decimal(hours), kind="other"
        )
    return statement


def make_equivalence(requirement: CpdRequirement, body: Body | None = None, **fields):
    values = {"valid_from": date(2020, 1, 1), "source": "Letter of 2020"}
    if "fixed_hours" not in fields:
        values["factor"] = Decimal("0.5")
    return Equivalence.objects.create(requirement=requirement, body=body, **(values | fields))


def table_file(name: str = "2025-09.csv", content: str | bytes = "") -> SimpleUploadedFile:
    """What a member chooses for an import: by itself two rows that can be saved."""
    content = content or "Date,Activity,Hours\n2025-06-01,Bridges,2\n2025-06-02,Tunnels,1.5\n"
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def xlsx_file(rows: list[list], name: str = "entries.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return SimpleUploadedFile(name, written.getvalue())


def make_sheet(member: Member, content: str | bytes = "", **fields) -> Sheet:
    file = table_file(content=content)
    sheet = keep_sheet(member, file.name, read_table(file.read()))
    Sheet.objects.filter(pk=sheet.pk).update(**fields)
    sheet.refresh_from_db()
    return sheet


def make_adjustment(member: Member, relief: str = "pause", **fields) -> Adjustment:
    year = timezone.localdate().year
    values = {"first_on": date(year, 1, 1), "last_on": date(year, 6, 30), "reason": "Leave."}
    if "decided_by" not in fields:
        values["decided_by"] = make_user(is_staff=True)
    return Adjustment.objects.create(member=member, relief=relief, **(values | fields))


def make_period_declaration(
    member: Member, requirement: CpdRequirement | None = None, **fields
) -> PeriodDeclaration:
    """Of 2024, on 10 January 2025: 42 of 40 hours in 12 entries."""
    requirement = requirement or make_version(published_at=timezone.now()).requirement
    values = {
        "version": requirement.versions.first(),
        "first_on": date(2024, 1, 1),
        "last_on": date(2024, 12, 31),
        "declared_on": date(2025, 1, 10),
        "edition": current_statement(),
        "verdict": "met",
        "total": Decimal(42),
        "target": Decimal(40),
        "entries": 12,
    }
    if fields.get("withdrawn_by"):
        values |= {"withdrawn_at": timezone.now(), "reason": "An entry is missing."}
    if fields.get("verdict") == "short":
        values |= {
            "total": Decimal(30),
            "shortfall": "made_up",
            "explanation": "A long project abroad.",
        }
    return PeriodDeclaration.objects.create(
        member=member, requirement=requirement, **(values | fields)
    )


def make_correction(record: Record, **fields) -> Correction:
    """Two hours were one and a half."""
    values = {"reason": "The certificate says so.", "before": {"hours": "2"}}
    values |= {"after": {"hours": "1.5"}}
    if "made_by" not in fields:
        values["made_by"] = make_user(is_staff=True)
    return Correction.objects.create(record=record, member=record.member, **(values | fields))


SENT_AT = datetime(2025, 9, 3, 13, 14, tzinfo=UTC)
DECIDED_AT = datetime(2025, 9, 22, 1, 0, tzinfo=UTC)


def make_qualification(
    member: Member,
    state: str = Qualification.State.DRAFT,
    *,
    reason: str = "",
    said: str = "",
    **fields,
) -> Qualification:
    """With its history; `reason` and `said` are those of the last decision."""
    stamps = {}
    if state != Qualification.State.DRAFT:
        stamps["submitted_at"] = SENT_AT
    if state in Qualification.DECIDED:
        stamps |= {"decided_at": DECIDED_AT}
        if "decided_by" not in fields:
            stamps |= {"decided_by": make_user(is_staff=True)}
    kind = Qualification.Kind.TITLE if "grade" in fields else Qualification.Kind.DEGREE
    values = {"name": "Master of Engineering", "kind": kind}
    held = Qualification.objects.create(member=member, state=state, **(values | stamps | fields))
    make_history(held, reason or ("" if state == "verified" else "page_missing"), said)
    return held


def make_certificate(member: Member, text: str, name: str = "certificate.pdf") -> EvidenceFile:
    """A PDF whose text was read; `text` is what it says."""
    return make_evidence(member, name, text=text)


def make_review(member: Member | None = None, *, text: str | None = "", **fields) -> Qualification:
    """Sent for review, with a certificate that says all of the claim; `text=None` has none."""
    member = member or make_member(family_name="Li", given_name="Wei", name_zh="李伟")
    said = {"issuer": "Example University", "awarded_on": date(2019, 6, 28), "number": "A 1"}
    held = make_qualification(member, Qualification.State.SUBMITTED, **(said | fields))
    if text is not None:
        agreeing = f"{member.user.name_latin}\n{held.title}\n{held.issuer}\nNo. {held.number}"
        agreeing += f"\n{held.awarded_on:%d %B %Y}"
        held.evidence.add(make_certificate(member, text or agreeing))
    return held


def make_service_target(kind: str = "degree", **fields) -> ServiceTarget:
    return ServiceTarget.objects.create(kind=kind, **({"working_days": 5} | fields))


def make_interest(held: Qualification, reviewer: User, *, has_interest: bool = True) -> Interest:
    return Interest.objects.create(
        qualification=held, member=held.member, reviewer=reviewer, has_interest=has_interest
    )


def make_history(held: Qualification, reason: str, said: str) -> None:
    State = Qualification.State
    if held.state != State.DRAFT:
        make_move(held, State.DRAFT, State.SUBMITTED, held.submitted_at)
    if held.state not in Qualification.DECIDED:
        return
    before = State.SUBMITTED
    if held.state in {State.SUSPENDED, State.REVOKED}:
        before = State.VERIFIED
        make_move(held, State.SUBMITTED, before, held.submitted_at + timedelta(days=1))
    make_move(held, before, held.state, held.decided_at, reason=reason, note=said)


def make_move(held: Qualification, old: str, new: str, at: datetime, **said) -> Move:
    is_sent = old == Qualification.State.SUBMITTED
    by_owner = not is_sent if new == Qualification.State.SUBMITTED else new == "draft"
    return Move.objects.create(
        qualification=held,
        member=held.member,
        from_state=old,
        to_state=new,
        made_at=at,
        made_by=held.member.user if by_owner else held.decided_by,
        sent_at=held.submitted_at if is_sent else None,
        **said,
    )


def make_answer(working_days: int, *, at: datetime | None = None) -> Move:
    """A decision on a claim of some member, made today or at `at`, and so long in coming."""
    at = at or timezone.now()
    sent_at = at
    while working_days:
        sent_at -= timedelta(days=1)
        day_after = timezone.localdate(sent_at + timedelta(days=1), BEIJING)
        working_days -= day_after.weekday() < 5
    held = make_qualification(
        make_member(), Qualification.State.REJECTED, submitted_at=sent_at, decided_at=at
    )
    return held.moves.last()


def make_degree(member: Member, **fields) -> Qualification:
    """Checked by the Society: four years under the Washington Accord."""
    values = {"accord": "washington", "degree_years": 4, "awarded_on": date(2016, 6, 28)}
    return make_qualification(member, Qualification.State.VERIFIED, **(values | fields))


def make_period(member: Member, state: str = Period.State.DECLARED, **fields) -> Period:
    """Since August 2018, not in responsible charge."""
    stamps = {}
    if state != Period.State.DECLARED:
        stamps["decided_at"] = datetime(2025, 9, 22, 1, 0, tzinfo=UTC)
        stamps["decided_by"] = fields.pop("decided_by", None) or make_user(is_staff=True)
    if state == Period.State.REJECTED:
        stamps["reason"] = "Page 2 is missing."
    values = {"role": "Bridge engineer", "employer": "Bridge Bureau"}
    values["started_on"] = date(2018, 8, 1)
    return Period.objects.create(member=member, state=state, **(values | stamps | fields))


def make_evidence(member: Member, name: str = "2025-09.pdf", **fields) -> EvidenceFile:
    """A PDF of one page, with its bytes in the vault."""
    content = blank_pdf(title=str(next(serial)))
    values = {"kind": "pdf", "pages": 1, "size": len(content)}
    values["sha256"] = sha256(content).hexdigest()
    file = EvidenceFile.objects.create(member=member, name=name, **(values | fields))
    storages["evidence"].save(file.key, ContentFile(content))
    return file


def make_file_view(file: EvidenceFile, viewer: User | None = None) -> FileView:
    """Opened by its owner, or by `viewer`, who is of the staff."""
    role = FileView.Role.STAFF if viewer else FileView.Role.MEMBER
    return FileView.objects.create(file=file, viewer=viewer or file.member.user, role=role)


def blank_pdf(title: str = "") -> bytes:
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = title
        pdf.save(written, static_id=True)
    return written.getvalue()


def make_declaration(
    member: Member, kind: str = Declaration.Kind.NO_RECORD, **fields
) -> Declaration:
    """Made on 10 March 2025; a code of conduct is that of a body of its own."""
    if kind == Declaration.Kind.CODE and "body" not in fields:
        fields["body"] = make_body()
    values = {"edition": current_edition(kind), "made_on": date(2025, 3, 10)}
    return Declaration.objects.create(member=member, kind=kind, **(values | fields))


def picture_file(size=(40, 20), name: str = "bridge.jpg", **options) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", size, "#0b3a69").save(drawn, "JPEG", **options)
    return SimpleUploadedFile(name, drawn.getvalue())


def photograph(size=(1600, 1000), name: str = "bridge.jpg") -> SimpleUploadedFile:
    """Of as many colours as a camera sees."""
    grain = (size[0] // 8, size[1] // 8)
    bands = [Image.effect_noise(grain, 60).resize(size) for _colour in "RGB"]
    drawn = BytesIO()
    Image.merge("RGB", bands).save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue())


def pdf_file(name: str = "text.pdf", size: int = 1200, pages: int = 1) -> SimpleUploadedFile:
    """Of exactly that size in bytes, and whole."""
    written = BytesIO()
    pdf = pikepdf.new()
    for _number in range(pages):
        pdf.add_blank_page()
    pdf.save(written)
    body, mark, end = written.getvalue().rpartition(b"startxref")
    return SimpleUploadedFile(name, body.ljust(size - len(mark + end), b"\n") + mark + end)


def session_of(user: User) -> str:
    """The key of a new session of this user, for a browser's cookie."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def make_pathway(slug: str = "", *, from_grade: Grade | None = None, **fields) -> Pathway:
    slug = slug or f"pathway-{next(serial)}"
    values = {"name_en": f"Pathway {slug}", "name_zh": f"互认路径{slug}"}
    if "to_body" not in fields:
        values["to_body"] = make_body(country="PK")
    return Pathway.objects.create(
        slug=slug, from_grade=from_grade or make_grade(), **(values | fields)
    )


def make_pathway_version(
    pathway: Pathway | None = None, *, conditions=(), is_live: bool = True, **fields
) -> PathwayVersion:
    """`conditions` are (code, kind, English text); without any, its rules are not published."""
    texts = {"source_en": "A source.", "source_zh": "来源。"}
    if conditions:
        texts |= {"has_published_rules": True, "outcome": "register_entry"}
        texts |= {"steps_en": "Apply.", "steps_zh": "申请。"}
    dates = {"effective_from": date(2025, 6, 11)}
    version = PathwayVersion.objects.create(
        pathway=pathway or make_pathway(),
        published_at=timezone.now() if is_live else None,
        **(dates | texts | fields),
    )
    for position, (code, kind, text) in enumerate(conditions):
        make_condition(version, code, kind, text_en=text, position=position)
    return version


# What a condition of the kind has to say before it can be published.
ASKED_BY_KIND = {
    "experience": {"least_years": 7},
    "charge": {"least_years": 2},
    "standing": {"least_years": 5},
    "local_experience": {"least_years": 1},
    "excluded": {"routes": ["mature_candidate"]},
    "discipline": {"disciplines": ["civil"]},
}


def make_condition(version: PathwayVersion, code: str, kind: str, **fields) -> Condition:
    """Of the title that the pathway starts from, where the kind is about titles."""
    texts = {"text_en": f"Condition {code}.", "text_zh": f"条件{code}。"}
    texts |= {"clause_en": "Clause 1", "clause_zh": "第1条"}
    grades = fields.pop("grades", [version.pathway.from_grade])
    values = texts | ASKED_BY_KIND.get(kind, {}) | fields
    condition = Condition.objects.create(version=version, code=code, kind=kind, **values)
    if kind in ABOUT_TITLES:
        condition.grades.set(grades)
    return condition


def make_impact_preview(by: User, *, changing: Member | None = None, **fields) -> ImpactPreview:
    """Finished: under a draft, `changing` alone would go from met to missing."""
    now = timezone.now()
    values = {"version": make_version(), "members_on": now.date(), "rules_on": now.date()}
    values |= {"started_at": now, "moved_at": now, "finished_at": now}
    if changing:
        what = f"requirement/{values['version'].requirement.slug}"
        values |= {"done": 1, "total": 1, "counts": [[what, "met", "short", 1]]}
    preview = ImpactPreview.objects.create(asked_by=by, **(values | fields))
    if changing:
        preview.changes.create(member=changing, what=what, before="met", after="short")
    return preview


def make_standings(member: Member) -> None:
    """As they are kept of a member whom a requirement binds and whose title starts a pathway."""
    term = make_term(member, ends_on=None)
    requirement = make_requirement(scheme=term.grade.scheme)
    make_version(requirement, published_at=timezone.now())
    make_pathway_version(make_pathway(from_grade=term.grade))
    today = timezone.localdate()
    keep(Member.objects.filter(pk=member.pk), rules_in_force(today), today)
    Run.objects.create(on=today, rules=rules_in_force(today).fingerprint)


def make_consequence(requirement: CpdRequirement, failures: int = 1, **fields) -> Consequence:
    texts = {"text_en": f"Step {failures}.", "text_zh": f"第{failures}步。"}
    return Consequence.objects.create(
        requirement=requirement, failures=failures, **(texts | fields)
    )


def make_draw(requirement: CpdRequirement, *, is_drawn: bool = False, **fields) -> Draw:
    """Of the last calendar year, a hundredth, to be answered within four weeks."""
    year = timezone.localdate().year - 1
    values = {"first_on": date(year, 1, 1), "last_on": date(year, 12, 31), "seed": "5eed"}
    if "number" not in fields:
        values["percentage"] = Decimal(1)
    if is_drawn:
        values["drawn_at"] = timezone.now()
        values["drawn_by"] = fields.pop("drawn_by", None) or make_user(is_staff=True)
        values |= {"population": as_file(["1"]), "fingerprint": fingerprint(["1"])}
        values |= {"population_size": 1, "sample_size": 1}
    return Draw.objects.create(requirement=requirement, **(values | fields))


def make_audit(
    member: Member,
    state: str = Audit.State.OPEN,
    *,
    draw: Draw | None = None,
    records: tuple[Record, ...] = (),
    **fields,
) -> Audit:
    """With its history and, where it was sent, the `records` as entries; without marks."""
    State = Audit.State
    draw = draw or make_draw(make_requirement(scheme=make_scheme()), is_drawn=True)
    values = {"due_on": draw.due_on, "notified_at": timezone.now()}
    if state in {State.SUBMITTED, State.RETURNED, State.PASSED, State.REMARKS, State.FAILED}:
        values |= {"statement": "ready", "submitted_at": SENT_AT, "rounds": 1}
    if state in Audit.ENDED | {State.RETURNED}:
        values |= {"decided_at": DECIDED_AT}
        if "decided_by" not in fields:
            values |= {"decided_by": make_user(is_staff=True)}
    if state in {State.RETURNED, State.REMARKS, State.FAILED, State.EXCUSED}:
        values |= {"feedback": "Page 2 is missing."}
    if state == State.FAILED:
        values |= {"failures": 1}
    audit = Audit.objects.create(member=member, draw=draw, state=state, **(values | fields))
    make_audit_history(audit)
    if audit.rounds:
        for record in records:
            make_audit_entry(audit, record)
    return audit


def make_audit_history(audit: Audit) -> None:
    State = Audit.State
    if audit.rounds:
        said = {"statement": audit.statement, "note": audit.explanation}
        make_audit_move(audit, State.OPEN, State.SUBMITTED, audit.submitted_at, **said)
    if audit.decided_at:
        old = State.SUBMITTED if audit.rounds else State.OPEN
        make_audit_move(audit, old, audit.state, audit.decided_at, note=audit.feedback)


def make_audit_move(audit: Audit, old: str, new: str, at: datetime, **said) -> None:
    is_sent = new == Audit.State.SUBMITTED
    audit.moves.create(
        member=audit.member,
        from_state=old,
        to_state=new,
        made_at=at,
        made_by=audit.member.user if is_sent else audit.decided_by,
        **said,
    )


def make_audit_entry(audit: Audit, record: Record, **fields) -> AuditEntry:
    files = list(record.evidence.all())
    entry = AuditEntry.objects.create(
        audit=audit,
        member=audit.member,
        round=audit.rounds,
        record=record,
        record_state=record.state,
        record_changed_at=record.updated_at,
        credit=record.hours,
        files=[[file.pk, file.name, file.sha256] for file in files],
        **({name: getattr(record, name) for name in AuditEntry.SAID} | fields),
    )
    entry.evidence.set(files)
    return entry
