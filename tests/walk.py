"""Every page a person can open, for the tests that walk through all of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from agreements.requirements.models import CpdRequirement
from members.audits.models import Audit
from members.cpd.statements import Statement
from members.membership.applications import Application
from members.qualifications.models import Qualification
from news.articles.models import Article
from tests import factories as make

PUBLIC = [
    "",
    "search/",
    "search/?q=forum",
    "search/?q=nothing-at-all",
    "news/",
    "news/?topic=notices&q=atlantis",
    "news/?tag=ethics",
    "news/?topic=notices",
    "news/?year=x&page=99",
    "news/kept/",
    "news/forum/",
    "newsletters/",
    "newsletters/?year=2025",
    "newsletters/54/",
    "events/",
    "events/congress/",
    "events/attended/",
    "pages/about/",
    "agreements/",
    "agreements/?q=atlantis",
    "agreements/finder/",
    "agreements/finder/?to=PK",
    "agreements/finder/?to=ZZ",
    "agreements/pathways/to-pec/",
    "agreements/pathways/to-nowhere/",
    "agreements/pec-2025/",
    "agreements/pec-2019/",
    "agreements/ipea/",
    "agreements/?family=multilateral&partner=nobody",
    "agreements/compare/",
    "agreements/compare/?a=pec-2025&b=pec-2019",
    "agreements/compare/?a=pec-2025&b=atlantis",
    "agreements/pec-2025/report/",
    "agreements/pathways/to-pec/report/",
    "agreements/reported/74679373/",
    "data/",
    "no-such-page/",
]
ACCOUNTS = [
    "accounts/login/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/confirm-email/",
    "accounts/confirm-email/wrong/",
    "accounts/password/reset/key/1-wrong/",
    "accounts/inactive/",
]
MEMBERS = [
    "members/",
    "members/profile/",
    "members/profile/edit/",
    "members/membership/",
    "members/membership/renew/{term}/",
    "members/membership/renew/{lapsed_term}/",
    "members/membership/apply/",
    "members/membership/applications/{sent}/",
    "members/membership/applications/{sent}/withdraw/",
    "members/membership/applications/{sent_back}/",
    "members/membership/applications/{sent_back}/edit/",
    "members/membership/applications/{refused}/",
    "members/evidence/",
    "members/evidence/{evidence}/",
    "members/evidence/{evidence}/delete/",
    "members/qualifications/",
    "members/qualifications/add/",
    "members/qualifications/add/?file={evidence}",
    "members/qualifications/{draft}/",
    "members/qualifications/{returned}/",
    "members/qualifications/{submitted}/",
    "members/qualifications/{verified}/",
    "members/qualifications/{verified}/renew/",
    "members/qualifications/{returned}/edit/",
    "members/qualifications/{draft}/edit/",
    "members/qualifications/{draft}/delete/",
    "members/declarations/",
    "members/declarations/make/no_record/",
    "members/declarations/{declaration}/withdraw/",
    "members/experience/",
    "members/experience/add/",
    "members/experience/{period}/",
    "members/experience/{not_approved}/",
    "members/experience/{period}/delete/",
    "members/news/",
    "members/news/?topic=notices&year=1",
    "members/news/kept/",
    "members/news/forum/",
    "members/newsletters/",
    "members/newsletters/55/",
    "members/events/",
    "members/events/kept/",
    "members/pages/kept/",
    "members/recognition/",
    "members/recognition/?on=yesterday&hours=1",
    "members/following/",
    "members/following/pec-2025/",
    "members/following/pec-2019/",
    "members/recognition/to-pec/",
    "members/recognition/to-pec/?on=2028-01-01&hours=1",
    "members/recognition/to-nowhere/",
    "members/cpd/",
    "members/cpd/?q=nothing-at-all",
    "members/cpd/?period=all&sort=-hours&requirement=cse-annual",
    "members/cpd/add/",
    "members/cpd/add/?file={evidence}",
    "members/cpd/deleted/",
    "members/cpd/counted/cse-annual/",
    "members/cpd/counted/cse-annual/?on=2025-12-31",
    "members/cpd/counted/for-reference/",
    "members/cpd/attend/",
    "members/cpd/events/",
    "members/cpd/events/attended/missing/",
    "members/cpd/events/disowned/missing/",
    "members/cpd/events/reported/missing/",
    "members/cpd/events/missed/missing/",
    "members/cpd/{drafted}/",
    "members/cpd/{record}/",
    "members/cpd/{to_finish}/",
    "members/cpd/{record}/copy/",
    "members/cpd/{record}/compare/",
    "members/cpd/{record}/delete/",
    "members/cpd/statements/",
    "members/cpd/statements/add/",
    "members/cpd/statements/{statement_draft}/",
    "members/cpd/statements/{statement_draft}/delete/",
    "members/cpd/statements/{statement_returned}/",
    "members/cpd/statements/{statement_returned}/edit/",
    "members/cpd/statements/{statement_submitted}/",
    "members/cpd/statements/{statement_submitted}/edit/",
    "members/cpd/statements/{statement_submitted}/delete/",
    "members/cpd/statements/{statement_accepted}/",
    "members/cpd/statements/{statement_rejected}/",
    "members/cpd/plan/",
    "members/cpd/plan/add/",
    "members/cpd/plan/{planned}/",
    "members/cpd/plan/{planned}/record/",
    "members/cpd/plan/{planned}/delete/",
    "members/cpd/plan/{planned_and_done}/",
    "members/cpd/plan/{planned_and_dropped}/",
    "members/cpd/plan/goals/add/",
    "members/cpd/plan/goals/{goal}/",
    "members/cpd/plan/goals/{goal}/edit/",
    "members/cpd/plan/goals/{archived_goal}/",
    "members/cpd/plan/reflection/",
    "members/cpd/{record}/evidence/",
    "members/cpd/{closed_record}/",
    "members/cpd/{closed_record}/delete/",
    "members/cpd/declare/cse-annual/{last_year}/",
    "members/cpd/declare/cse-annual/{year_before}/",
    "members/cpd/counted/cse-annual/?on={last_year}",
    "members/cpd/import/",
    "members/cpd/import/{sheet}/",
    "members/cpd/import/{sheet}/?show=new",
    "members/cpd/import/{sheet}/?show=there",
    "members/cpd/import/{sheet}/columns/",
    "members/cpd/import/0/",
    "members/audits/",
    "members/audits/{to_answer}/",
    "members/audits/{to_answer}/extension/",
    "members/audits/{to_answer}/entries/{of_last_year}/",
    "members/audits/{sent_back_audit}/",
    "members/audits/{sent_back_audit}/?sent=1",
    "members/audits/{answered}/",
    "members/audits/{failed_audit}/",
    "accounts/email/",
    "accounts/logout/",
    "accounts/password/change/",
    "accounts/reauthenticate/",
    "accounts/2fa/",
]
# Sent empty, these show their messages.
REFUSED = {
    "accounts/login/": False,
    "accounts/signup/": False,
    "agreements/pec-2025/report/": False,
    "members/cpd/add/": True,
    "members/cpd/plan/add/": True,
    "members/cpd/statements/add/": True,
    "members/cpd/plan/goals/add/": True,
    "members/cpd/attend/": True,
    "members/cpd/declare/cse-annual/{last_year}/": True,
    "members/cpd/{record}/evidence/": True,
    "members/cpd/import/": True,
    "members/membership/apply/": True,
    "members/evidence/": True,
    "members/qualifications/add/": True,
    "members/experience/add/": True,
    "members/declarations/make/no_record/": True,
    "members/profile/edit/": True,
    "members/audits/{to_answer}/": True,
    "members/audits/{to_answer}/extension/": True,
}


# A new entry, one that is there already, and one in which nothing is right.
COLUMNS = {"done_on": 0, "title": 1, "hours": 2, "is_online": 3}
ROWS = """CPD 1,CPD 2,CPD 3,CPD 4
2025-06-01,Forum,2,yes
2025-06-01,Forum,2,yes
1/6/2025,,1h30,CSE
"""


@dataclass
class Content:
    member: object
    draft: int
    submitted: int
    returned: int
    verified: int
    record: int
    drafted: int
    closed_record: int
    last_year: str
    year_before: str
    to_finish: int
    term: int
    lapsed_term: int
    sent: int
    sent_back: int
    refused: int
    period: int
    not_approved: int
    evidence: int
    declaration: int
    goal: int
    archived_goal: int
    planned: int
    planned_and_done: int
    planned_and_dropped: int
    statement_draft: int
    statement_submitted: int
    statement_returned: int
    statement_accepted: int
    statement_rejected: int
    sheet: int
    of_last_year: int
    to_answer: int
    sent_back_audit: int
    answered: int
    failed_audit: int

    def path(self, template: str) -> str:
        return template.format(**vars(self))


def make_content() -> Content:
    """One of everything that a page may show."""
    partner = make.make_body(name_en="Pakistan Engineering Council", country="PK")
    old = make.make_agreement("pec-2019", status="superseded", partner=partner)
    pec = make.make_agreement(
        "pec-2025",
        kind="mutual_recognition",
        opens="route",
        partner=partner,
        predecessor=old,
        gives_en="One",
        gives_zh="一",
        gives_not_en="Two",
        gives_not_zh="二",
        caution_en="Careful.",
        caution_zh="注意。",
    )
    to_pec = make.make_pathway("to-pec", agreement=pec, to_body=partner, name_zh="互认路径")
    for year in (2024, 2025):
        make.make_pathway_version(
            to_pec,
            effective_from=date(year, 1, 1),
            conditions=[("title", "title", f"Forum {year}"), ("review", "review", "Forum decides")],
        )
    make.make_pathway_version(make.make_pathway("to-nowhere", name_zh="尚未公布的互认路径"))
    make.make_change_report(pec, "settled", reference="74679373", answer="CSE")
    make.make_agreement("ipea", kind="membership", membership="exploring", opens="not_yet")
    for slug in ("older", "forum", "newer"):
        article = make.make_article(slug, title_en=f"Forum {slug}", kind=Article.Kind.PREVIEW)
        article.tags.add(make.make_tag())
        article.agreements.add(pec)
    make.make_newsletter(54)
    make.make_newsletter(53)
    make.make_event("congress", is_demonstration=True, cpd_hours=2, cpd_kind="seminar")
    make.make_event("over", in_days=-5, time_zone="Africa/Nairobi")
    for_members = {"members_only": True}
    pinned = timezone.now() + timedelta(days=2)
    make.make_article("kept", title_en="Forum kept", pinned_until=pinned, **for_members)
    make.make_newsletter(55, **for_members)
    make.make_event("kept", time_zone="Africa/Nairobi", **for_members)
    make.make_page("kept", **for_members)
    for slug in ("about", "contact", "assessment"):
        make.make_page(slug)
    member = make.make_member(
        "walker@example.org", family_name="Li", given_name="Wei", name_zh="李伟", verified=True
    )
    term = make.make_term(member, ends_on=None)
    annual = make_rules("cse-annual", scheme=term.grade.scheme)
    make_rules("for-reference")
    make.make_suspension(member, ends_on=date(2025, 9, 30), reason="Page 2 is missing.")
    make.make_adjustment(member, reason="CSE")
    make.make_record(member, "Forum", hours="30", is_online=True)
    record = make.make_record(member, "Seismic assessment", hours="2.5")
    make.make_record(member, "Seismic assessment.", hours="2.5").evidence.add(
        make.make_evidence(member, "2.pdf")
    )
    to_finish = make.make_record(member, "Forum", state="to_finish")
    make.make_record(member, "From an event", deleted_at=timezone.now())
    make.make_record(member, "From an event", state="to_confirm")
    evidence = make.make_evidence(member, text="Forum, 16 hours\nNo. CSE-31\n12–17 October 2025")
    make.make_file_view(evidence)
    make.make_file_view(evidence, make.make_user(is_staff=True))
    states = {
        state: make.make_qualification(
            member,
            state,
            reason="award_differs",
            said="Page 2 is missing.",
            valid_until=date(2030, 1, 1),
        ).pk
        for state in Qualification.State.values
    }
    make.make_qualification(member, "rejected", renews_id=states["verified"])
    return Content(
        member=member,
        draft=states["draft"],
        submitted=states["submitted"],
        returned=states["returned"],
        verified=states["verified"],
        record=record.pk,
        drafted=make_events(member),
        **year_ends_of(member, annual),
        to_finish=to_finish.pk,
        **periods_of(member),
        evidence=evidence.pk,
        **make_membership(member),
        declaration=declarations_of(member).pk,
        **plan_of(member, record),
        **statements_of(member),
        sheet=make.make_sheet(member, ROWS, columns=COLUMNS).pk,
        **audits_of(member),
    )


def make_events(member) -> int:
    """Of four events one waits, one was not theirs, one is reported; the entry that waits."""
    names = ("attended", "disowned", "reported", "missed")
    events = {name: make.make_past_event(name, title_en="Forum") for name in names}
    make.make_attendance(member, events["attended"])
    make.make_attendance(member, events["disowned"], "not_me")
    make.make_missing_report(member, events["reported"], "refused")
    make.make_missing_report(member, events["reported"])
    return member.cpd_records.get(event=events["attended"]).pk


def periods_of(member) -> dict[str, int]:
    """Checked, in charge, a gap before it; and one that was not approved."""
    words = {"role": "Forum", "employer": "CSE", "country": "KE"}
    make.make_period(member, **words, ended_on=date(2020, 6, 30))
    now = make.make_period(
        member, "verified", **words, started_on=date(2022, 1, 1), is_in_charge=True
    )
    no = make.make_period(member, "rejected", **words, ended_on=date(2019, 1, 1))
    return {"period": now.pk, "not_approved": no.pk}


def statements_of(member) -> dict[str, int]:
    """In every state; the accepted one counts by an equivalence."""
    requirement = CpdRequirement.objects.get(slug="cse-annual")
    body = make.make_body(name_en="Institution", name_zh="学会")
    equivalence = make.make_equivalence(requirement, body, source="CSE")
    words = {"about": "CSE", "unit": "PDU", "body": body}
    made = {state: make.make_statement(member, state, **words) for state in Statement.State.values}
    credits = made["accepted"].credits
    credits.create(requirement=requirement, hours=5, kind="other", equivalence=equivalence)
    return {f"statement_{state}": statement.pk for state, statement in made.items()}


def plan_of(member, record) -> dict[str, int]:
    """Something planned in every state, with and without hours, for a goal with an entry."""
    today = timezone.localdate()
    goal = make.make_goal(member, "Forum", target_hours=10)
    archived = make.make_goal(member, "Forum", year=2024, archived_on=today)
    record.goal, record.reflection = goal, "CSE"
    record.save()
    make.make_planned(member, "Forum", hours=None, in_days=-40, is_month=True)
    return {
        "goal": goal.pk,
        "archived_goal": archived.pk,
        "planned": make.make_planned(member, "Forum", goal=goal).pk,
        "planned_and_done": make.make_planned(member, "Forum", record=record).pk,
        "planned_and_dropped": make.make_planned(member, "Forum", dropped_on=today).pk,
    }


def declarations_of(member):
    """One stands, one was withdrawn and can be made anew."""
    make.make_declaration(member, withdrawn_on=date(2025, 6, 1))
    society = make.make_body(slug="cse", name_en="Society", name_zh="联合体")
    return make.make_declaration(member, "code", body=society)


def audits_of(member) -> dict[str, int]:
    """To be answered, sent back with a finding, with the reviewer, and not passed."""
    requirement = make.make_requirement(name_en="Forum", name_zh="会员继续教育要求")
    make.make_version(requirement, published_at=timezone.now())
    last = date(timezone.localdate().year - 1, 12, 31)
    record = make.make_record(member, "Forum", hours="4", done_on=last, provider="CSE")
    record.evidence.add(make.make_evidence(member))
    make.make_record(member, "Forum", done_on=last)
    make.make_record(member, "Forum", done_on=last, state="rejected", reason="CSE")
    states = {
        "to_answer": "open",
        "sent_back_audit": "returned",
        "answered": "submitted",
        "failed_audit": "failed",
    }
    made = {"of_last_year": record.pk}
    for name, state in states.items():
        draw = make.make_draw(requirement, is_drawn=True)
        audit = make.make_audit(member, state, draw=draw, records=(record,))
        audit.entries.update(
            mark="not_accepted", reason="no_evidence", marked_by=make.make_user(is_staff=True)
        )
        made[name] = audit.pk
    consequence = make.make_consequence(requirement)
    Audit.objects.filter(pk=made["failed_audit"]).update(consequence=consequence)
    return made


def year_ends_of(member, requirement) -> dict:
    """Last year waits to be declared, the one before is closed with a correction."""
    year = timezone.localdate().year - 1
    make.make_period_declaration(
        member,
        requirement,
        first_on=date(year - 1, 1, 1),
        last_on=date(year - 1, 12, 31),
        declared_on=date(year, 1, 10),
        verdict="short",
        explanation="CSE",
    )
    closed = make.make_record(member, "Forum", done_on=date(year - 1, 5, 6))
    make.make_correction(closed, reason="CSE")
    return {
        "closed_record": closed.pk,
        "last_year": f"{year}-12-31",
        "year_before": f"{year - 1}-12-31",
    }


def make_rules(slug: str, **fields):
    """A requirement that weighs and caps, asks for more than a total, and closes its years."""
    requirement = make.make_requirement(
        slug, name_en="CPD of members", name_zh="会员继续教育", **fields
    )
    version = make.make_version(
        requirement,
        amount=None,
        published_at=timezone.now(),
        closes_after_days=700,
        declare_within_days=60,
    )
    named = {"name_en": "Online", "name_zh": "在线"}
    version.categories.create(code="online", factor="0.5", cap=10, is_online=True, **named)
    version.categories.create(code="rest", position=2, name_en="The rest", name_zh="其他")
    window = make.make_window(version, name_en="Calendar year", name_zh="自然年")
    make.make_target(window)
    window.shares.create(code="online", least=4, is_online=True, **named)
    return requirement


def make_membership(member) -> dict[str, int]:
    """A term that can be renewed, one that cannot any more, and applications in all states."""
    today = timezone.localdate()
    ends = {"term": today + timedelta(days=10), "lapsed_term": date(2022, 12, 31)}
    terms = {
        name: make.make_term(
            member,
            make.make_grade(scheme=make.make_scheme(**make.TERMS)),
            society=make.make_society(name_en="Society of Bridges", name_zh="桥梁学会"),
            starts_on=date(2020, 1, 1),
            ends_on=ends_on,
        )
        for name, ends_on in ends.items()
    }
    applications = {
        state: make.make_application(member, state, society=terms["term"].society)
        for state in Application.State
    }
    return {
        **{name: term.pk for name, term in terms.items()},
        "sent": applications["submitted"].pk,
        "sent_back": applications["returned"].pk,
        "refused": applications["refused"].pk,
    }
