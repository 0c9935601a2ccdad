"""Rows, reports, codes and changed events in the administration."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from members.attendance.models import Attendance, EventCode, MissingReport
from members.profile.workflow import open_record
from news.events.models import Event
from tests import factories

LIST = "admin:members_attendance_changelist"
REPORTS = "admin:members_missingreport_changelist"


def words(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def listed(client, name: str, **query) -> list:
    return list(client.get(reverse(name), query).context["cl"].result_list)


# --- Attendances ---------------------------------------------------------------------------------


def test_list_tells_what_became_of_each(as_officer, member):
    made = {
        "waiting": factories.make_attendance(member),
        "theirs": factories.make_attendance(member, confirmed=True),
        "deleted": factories.make_attendance(member),
        "not_me": factories.make_attendance(member, state="not_me"),
        "taken_back": factories.make_attendance(member, state="taken_back"),
    }
    member.cpd_records.filter(event=made["deleted"].event).delete()

    found = {name: listed(as_officer, LIST, became=name) for name in made}

    assert found == {name: [row] for name, row in made.items()}
    page = words(as_officer.get(reverse(LIST)))
    for said in ("Waiting for the member", "Deleted by the member", "The member says: not me"):
        assert said in page


def take_back(client, *rows) -> object:
    chosen = {"action": "take_back", "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(LIST), chosen, follow=True)


def test_wrong_list_is_taken_back_but_for_what_was_confirmed(as_officer, event):
    members = [factories.make_member() for _ in range(3)]
    rows = [factories.make_attendance(one, event) for one in members[:2]]
    rows.append(factories.make_attendance(members[2], event, confirmed=True))
    other = factories.make_attendance(members[0])

    response = take_back(as_officer, *rows)

    assert "2 drafts were taken back." in words(response)
    assert [one.cpd_records.count() for one in members] == [1, 0, 1]
    states = [Attendance.objects.get(pk=row.pk).state for row in [*rows, other]]
    assert states == ["taken_back", "taken_back", "listed", "listed"]


def test_list_that_was_taken_back_can_come_in_again(as_officer, bring, member, event):
    take_back(as_officer, factories.make_attendance(member, event))

    bring("li.wei@example.org")

    assert [row.state for row in member.cpd_records.all()] == ["to_confirm"]
    assert Attendance.objects.get().state == "listed"


def test_nobody_takes_back_their_own(as_officer, officer, event):
    own = factories.make_attendance(open_record(officer), event)

    take_back(as_officer, own)

    own.refresh_from_db()
    assert own.state == "listed"


def test_auditor_takes_nothing_back(as_staff, member):
    row = factories.make_attendance(member)

    take_back(as_staff("auditor"), row)

    row.refresh_from_db()
    assert row.state == "listed"


def test_attendance_is_neither_typed_nor_deleted(as_admin, member):
    row = factories.make_attendance(member)
    pages = {page: f"admin:members_attendance_{page}" for page in ("add", "change", "delete")}

    answers = {
        page: as_admin.post(
            reverse(name, args=[] if page == "add" else [row.pk]), {"post": "yes"}
        ).status_code
        for page, name in pages.items()
    }

    assert answers == {"add": 403, "change": 403, "delete": 403}


# --- Reports -------------------------------------------------------------------------------------


def decide(client, report, verb: str, **answers):
    page = reverse("admin:members_missingreport_decide", args=[report.pk, verb])
    return client.post(page, answers, follow=True)


def test_list_of_reports_opens_on_those_that_wait_oldest_first(as_officer, member):
    first = factories.make_missing_report(member)
    second = factories.make_missing_report(member)
    refused = factories.make_missing_report(member, state="refused")

    assert listed(as_officer, REPORTS) == [first, second]
    assert listed(as_officer, REPORTS, state="refused") == [refused]
    assert len(listed(as_officer, REPORTS, state="all")) == 3


def test_officer_accepts_a_report_for_a_part(as_officer, officer, member, event):
    report = factories.make_missing_report(member, event)

    response = decide(as_officer, report, "accept", hours="1,5")

    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("accepted", officer)
    assert member.cpd_records.get().hours == Decimal("1.5")
    assert "Accepted." in words(response)
    assert LogEntry.objects.filter(object_id=report.pk, user=officer).count() == 1


@pytest.mark.parametrize("hours", ["9", "x", "0.1"])
def test_hours_that_cannot_be_are_told_and_nothing_is_decided(as_officer, member, hours):
    report = factories.make_missing_report(member)

    response = decide(as_officer, report, "accept", hours=hours)

    report.refresh_from_db()
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert report.state == "submitted"


def test_interest_in_the_cases_of_the_member_closes_a_report_too(as_officer, officer, member):
    report = factories.make_missing_report(member)
    factories.make_interest(factories.make_qualification(member), officer)

    response = decide(as_officer, report, "accept", hours="")

    report.refresh_from_db()
    assert report.state == "submitted"
    assert "You have stated an interest in the cases of this member." in response.text


def test_officer_refuses_a_report_with_a_reason(as_officer, member):
    report = factories.make_missing_report(member)
    without = decide(as_officer, report, "refuse", reason="")

    decide(as_officer, report, "refuse", reason="You are not on the list.")

    report.refresh_from_db()
    assert "Write the reason." in words(without)
    assert (report.state, report.reason) == ("refused", "You are not on the list.")


@pytest.mark.parametrize("group", ["auditor", "editor", "agreements officer", "society officer"])
def test_report_is_decided_by_those_who_may_list(as_staff, member, group):
    report = factories.make_missing_report(member)

    response = decide(as_staff(group), report, "accept")

    report.refresh_from_db()
    assert (response.status_code, report.state) == (403, "submitted")


def test_nobody_accepts_their_own_report(as_officer, officer):
    own = factories.make_missing_report(open_record(officer))

    response = decide(as_officer, own, "accept")

    own.refresh_from_db()
    assert (response.status_code, own.state) == (403, "submitted")


def test_second_of_two_officers_is_told(as_officer, as_staff, member):
    report = factories.make_missing_report(member)
    decide(as_staff("reviewer"), report, "refuse", reason="No.")

    response = decide(as_officer, report, "accept")

    assert "This stands at “Refused”, from where it cannot become “Accepted”." in words(response)
    assert MissingReport.objects.get().state == "refused"


# --- Codes ---------------------------------------------------------------------------------------

TIMES = {"opens_at": "2026-10-12T09:00", "closes_at": "2026-10-12T18:00"}


@pytest.fixture
def code_page(event) -> str:
    return reverse("admin:members_code_of_event", args=[event.pk])


def test_officer_opens_a_code_in_beijing_time(as_officer, officer, event, code_page):
    response = as_officer.post(code_page, TIMES, follow=True)

    code = EventCode.objects.get()
    at = [timezone.localtime(one, factories.BEIJING) for one in (code.opens_at, code.closes_at)]
    assert [f"{one:%d %H:%M}" for one in at] == ["12 09:00", "12 18:00"]
    assert (code.event, code.opened_by, len(code.code)) == (event, officer, 8)
    assert f"{code.code[:4]}-{code.code[4:]}" in words(response)
    assert f"/members/cpd/attend/?code={code.code}" in words(response)


def test_times_change_and_the_code_stays_unless_another_is_asked_for(as_officer, event, code_page):
    kept = factories.make_event_code(event).code
    as_officer.post(code_page, TIMES)
    same = EventCode.objects.get().code
    as_officer.post(code_page, TIMES | {"anew": "on"})

    assert same == kept
    assert EventCode.objects.get().code != kept


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": "2026-10-12T18:00", "closes_at": "2026-10-12T09:00"},
        {"opens_at": "", "closes_at": ""},
        {"opens_at": "yesterday", "closes_at": "9999-12-31T23:59"},
        {"opens_at": "0001-01-01T00:00", "closes_at": "2026-10-12T09:00"},
    ],
)
def test_times_that_cannot_be_are_told(as_officer, code_page, times):
    response = as_officer.post(code_page, times)

    assert response.status_code == 200
    assert "errorlist" in response.text
    assert not EventCode.objects.exists()


def test_code_is_for_those_who_may_list(as_staff, code_page):
    answers = [as_staff(group).get(code_page).status_code for group in ("editor", "auditor")]

    assert answers == [403, 403]


def test_event_without_cpd_has_no_code(as_officer, event, code_page):
    Event.objects.update(cpd_hours=None)

    response = as_officer.post(code_page, TIMES)

    assert response.headers["Location"] == reverse("admin:members_at_event", args=[event.pk])
    assert not EventCode.objects.exists()


# --- The event changes ---------------------------------------------------------------------------


def save(client, event, **changes):
    page = reverse("admin:news_event_change", args=[event.pk])
    values = client.get(page).context["adminform"].form.initial
    sent = {name: "" if value is None else value for name, value in values.items()}
    for name in ("starts_at", "ends_at", "published_at_en", "published_at_zh"):
        at = timezone.localtime(sent.pop(name), factories.BEIJING)
        sent |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
    sent |= {"withdrawn_at_0": "", "withdrawn_at_1": ""}
    return client.post(page, {**sent, "agreements": [], **changes}, follow=True)


@pytest.mark.parametrize(
    ("hours", "said", "kept"),
    [
        ("2", "1 draft that waits for its member has the new hours.", [Decimal(2)]),
        ("", "1 draft that waited went, since the event gives no CPD.", []),
        ("3", "", [Decimal(3)]),
    ],
)
def test_drafts_follow_the_event_and_its_editor_is_told(as_staff, member, event, hours, said, kept):
    factories.make_attendance(member, event)

    response = save(as_staff("editor"), event, cpd_hours=hours)

    assert [record.hours for record in member.cpd_records.all()] == kept
    told = [str(message) for message in response.context["messages"]]
    assert [one for one in told if "draft" in one] == ([said] if said else [])


def test_hours_between_quarters_are_told_beside_the_field(as_staff, event):
    response = save(as_staff("editor"), event, cpd_hours="1.3")

    assert "CPD hours go in quarters, such as 1.25." in words(response)
