"""The desk of an event in the administration: a list pasted or sent, looked at, then brought in."""

import re
from decimal import Decimal
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from members.attendance import workflow
from members.attendance.models import Attendance
from members.attendance.preview import preview
from members.cpd.models import Record
from members.profile.models import Member, User
from members.profile.workflow import open_record
from tests import factories
from tests.conftest import logged_in

State = Record.State


@pytest.fixture
def three(db) -> list[Member]:
    members = [factories.make_member(f"m{number}@example.org") for number in range(3)]
    for number, member in enumerate(members):
        Member.objects.filter(pk=member.pk).update(number=f"00010{number}")
    return members


def kept() -> list[tuple]:
    return [(row.member_id, row.event.slug, row.hours, row.state) for row in Record.objects.all()]


def words(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(text).split())


# --- Looked at first -----------------------------------------------------------------------------


def test_list_is_looked_at_and_nothing_is_saved(as_officer, desk, three):
    response = as_officer.post(desk, {"people": "000100\nm1@example.org,2\nnobody@example.org\n"})

    assert "Nothing is saved yet." in words(response)
    assert "2 members get a draft" in words(response)
    assert "Make 2 drafts" in words(response)
    assert Record.objects.count() == Attendance.objects.count() == 0


def test_each_line_that_makes_no_draft_says_why(as_officer, officer, desk, event, three):
    factories.make_attendance(three[0], event, confirmed=True)
    factories.make_attendance(three[1], event, "not_me")
    open_record(officer)

    found = as_officer.post(
        desk,
        {
            "people": "000100\n000101\n000102,1\nM2@example.org\nnobody@example.org\n"
            "officer@example.org\n000102,3.5\n999,x\n"
        },
    ).context["found"]

    assert [(row.line.number, row.said) for row in found.already] == [
        (1, "Has this event already."),
        (2, "Said it was not them. Ask them; they can take it back."),
    ]
    assert [(row.line.number, row.line.hours) for row in found.drafts] == [(3, Decimal(1))]
    assert [(row.line.number, row.said) for row in found.twice] == [
        (4, "The same member as in line 3.")
    ]
    unknown = "No member has this number or confirmed address. Check it, or ask for the other."
    assert [(row.line.number, row.said) for row in found.wrong[:3]] == [
        (5, unknown),
        (6, "This is you. A colleague lists you."),
        (7, "The event gives 3 h. Write at most that, or no hours for all of it."),
    ]
    assert "You wrote “x”." in found.wrong[3].said


def test_list_tells_no_account_from_no_member(as_officer, desk, member):
    """An unconfirmed address, an account without record, and nobody are answered alike."""
    EmailAddress.objects.create(user=member.user, email="unconfirmed@example.org")
    factories.make_user("colleague@example.org")
    listed = "unconfirmed@example.org\ncolleague@example.org\nnobody@example.org"

    found = as_officer.post(desk, {"people": listed}).context["found"]

    assert len({row.said for row in found.wrong}) == 1
    assert [row.member for row in found.wrong] == [None] * 3


@pytest.mark.parametrize(
    "written", ["LI.WEI@EXAMPLE.ORG", "second@example.org", "cse-7", "ＣＳＥ－7"]
)
def test_member_is_recognised_by_number_and_by_any_confirmed_address(
    as_officer, desk, member, written
):
    Member.objects.filter(pk=member.pk).update(number="CSE-7")
    EmailAddress.objects.create(user=member.user, email="second@example.org", verified=True)

    found = as_officer.post(desk, {"people": written}).context["found"]

    assert [row.member for row in found.drafts] == [member]


def test_zeros_that_a_spreadsheet_dropped_are_restored(as_officer, desk, three):
    found = as_officer.post(desk, {"people": "102\n"}).context["found"]

    assert [row.member for row in found.drafts] == [three[2]]


def test_names_are_for_those_who_may_open_members(desk, three):
    clerk = factories.make_user(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="list_attendance"))

    page = logged_in(clerk).post(desk, {"people": "000100"}).text

    assert "Recognised" in page
    assert three[0].user.given_name not in page


def test_preview_escapes_what_was_written(as_officer, desk):
    page = as_officer.post(desk, {"people": "</textarea><script>1</script>"}).text

    assert "<script>1" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "The list is empty. Paste it, or choose a file."),
        ({"people": " \n "}, "The list is empty. Paste it, or choose a file."),
        (
            {"people": "1", "file": SimpleUploadedFile("a.csv", b"2")},
            "Paste the list or choose a file, not both.",
        ),
        ({"people": "1\n" * 5001}, "The list has more than 5,000 lines. Divide it."),
        ({"file": SimpleUploadedFile("a.csv", b"1" * 500_001)}, "larger than 500 kB"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "This is a workbook."),
    ],
)
def test_list_that_cannot_be_taken_is_told_beside_the_field(as_officer, desk, sent, said):
    response = as_officer.post(desk, sent)

    assert response.status_code == 200
    assert said in words(response)
    assert "<title>Error:" in response.text


# --- Brought in ----------------------------------------------------------------------------------


def test_confirmed_list_makes_a_draft_each(bring, event, three):
    response = bring("000100\nm1@example.org,2\nnobody@example.org\n000100\n")

    assert sorted(kept()) == sorted(
        [
            (three[0].pk, "bridges", Decimal(3), State.TO_CONFIRM),
            (three[1].pk, "bridges", Decimal(2), State.TO_CONFIRM),
        ]
    )
    assert "2 drafts wait for their members. 2 lines were left out." in words(response)
    assert [(row.source, row.hours) for row in Attendance.objects.order_by("member_id")] == [
        ("roster", None),
        ("roster", Decimal(2)),
    ]


def test_draft_says_what_the_event_says_in_the_language_of_the_member(bring, event, three):
    Member.objects.filter(pk=three[0].pk).update(language="zh-hans")

    bring("000100\n000101\n")

    drafts = Record.objects.order_by("member_id")
    assert [draft.title for draft in drafts] == ["桥梁", "Bridges"]
    draft = drafts[0]
    assert (draft.kind, draft.aspect, draft.done_on) == ("training", "ethics", event.last_day)
    assert (draft.event, draft.is_online) == (event, False)


def test_same_list_three_times_is_one_draft_each(bring, three):
    roster = "000100\n000101\n000102\n"

    said = [words(bring(roster)) for _ in range(3)]

    assert Record.objects.count() == Attendance.objects.count() == 3
    assert "3 drafts wait for their members." in said[0]
    assert "0 drafts wait for their members. 3 people had the event before." in said[2]


def test_list_brings_nothing_back_that_is_confirmed_deleted_or_not_theirs(bring, event, three):
    factories.make_attendance(three[0], event, confirmed=True)
    factories.make_attendance(three[1], event, "not_me")
    factories.make_attendance(three[2], event)
    three[2].cpd_records.all().delete()

    bring("000100\n000101\n000102\n")

    assert kept() == [(three[0].pk, "bridges", Decimal(3), State.DECLARED)]


def test_file_is_read_as_the_pasted_list_is(as_officer, desk, three):
    content = "会员号,学时\n000100,2\n".encode("utf-16")

    found = as_officer.post(desk, {"file": SimpleUploadedFile("a.csv", content)}).context["found"]

    assert [(row.member, row.line.hours) for row in found.drafts] == [(three[0], Decimal(2))]


def test_list_answers_who_reported_the_event_as_missing(
    bring, officer, event, three, django_capture_on_commit_callbacks
):
    report = factories.make_missing_report(three[0], event)

    with django_capture_on_commit_callbacks(execute=True):
        bring("000100\n000101\n")

    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("accepted", officer)
    assert [message.to for message in mail.outbox] == [["m0@example.org"]]


def test_nobody_is_brought_in_by_themselves(bring, officer, event):
    own = open_record(officer)

    bring("officer@example.org")

    assert not Attendance.objects.filter(member=own).exists()


def counted(event, text: str, by: User) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        workflow.list_present(event, preview(event, text, by=by).present, by=by)
    return [query["sql"] for query in seen.captured_queries]


def test_list_takes_as_many_queries_for_one_as_for_three(officer, event, three):
    one = counted(event, "000100\nno@example.org\n", officer)
    many = counted(
        factories.make_past_event(), "000100\n000101\n000102\nm0@example.org\nno\n", officer
    )

    assert Attendance.objects.count() == 4
    assert len(one) == len(many)


def test_two_thousand_lines_take_no_query_each(officer, event):
    users = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", password="!") for n in range(2000)]
    )
    Member.objects.bulk_create([Member(user=u, number=f"{n:06}") for n, u in enumerate(users, 1)])
    roster = "\n".join(f"{number:06}" for number in range(1, 2001))

    queries = counted(event, roster, officer)

    inserts = [sql for sql in queries if sql.startswith("INSERT")]
    assert Record.objects.filter(event=event, state=State.TO_CONFIRM).count() == 2000
    assert len(queries) - len(inserts) < 20
    assert len(inserts) < (80 if connection.vendor == "sqlite" else 10)


# --- The desk ------------------------------------------------------------------------------------


def test_desk_counts_what_became_of_the_list(as_officer, desk, event, three):
    factories.make_attendance(three[0], event, confirmed=True)
    factories.make_attendance(three[1], event, "not_me")
    factories.make_attendance(three[2], event)
    factories.make_missing_report(factories.make_member(), event)

    response = as_officer.get(desk)

    assert [number for _words, number, _name in response.context["became"]] == [1, 1, 0, 1, 0]
    assert "1 member says that it is missing in their record" in words(response)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"in_days": 2, "cpd_hours": 2}, "A list can come in once the event has begun."),
        ({"in_days": -2}, "The event gives no CPD: write its hours first."),
    ],
)
def test_desk_takes_no_list_of_an_event_to_come_or_without_cpd(as_officer, member, fields, said):
    event = factories.make_event(**fields)
    desk = reverse("admin:members_at_event", args=[event.pk])

    pages = [as_officer.get(desk), as_officer.post(desk, {"people": "li.wei@example.org"})]

    assert [said in words(page) for page in pages] == [True, True]
    assert not Record.objects.exists()


def test_desk_says_that_the_event_is_withdrawn(as_officer, desk, event):
    said = "The event is withdrawn: meanwhile its drafts are not shown to their members."
    before = words(as_officer.get(desk))
    event.withdrawn_at = timezone.now()
    event.save()

    after = words(as_officer.get(desk))

    assert (said in before, said in after) == (False, True)


def test_long_list_in_chinese_is_taken_from_its_preview(as_officer, desk, three):
    """As a browser sends it: three bytes a sign, and the whole list once more."""
    lines = ["会员号,姓名,备注", *(f"00010{number}" for number in range(3)), "长" * 490_000]

    response = as_officer.post(desk, {"people": "\n".join(lines), "confirmed": "1"}, follow=True)

    assert "3 drafts wait for their members. 1 line was left out." in words(response)


def test_event_without_a_title_makes_drafts_all_the_same(as_officer, three):
    event = factories.make_past_event(
        "untitled", title_en="", title_zh="", published_at_en=None, published_at_zh=None
    )
    desk = reverse("admin:members_at_event", args=[event.pk])

    as_officer.post(desk, {"people": "000100", "confirmed": "1"})

    assert [record.title for record in Record.objects.all()] == ["untitled"]


def test_desk_is_reached_from_the_event_by_those_who_may_list(as_staff, desk, event):
    change = reverse("admin:news_event_change", args=[event.pk])
    groups = ["membership officer", "reviewer", "editor", "auditor", "agreements officer"]

    found = {}
    for group in groups:
        client = as_staff(group)
        leads = f'href="{desk}"' in client.get(change).text
        found[group] = (leads, client.get(desk).status_code)

    assert found == {
        "membership officer": (True, 200),
        "reviewer": (True, 200),
        "editor": (False, 403),
        "auditor": (False, 403),
        "agreements officer": (False, 403),
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_desk_of_no_event_is_not_found(as_officer, language):
    with translation.override(language):
        response = as_officer.get(reverse("admin:members_at_event", args=[10**6]))

    assert response.status_code == 404


def test_desk_costs_the_same_for_one_and_for_three(as_officer, desk, event, count_queries, three):
    factories.make_attendance(three[0], event)
    _, one = count_queries(as_officer, desk)
    factories.make_attendance(three[1], event)
    factories.make_attendance(three[2], event, "not_me")
    _, many = count_queries(as_officer, desk)

    assert len(one) == len(many)
    assert many.writes == []
