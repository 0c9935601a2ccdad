"""Periods are decided on their page in the administration, by somebody else."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from members.experience.models import Period
from members.experience.workflow import correct, verify
from members.profile.workflow import open_record
from tests import factories
from tests.conftest import logged_in

State = Period.State


@pytest.fixture
def reviewer(db):
    user = factories.make_user("reviewer@example.org", is_staff=True)
    user.groups.add(factories.staff_group("reviewer"))
    return user


@pytest.fixture
def as_reviewer(reviewer):
    return logged_in(reviewer)


def change(period: Period) -> str:
    return reverse("admin:members_period_change", args=[period.pk])


def decide(period: Period, verb: str) -> str:
    return reverse("admin:members_period_decide", args=[period.pk, verb])


def offered(page: str, period: Period) -> dict[str, str]:
    """The decisions that the page of a period leads to, by their verb."""
    links = re.findall(rf'href="({decide(period, "VERB").replace("VERB", "(.+?)")}[^"]*)"', page)
    return {verb.partition("/")[0]: unescape(link) for link, verb in links}


def test_list_shows_what_waits_longest_first(as_reviewer, member):
    verified = factories.make_period(member, State.VERIFIED)
    rejected = factories.make_period(member, State.REJECTED)
    newer = factories.make_period(member)
    older = factories.make_period(member)
    long_ago = older.updated_at - timedelta(days=9)
    Period.objects.filter(pk=older.pk).update(updated_at=long_ago)

    response = as_reviewer.get(reverse("admin:members_period_changelist"))

    assert list(response.context["cl"].result_list) == [older, newer, rejected, verified]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.DECLARED, {"verify", "reject"}),
        (State.VERIFIED, {"reopen"}),
        (State.REJECTED, {"reopen"}),
    ],
)
def test_page_shows_the_facts_and_offers_what_is_possible(as_reviewer, member, state, verbs):
    period = factories.make_period(member, state, verifier_email="who@example.org")

    page = as_reviewer.get(change(period)).text

    assert offered(page, period).keys() == verbs
    assert "who@example.org" in page
    assert "viewsitelink" not in page
    assert "<textarea" not in page


def test_reviewer_confirms(as_reviewer, reviewer, member):
    period = factories.make_period(member)
    link = offered(as_reviewer.get(change(period)).text, period)["verify"]

    asked = as_reviewer.get(link)
    unchanged = Period.objects.get().state
    response = as_reviewer.post(link, follow=True)

    period.refresh_from_db()
    assert "Bridge engineer, Bridge Bureau" in asked.text
    assert unchanged == State.DECLARED
    assert "Bridge engineer, Bridge Bureau: Confirmed." in response.text
    assert (period.state, period.decided_by) == (State.VERIFIED, reviewer)
    assert LogEntry.objects.get().get_change_message() == "Confirmed."


def test_reviewer_rejects_with_a_reason(as_reviewer, reviewer, member):
    period = factories.make_period(member)

    as_reviewer.post(decide(period, "reject"), {"reason": "The letter\r\nis not signed."})

    period.refresh_from_db()
    assert (period.state, period.decided_by) == (State.REJECTED, reviewer)
    assert period.reason == "The letter\nis not signed."


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED])
def test_reviewer_takes_a_decision_back(as_reviewer, member, state):
    period = factories.make_period(member, state)

    as_reviewer.post(decide(period, "reopen"))

    period.refresh_from_db()
    assert (period.state, period.decided_by, period.reason) == (State.DECLARED, None, "")


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "Write the reason."),
        (" \u200b ", "Write the reason."),
        ("a" * 501, "Write at most 500 characters."),
        ("nul\x00", "Null characters are not allowed."),
    ],
)
def test_rejection_without_a_readable_reason_is_refused(as_reviewer, member, reason, message):
    period = factories.make_period(member)

    response = as_reviewer.post(decide(period, "reject"), {"reason": reason})

    assert response.status_code == 200
    assert message in response.text
    assert Period.objects.get().state == State.DECLARED


def test_what_the_member_changed_meanwhile_is_looked_at_again(as_reviewer, member):
    period = factories.make_period(member)
    seen = offered(as_reviewer.get(change(period)).text, period)["verify"]
    correct(period)

    refused = as_reviewer.post(seen, follow=True)

    assert refused.redirect_chain == [(change(period), 302)]
    assert "Somebody else changed this meanwhile." in refused.text
    assert Period.objects.get().state == State.DECLARED


def test_second_of_two_reviewers_is_told(as_reviewer, member):
    period = factories.make_period(member)
    verify(period, by=factories.make_user(is_staff=True))

    response = as_reviewer.post(decide(period, "reject"), {"reason": "No."}, follow=True)

    assert response.redirect_chain == [(change(period), 302)]
    assert (
        "This stands at “Checked by CSE”, from where it cannot become “Not approved”."
        in response.text
    )
    assert LogEntry.objects.count() == 0


def test_facts_are_closed_to_staff(as_reviewer, as_admin, member):
    period = factories.make_period(member)

    for client in (as_reviewer, as_admin):
        response = client.post(change(period), {"role": "Forged", "state": "verified"})

        assert response.status_code == 403
    assert Period.objects.get().role == "Bridge engineer"


@pytest.mark.parametrize("is_superuser", [False, True])
@pytest.mark.parametrize("verb", ["verify", "reject", "reopen"])
def test_nobody_decides_on_their_own_record(reviewer, is_superuser, verb):
    reviewer.is_superuser = is_superuser
    reviewer.save()
    period = factories.make_period(open_record(reviewer))
    client = logged_in(reviewer)

    shown = client.get(change(period))
    sent = client.post(decide(period, verb), {"reason": "Mine."})

    assert offered(shown.text, period) == {}
    assert sent.status_code == 403
    assert Period.objects.get().state == State.DECLARED


def test_auditor_looks_and_decides_nothing(as_staff, member):
    period = factories.make_period(member)
    auditor = as_staff("auditor")

    shown = auditor.get(change(period))
    sent = auditor.post(decide(period, "verify"))

    assert "Bridge Bureau" in shown.text
    assert offered(shown.text, period) == {}
    assert sent.status_code == 403


@pytest.mark.parametrize("group", ["editor", "agreements officer", "membership officer"])
def test_other_groups_see_nothing(as_staff, member, group):
    period = factories.make_period(member)

    assert as_staff(group).get(change(period)).status_code == 403


def test_nobody_adds_a_period_for_a_member(as_admin):
    assert as_admin.get(reverse("admin:members_period_add")).status_code == 403
