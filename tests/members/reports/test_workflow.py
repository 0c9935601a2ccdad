"""How a report moves: every pair of states, two officers at once, and who is told."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.reports import workflow
from members.reports.models import ChangeReport
from members.transitions import TransitionNotAllowed
from tests.factories import (
    make_agreement,
    make_change_report,
    make_member,
    make_user,
    staff_group,
)

State = ChangeReport.State
VERBS = {
    State.NEW: lambda report, by: workflow.put_back(report, by=by),
    State.TAKEN: lambda report, by: workflow.take(report, by=by),
    State.SETTLED: lambda report, by: workflow.settle(report, by=by, answer="Put right."),
    State.DECLINED: lambda report, by: workflow.decline(report, by=by, answer="It is so."),
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("to", State)
@pytest.mark.parametrize("old", State)
def test_report_moves_as_the_table_says_and_no_other_way(old, to):
    report, officer = make_change_report(state=old), make_user(is_staff=True)

    if to in ChangeReport.NEXT.get(old, ()):
        VERBS[to](report, officer)
        wanted = to
    else:
        with pytest.raises(TransitionNotAllowed):
            VERBS[to](report, officer)
        wanted = old

    report.refresh_from_db()
    assert report.state == wanted


def test_second_of_two_officers_is_told():
    pk, first, second = make_change_report().pk, make_user(), make_user()
    one, other = ChangeReport.objects.get(pk=pk), ChangeReport.objects.get(pk=pk)

    workflow.take(one, by=first)
    with pytest.raises(TransitionNotAllowed) as told:
        workflow.take(other, by=second)

    assert str(told.value) == "This stands at “Being looked at” already."
    assert ChangeReport.objects.get(pk=pk).taken_by == first


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "settled"},
        {"state": "taken"},
        {"state": "nonsense"},
        {"agreement": None},
        {"answer": "", "state": "declined"},
    ],
)
def test_database_refuses_what_must_never_be(fields):
    report = make_change_report()

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeReport.objects.filter(pk=report.pk).update(**fields)


@pytest.mark.parametrize(
    ("language", "verb", "subject", "said"),
    [
        ("en", "settle", "Your report R7K9ACDE about the register", "is settled. Thank you."),
        ("en", "decline", "Your report R7K9ACDE about the register", "and not taken up."),
    ],
)
def test_reader_with_an_address_is_told(
    mailoutbox, django_capture_on_commit_callbacks, language, verb, subject, said
):
    report = make_change_report(
        make_agreement(label_en="Pakistan & others"),
        "taken",
        reference="R7K9ACDE",
        email="reader@example.org",
        language=language,
    )

    with django_capture_on_commit_callbacks(execute=True):
        getattr(workflow, verb)(report, by=make_user(), answer="It is <2025>.")

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["reader@example.org"], subject)
    assert said in mail.body
    assert "It is <2025>." in mail.body
    assert "Pakistan & others" in mail.body
    assert "/en/agreements/reported/R7K9ACDE/" in mail.body


def test_reader_is_told_in_their_language(mailoutbox, django_capture_on_commit_callbacks):
    report = make_change_report(state="taken", email="reader@example.org", language="zh-hans")

    with django_capture_on_commit_callbacks(execute=True):
        workflow.settle(report, by=make_user(), answer="已更正。")

    (mail,) = mailoutbox
    assert "/zh-hans/agreements/reported/" in mail.body
    assert "settled" not in mail.body


def test_reader_without_an_address_gets_no_mail(mailoutbox, django_capture_on_commit_callbacks):
    report = make_change_report(state="taken")

    with django_capture_on_commit_callbacks(execute=True):
        workflow.settle(report, by=make_user(), answer="Put right.")

    assert mailoutbox == []


def test_address_is_erased_30_days_after_the_decision(capsys):
    now = timezone.now()
    old = make_change_report(
        state="settled", email="a@example.org", decided_at=now - timedelta(days=31)
    )
    recent = make_change_report(
        state="settled", email="b@example.org", decided_at=now - timedelta(days=29)
    )
    waiting = make_change_report(email="c@example.org")

    call_command("clear_reports")

    kept = [ChangeReport.objects.get(pk=row.pk).email for row in (old, recent, waiting)]
    assert kept == ["", "b@example.org", "c@example.org"]
    assert capsys.readouterr().out == "Reports: 1 addresses erased.\n"


# --- The officers --------------------------------------------------------------------------------


@pytest.fixture
def officer(db):
    user = make_member("officer@example.org", language="en").user
    user.is_staff = True
    user.save()
    user.groups.add(staff_group("agreements officer"))
    return user


def reported(what: str, **fields) -> ChangeReport:
    about = fields.pop("about", None) or make_agreement(label_en="Pakistan & others")
    return workflow.report(about, what=what, source="", email="reader@example.org")


def test_officer_is_told_about_what_and_where_to_answer(
    officer, mailoutbox, django_capture_on_commit_callbacks
):
    make_user("colleague@example.org", is_staff=True).groups.add(staff_group("editor"))

    with django_capture_on_commit_callbacks(execute=True):
        report = reported("See https://elsewhere.example/now")

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (
        ["officer@example.org"],
        "A reader reports a change: Pakistan & others",
    )
    assert f"http://127.0.0.1:8000/admin/members/changereport/{report.pk}/change/" in mail.body
    assert "Beijing time" in mail.body
    assert "elsewhere.example" not in mail.body
    assert "reader@example.org" not in mail.body


@pytest.mark.parametrize(
    ("last_language", "subject"),
    [
        ("en", "A reader reports a change: Pakistan"),
        ("zh-hans", "读者报告有变化：巴基斯坦"),
        ("", "读者报告有变化：巴基斯坦 / A reader reports a change: Pakistan"),
    ],
)
def test_officer_without_a_record_is_told_in_the_language_of_the_last_log_in(
    mailoutbox, django_capture_on_commit_callbacks, last_language, subject
):
    officer = make_user("o@example.org", is_staff=True, last_language=last_language)
    officer.groups.add(staff_group("agreements officer"))

    with django_capture_on_commit_callbacks(execute=True):
        reported("Wrong.", about=make_agreement(label_en="Pakistan", label_zh="巴基斯坦"))

    assert mailoutbox[0].subject == subject


def test_many_reports_make_one_mail_until_what_was_told_is_taken(
    officer, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first, *others = [reported(f"Line {number} is wrong.") for number in range(5)]
    of_the_burst = len(mailoutbox)
    workflow.take(first, by=officer)
    with django_capture_on_commit_callbacks(execute=True):
        reported("One more thing.")
        reported("And another.")

    assert (of_the_burst, len(mailoutbox)) == (1, 2)
    assert [one.told_at for one in others] == [None] * 4


@pytest.mark.parametrize(("time", "mails"), [(timedelta(hours=23), 1), (timedelta(hours=25), 2)])
def test_report_left_lying_silences_the_next_for_a_day_at_most(
    officer, mailoutbox, django_capture_on_commit_callbacks, time, mails
):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            reported("Wrong.")
        clock.shift(time)
        with django_capture_on_commit_callbacks(execute=True):
            reported("Wrong too.")

    assert len(mailoutbox) == mails
