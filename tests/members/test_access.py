"""What every page of the members' area has in common. Who may open it: tests/test_access.py."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from members.qualifications.models import Qualification
from tests import factories
from tests.conftest import logged_in

OWN = {
    "members:home": None,
    "members:profile:profile_detail": None,
    "members:profile:profile_edit": None,
    "members:membership:membership_detail": None,
    "members:membership:renew": "term",
    "members:membership:apply": None,
    "members:membership:application_detail": "application",
    "members:membership:application_edit": "application",
    "members:membership:application_withdraw": "application",
    "members:qualifications:qualification_list": None,
    "members:qualifications:qualification_add": None,
    "members:qualifications:qualification_detail": "qualification",
    "members:qualifications:qualification_edit": "qualification",
    "members:qualifications:qualification_send": "qualification",
    "members:qualifications:qualification_withdraw": "qualification",
    "members:qualifications:qualification_renew": "verified",
    "members:qualifications:qualification_delete": "qualification",
    "members:declarations:declaration_list": None,
    "members:declarations:declaration_withdraw": "declaration",
    "members:experience:period_list": None,
    "members:experience:period_add": None,
    "members:experience:period_edit": "period",
    "members:experience:period_delete": "period",
    "members:statements:statement_list": None,
    "members:statements:statement_add": None,
    "members:statements:statement_detail": "statement",
    "members:statements:statement_edit": "statement",
    "members:statements:statement_send": "statement",
    "members:statements:statement_withdraw": "statement",
    "members:statements:statement_delete": "statement",
    "members:plans:activity_list": None,
    "members:plans:activity_add": None,
    "members:plans:activity_edit": "planned",
    "members:plans:activity_log": "planned",
    "members:plans:activity_record": "planned",
    "members:plans:activity_drop": "planned",
    "members:plans:activity_resume": "planned",
    "members:plans:activity_delete": "planned",
    "members:plans:goal_add": None,
    "members:plans:goal_detail": "goal",
    "members:plans:goal_edit": "goal",
    "members:plans:goal_archive": "goal",
    "members:plans:goal_take_up": "goal",
    "members:plans:reflection_list": None,
    "members:cpd:record_list": None,
    "members:cpd:record_add": None,
    "members:cpd:record_edit": "record",
    "members:cpd:record_copy": "record",
    "members:cpd:record_compare": "record",
    "members:cpd:record_confirm": "record",
    "members:cpd:record_bulk": None,
    "members:cpd:record_bin": None,
    "members:cpd:record_restore": None,
    "members:cpd:record_delete": "record",
    "members:attendance:attendance_list": None,
    "members:attendance:attend": None,
    "members:attendance:disown": "drafted",
    "members:attendance:reclaim": "disowned",
    "members:attendance:report_withdraw": "report",
    "members:cpd:record_evidence": "record",
    "members:exchange:sheet_add": None,
    "members:exchange:sheet_match": "sheet",
    "members:exchange:sheet_detail": "sheet",
    "members:audits:audit_list": None,
    "members:audits:audit_detail": "audit",
    "members:audits:audit_extend": "audit",
}
OF_ONE = [name for name, row in OWN.items() if row]
READ_ONLY = [
    "members:home",
    "members:membership:membership_detail",
    "members:membership:application_detail",
    "members:profile:profile_detail",
    "members:qualifications:qualification_list",
    "members:qualifications:qualification_detail",
    "members:declarations:declaration_list",
    "members:experience:period_list",
    "members:statements:statement_list",
    "members:statements:statement_detail",
    "members:plans:activity_list",
    "members:plans:goal_detail",
    "members:plans:reflection_list",
    "members:cpd:record_list",
    "members:attendance:attendance_list",
    "members:cpd:record_bin",
    "members:audits:audit_list",
]
POST_ONLY = [
    "members:statements:statement_send",
    "members:statements:statement_withdraw",
    "members:plans:activity_log",
    "members:plans:activity_drop",
    "members:plans:activity_resume",
    "members:plans:goal_archive",
    "members:plans:goal_take_up",
    "members:cpd:record_bulk",
    "members:cpd:record_restore",
    "members:cpd:record_confirm",
    "members:attendance:disown",
    "members:attendance:reclaim",
    "members:attendance:report_withdraw",
    "members:qualifications:qualification_send",
    "members:qualifications:qualification_withdraw",
]


@pytest.fixture
def address(member):
    """The address of a page, about a row of 李伟 where it is about one."""
    factories.make_attendance(member)
    factories.make_record(member, "Seminar on bridges")
    rows = {
        "drafted": member.cpd_records.get(event__isnull=False),
        "disowned": factories.make_attendance(member, state="not_me"),
        "report": factories.make_missing_report(member),
        "term": factories.make_term(member),
        "application": factories.make_application(member),
        "qualification": factories.make_qualification(member),
        "verified": factories.make_qualification(
            member, Qualification.State.VERIFIED, valid_until=date(2025, 1, 1)
        ),
        "record": factories.make_record(member, "Seminar on bridges"),
        "planned": factories.make_planned(member),
        "goal": factories.make_goal(member),
        "statement": factories.make_statement(member),
        "sheet": factories.make_sheet(member),
        "period": factories.make_period(member),
        "declaration": factories.make_declaration(member),
        "audit": factories.make_audit(member),
    }

    def of(name: str) -> str:
        return reverse(name, args=[rows[OWN[name]].pk] if OWN[name] else [])

    return of


@pytest.mark.parametrize("name", OWN)
def test_post_of_a_visitor_is_sent_to_log_in(client, address, name):
    response = client.post(address(name))

    has_form = name not in READ_ONLY + POST_ONLY
    back = address(name) if has_form else reverse("members:home")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next={back}"


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("pk", [0, 10**30])
def test_number_of_no_row_finds_nothing(as_member, name, pk):
    response = as_member.post(reverse(name, args=[pk]))

    assert response.status_code == (405 if name in READ_ONLY else 404)


@pytest.mark.parametrize("name", OWN)
def test_account_without_a_record_is_told_so(address, name):
    client = logged_in(factories.make_user("colleague@example.org", is_staff=True))

    response = client.get(address(name))

    assert response.status_code == 403
    assert "This account has no member record" in response.content.decode()
    assert reverse("admin:index") in response.content.decode()


def test_account_without_a_record_that_is_no_staff_is_not_sent_to_the_administration(db):
    client = logged_in(factories.make_user())

    response = client.get(reverse("members:home"))

    assert response.status_code == 403
    assert reverse("admin:index") not in response.content.decode()


@pytest.mark.parametrize("name", [name for name in OWN if name not in POST_ONLY])
def test_page_leads_to_logging_profile_and_sign_out(as_member, address, name):
    page = as_member.get(address(name)).content.decode()

    for target in ("members:cpd:record_add", "members:profile:profile_detail", "account_logout"):
        assert f'href="{reverse(target)}"' in page


@pytest.mark.parametrize("name", READ_ONLY)
def test_page_that_only_shows_refuses_a_post(as_member, address, name):
    assert as_member.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", [name for name in OWN if name not in READ_ONLY])
def test_post_without_the_token_is_refused(member, address, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)

    assert client.post(address(name)).status_code == 403


def test_unpressed_page_only_reads(as_member, address, count_queries):
    writes = {
        name: count_queries(as_member, address(name))[1].writes
        for name in OWN
        if name not in POST_ONLY
    }

    assert set(map(tuple, writes.values())) == {()}
