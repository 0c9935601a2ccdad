"""Who may open what: a row for every address of the portal. An address without a row fails."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from members.qualifications.models import Qualification
from news.preview.models import make_link
from tests.conftest import logged_in
from tests.factories import (
    make_agreement,
    make_application,
    make_article,
    make_attendance,
    make_audit,
    make_body,
    make_category,
    make_change_report,
    make_declaration,
    make_event,
    make_evidence,
    make_goal,
    make_missing_report,
    make_newsletter,
    make_page,
    make_past_event,
    make_pathway,
    make_pathway_version,
    make_period,
    make_period_declaration,
    make_planned,
    make_qualification,
    make_record,
    make_requirement,
    make_sheet,
    make_statement,
    make_tag,
    make_term,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db

OPEN = {"visitor": 200, "member": 200, "stranger": 200, "staff": 200}
MEMBERS = {"visitor": 302, "member": 200, "stranger": 200, "staff": 403}
OWN = {"visitor": 302, "member": 200, "stranger": 404, "staff": 403}
OWN_POST = {"visitor": 302, "member": 405, "stranger": 405, "staff": 403}
NOT_FOR_MEMBERS = {"visitor": 200, "member": 302, "stranger": 302, "staff": 302}
ACCOUNT = {"visitor": 302, "member": 200, "stranger": 200, "staff": 200}
ACCOUNT_GOES_ON = {"visitor": 302, "member": 302, "stranger": 302, "staff": 302}
PROVEN_AGAIN = {"visitor": 302, "member": 302, "stranger": 302, "staff": 302}
ICON = {"visitor": 302, "member": 302, "stranger": 302, "staff": 302}
PREVIEW = {"visitor": 302, "member": 302, "stranger": 302, "staff": 403}
NOTHING_THERE = {"visitor": 302, "member": 404, "stranger": 404, "staff": 404}

# name of the address: (arguments, status by visitor, owner, other member, staff)
TABLE = {
    "front_door": ({}, ACCOUNT_GOES_ON),
    "healthz": ({}, OPEN),
    "readyz": ({}, OPEN),
    "robots": ({}, OPEN),
    "favicon": ({}, ICON),
    "feed_all": ({"language": "en"}, OPEN),
    "feed_topic": ({"language": "en", "slug": "notices"}, OPEN),
    "feed_tag": ({"language": "en", "slug": "ethics"}, OPEN),
    "feed_newsletters": ({"language": "en"}, OPEN),
    "calendar_feed": ({"language": "en"}, OPEN),
    "feed_events": ({"language": "en"}, OPEN),
    "sitemap": ({}, OPEN),
    "sitemap_page": ({"section": "lists", "page": 1}, OPEN),
    "home": ({}, OPEN),
    "search": ({}, OPEN),
    "agreements:register:agreement_list": ({}, OPEN),
    "agreements:register:agreement_detail": ({"slug": "pec"}, OPEN),
    "agreements:register:compare": ({}, OPEN),
    "agreement_report": ({"slug": "pec"}, OPEN),
    "pathway_report": ({"slug": "to-pec"}, OPEN),
    "change_report": ({"reference": "R7K9ACDE"}, OPEN),
    "agreements:opendata:data": ({}, OPEN),
    "opendata:agreement_list": ({}, OPEN),
    "opendata:agreement_detail": ({"slug": "pec"}, OPEN),
    "opendata:change_list": ({}, OPEN),
    "opendata:code_list": ({}, OPEN),
    "opendata:openapi": ({}, OPEN),
    "opendata:change_feed": ({"language": "en"}, OPEN),
    "agreements:pathways:finder": ({}, OPEN),
    "agreements:pathways:pathway_detail": ({"slug": "to-pec"}, OPEN),
    "news:articles:article_list": ({}, OPEN),
    "news:articles:article_detail": ({"slug": "forum"}, OPEN),
    "news:newsletters:newsletter_list": ({}, OPEN),
    "news:newsletters:newsletter_detail": ({"number": 54}, OPEN),
    "news:events:event_list": ({}, OPEN),
    "news:events:event_detail": ({"slug": "congress"}, OPEN),
    "news:events:event_calendar": ({"slug": "congress"}, OPEN),
    "news:preview": ({"kind": "article", "pk": "story"}, PREVIEW),
    "news:preview_shared": ({"address": "link"}, OPEN),
    "news:pages:page_detail": ({"slug": "about"}, OPEN),
    "members:home": ({}, MEMBERS),
    "members:search": ({}, MEMBERS),
    "members:profile:profile_detail": ({}, MEMBERS),
    "members:profile:profile_edit": ({}, MEMBERS),
    "members:membership:membership_detail": ({}, MEMBERS),
    "members:membership:renew": ({"pk": "term"}, OWN),
    "members:membership:apply": ({}, MEMBERS),
    "members:membership:application_detail": ({"pk": "application"}, OWN),
    "members:membership:application_edit": ({"pk": "application"}, OWN),
    "members:membership:application_withdraw": ({"pk": "application"}, OWN),
    "members:evidence:file_list": ({}, MEMBERS),
    "members:evidence:file_detail": ({"pk": "evidence"}, OWN),
    "members:evidence:file_content": ({"pk": "evidence"}, OWN | {"staff": 404}),
    "members:evidence:file_page": ({"pk": "evidence", "number": "1"}, OWN | {"staff": 404}),
    "members:evidence:file_reading": ({"pk": "evidence"}, OWN),
    "members:evidence:file_delete": ({"pk": "evidence"}, OWN),
    "members:qualifications:qualification_list": ({}, MEMBERS),
    "members:qualifications:qualification_add": ({}, MEMBERS),
    "members:qualifications:qualification_detail": ({"pk": "qualification"}, OWN),
    "members:qualifications:qualification_edit": ({"pk": "qualification"}, OWN),
    "members:qualifications:qualification_send": ({"pk": "qualification"}, OWN_POST),
    "members:qualifications:qualification_withdraw": ({"pk": "qualification"}, OWN_POST),
    "members:qualifications:qualification_renew": ({"pk": "verified"}, OWN),
    "members:qualifications:qualification_delete": ({"pk": "qualification"}, OWN),
    "members:declarations:declaration_list": ({}, MEMBERS),
    "members:declarations:declaration_make": ({"kind": "code"}, MEMBERS),
    "members:declarations:declaration_withdraw": ({"pk": "declaration"}, OWN),
    "members:experience:period_list": ({}, MEMBERS),
    "members:experience:period_add": ({}, MEMBERS),
    "members:experience:period_edit": ({"pk": "period"}, OWN),
    "members:experience:period_delete": ({"pk": "period"}, OWN),
    "members:reading:article_list": ({}, MEMBERS),
    "members:reading:article_detail": ({"slug": "kept"}, MEMBERS),
    "members:reading:newsletter_list": ({}, MEMBERS),
    "members:reading:newsletter_detail": ({"number": 55}, MEMBERS),
    "members:reading:event_list": ({}, MEMBERS),
    "members:reading:event_detail": ({"slug": "kept"}, MEMBERS),
    "members:reading:event_calendar": ({"slug": "kept"}, MEMBERS),
    "members:reading:page_detail": ({"slug": "kept"}, MEMBERS),
    "members:recognition:pathway_list": ({}, MEMBERS),
    "members:recognition:pathway_detail": ({"slug": "to-pec"}, MEMBERS),
    "members:recognition:band": ({"agreement": "pec"}, MEMBERS),
    "members:following:follow_list": ({}, MEMBERS),
    "members:following:follow": ({"agreement": "pec"}, MEMBERS),
    "members:following:unfollow": ({"agreement": "pec"}, OWN_POST),
    "members:following:button": ({"agreement": "pec"}, MEMBERS),
    "members:statements:statement_list": ({}, MEMBERS),
    "members:statements:statement_add": ({}, MEMBERS),
    "members:statements:statement_detail": ({"pk": "statement"}, OWN),
    "members:statements:statement_edit": ({"pk": "statement"}, OWN),
    "members:statements:statement_send": ({"pk": "statement"}, OWN_POST),
    "members:statements:statement_withdraw": ({"pk": "statement"}, OWN_POST),
    "members:statements:statement_delete": ({"pk": "statement"}, OWN),
    "members:plans:activity_list": ({}, MEMBERS),
    "members:plans:activity_add": ({}, MEMBERS),
    "members:plans:activity_edit": ({"pk": "planned"}, OWN),
    "members:plans:activity_log": ({"pk": "planned"}, OWN_POST),
    "members:plans:activity_record": ({"pk": "planned"}, OWN),
    "members:plans:activity_drop": ({"pk": "planned"}, OWN_POST),
    "members:plans:activity_resume": ({"pk": "planned"}, OWN_POST),
    "members:plans:activity_delete": ({"pk": "planned"}, OWN),
    "members:plans:goal_add": ({}, MEMBERS),
    "members:plans:goal_detail": ({"pk": "goal"}, OWN),
    "members:plans:goal_edit": ({"pk": "goal"}, OWN),
    "members:plans:goal_archive": ({"pk": "goal"}, OWN_POST),
    "members:plans:goal_take_up": ({"pk": "goal"}, OWN_POST),
    "members:plans:reflection_list": ({}, MEMBERS),
    "members:cpd:record_list": ({}, MEMBERS),
    "members:cpd:record_add": ({}, MEMBERS),
    "members:cpd:counted": ({"requirement": "cse-annual"}, MEMBERS),
    "members:cpd:record_edit": ({"pk": "record"}, OWN),
    "members:cpd:record_copy": ({"pk": "record"}, OWN),
    "members:cpd:record_compare": ({"pk": "record"}, OWN),
    "members:cpd:record_confirm": ({"pk": "record"}, OWN_POST),
    "members:cpd:record_bulk": ({}, OWN_POST),
    "members:cpd:record_bin": ({}, MEMBERS),
    "members:cpd:record_restore": ({}, OWN_POST),
    "members:cpd:record_delete": ({"pk": "record"}, OWN),
    "members:attendance:attendance_list": ({}, MEMBERS),
    "members:attendance:attend": ({}, MEMBERS),
    "members:attendance:disown": ({"pk": "drafted"}, OWN_POST),
    "members:attendance:reclaim": ({"pk": "disowned"}, OWN_POST),
    "members:attendance:report_missing": ({"slug": "over"}, MEMBERS),
    "members:attendance:report_withdraw": ({"pk": "report"}, OWN_POST),
    "members:cpd:record_evidence": ({"pk": "record"}, OWN),
    "members:cpd:declare": ({"requirement": "cse-annual", "last": "2024-12-31"}, OWN),
    "members:exchange:sheet_add": ({}, MEMBERS),
    "members:exchange:sheet_match": ({"pk": "sheet"}, OWN),
    "members:exchange:sheet_detail": ({"pk": "sheet"}, OWN),
    "members:exchange:export_csv": ({}, MEMBERS),
    "members:exchange:export_xlsx": ({}, MEMBERS),
    "members:exchange:transcript": ({}, MEMBERS),
    "members:audits:audit_list": ({}, MEMBERS),
    "members:audits:audit_detail": ({"pk": "audit"}, OWN),
    "members:audits:audit_extend": ({"pk": "audit"}, OWN),
    "members:audits:entry_evidence": ({"pk": "audit", "record": "audited"}, OWN),
    "account_login": ({}, NOT_FOR_MEMBERS),
    "account_signup": ({}, NOT_FOR_MEMBERS),
    "account_logout": ({}, ACCOUNT),
    "account_inactive": ({}, OPEN),
    "account_email": ({}, ACCOUNT),
    "account_confirm_login_code": ({}, ACCOUNT_GOES_ON),
    "account_email_verification_sent": ({}, OPEN),
    "account_confirm_email": ({"key": "wrong"}, OPEN),
    "account_change_password": ({}, ACCOUNT),
    "account_set_password": ({}, ACCOUNT_GOES_ON),
    "account_reauthenticate": ({}, ACCOUNT),
    "account_reset_password": ({}, OPEN),
    "account_reset_password_done": ({}, OPEN),
    "account_reset_password_from_key": ({"uidb36": "1", "key": "wrong"}, OPEN),
    "account_reset_password_from_key_done": ({}, OPEN),
    "mfa_index": ({}, ACCOUNT),
    "mfa_authenticate": ({}, ACCOUNT_GOES_ON),
    "mfa_reauthenticate": ({}, ACCOUNT_GOES_ON),
    "mfa_activate_totp": ({}, PROVEN_AGAIN),
    "mfa_deactivate_totp": ({}, NOTHING_THERE),
    "mfa_generate_recovery_codes": ({}, PROVEN_AGAIN),
    "mfa_view_recovery_codes": ({}, NOTHING_THERE),
    "mfa_download_recovery_codes": ({}, NOTHING_THERE),
}


ONLY_SHOWN = {
    "members:membership:application_detail",
    "members:evidence:file_content",
    "members:evidence:file_detail",
    "members:evidence:file_page",
    "members:evidence:file_reading",
    "members:plans:goal_detail",
    "members:qualifications:qualification_detail",
    "members:statements:statement_detail",
}


def names_in(patterns, spaces=()) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from names_in(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join([*spaces, entry.name])


def test_every_address_has_a_row():
    names = {
        name for name in names_in(get_resolver().url_patterns) if not name.startswith("admin:")
    }

    assert names == set(TABLE)


@pytest.fixture
def clients(member, stranger) -> dict[str, Client]:
    return {
        "visitor": Client(),
        "member": logged_in(member.user),
        "stranger": logged_in(stranger.user),
        "staff": logged_in(make_user("staff@example.org", is_staff=True)),
    }


@pytest.fixture
def content(member) -> dict[str, int]:
    article = make_article("forum", category=make_category("notices"))
    article.tags.add(make_tag("ethics"))
    draft = make_article(published_at_en=None)
    make_newsletter(54)
    make_event("congress")
    make_past_event("over")
    make_attendance(member)
    make_page("about")
    for make, key in [(make_article, "kept"), (make_newsletter, 55), (make_event, "kept")]:
        make(key, members_only=True)
    make_page("kept", members_only=True)
    agreement = make_agreement("pec", kind="mutual_recognition")
    make_change_report(agreement, reference="R7K9ACDE")
    annual = make_version(make_requirement("cse-annual"), published_at=timezone.now()).requirement
    make_period_declaration(member, annual)
    make_pathway_version(
        make_pathway("to-pec", agreement=agreement), conditions=[("title", "title", "A title.")]
    )
    make_body(slug="cse")
    make_record(member, "Seminar on bridges")
    audit = make_audit(member)
    return {
        "story": article.pk,
        "link": make_link(draft).address,
        "audit": audit.pk,
        "audited": make_record(member, done_on=audit.draw.last_on).pk,
        "evidence": make_evidence(member).pk,
        "term": make_term(member).pk,
        "application": make_application(member).pk,
        "record": make_record(member, "Seminar on bridges").pk,
        "planned": make_planned(member).pk,
        "goal": make_goal(member).pk,
        "statement": make_statement(member).pk,
        "drafted": member.cpd_records.get(event__isnull=False).pk,
        "disowned": make_attendance(member, state="not_me").pk,
        "report": make_missing_report(member).pk,
        "sheet": make_sheet(member).pk,
        "period": make_period(member).pk,
        "declaration": make_declaration(member).pk,
        "qualification": make_qualification(member, Qualification.State.DRAFT).pk,
        "verified": make_qualification(
            member, Qualification.State.VERIFIED, valid_until=date(2025, 1, 1)
        ).pk,
    }


def address(name: str, content: dict[str, int]) -> str:
    arguments = {key: content.get(value, value) for key, value in TABLE[name][0].items()}
    with translation.override("en"):
        return reverse(name, kwargs=arguments)


@pytest.mark.parametrize("name", TABLE)
def test_address_answers_each_as_the_table_says(name, clients, content):
    path = address(name, content)

    answers = {who: client.get(path).status_code for who, client in clients.items()}

    assert answers == TABLE[name][1]


@pytest.mark.parametrize("name", [name for name in TABLE if name.startswith("members:")])
def test_member_page_sends_a_visitor_to_log_in_and_back(name, client, content):
    path = address(name, content)

    response = client.get(path)

    assert response.headers["Location"] == f"/en/accounts/login/?next={path}"


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if name.startswith("members:") and "pk" in row[0]]
)
def test_post_to_another_members_row_finds_nothing(name, clients, content):
    response = clients["stranger"].post(address(name, content), {"title": "mine", "hours": "1"})

    assert response.status_code == (405 if name in ONLY_SHOWN else 404)


@pytest.mark.parametrize("name", [name for name in TABLE if name.startswith("members:")])
def test_no_cache_keeps_a_member_page(name, clients, content):
    response = clients["member"].get(address(name, content))

    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/members/member/", "/admin/news/article/add/"])
def test_administration_is_for_staff(path, clients):
    answers = {who: client.get(path, follow=True) for who, client in clients.items()}

    assert answers["visitor"].redirect_chain[-1][0].startswith("/en/accounts/login/?next=")
    assert answers["member"].status_code == 403
    assert answers["staff"].status_code == (200 if path == "/admin/" else 403)
