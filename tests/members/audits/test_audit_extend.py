"""More time, asked for once, in time."""

from datetime import date

import pytest
from django.urls import reverse

from members.audits.models import Audit


def page(audit) -> str:
    return reverse("members:audits:audit_extend", args=[audit.pk])


def test_member_takes_more_time(as_member, audit):
    one = audit(due_on=date(2026, 3, 10))

    asked = as_member.get(page(one))
    response = as_member.post(page(one), {"reason": "I am abroad."}, follow=True)

    kept = Audit.objects.get()
    assert "You have 14 more days as soon as you ask." in asked.text
    assert (kept.due_on, kept.extension_reason) == (date(2026, 3, 24), "I am abroad.")
    assert response.redirect_chain == [(one.get_absolute_url(), 302)]
    assert "You have more time." in response.text


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "Write the reason."), (" ", "Write the reason."), ("x" * 501, "Write at most 500")],
)
def test_extension_needs_a_reason(as_member, audit, reason, said):
    response = as_member.post(page(audit()), {"reason": reason})

    assert said in response.text
    assert reason[:20] in response.text
    assert Audit.objects.get().extended_at is None


@pytest.mark.parametrize("state", ["submitted", "passed", "excused"])
def test_page_leads_back_where_no_time_is_to_be_had(as_member, audit, state):
    one = audit(state)

    shown = as_member.get(page(one))
    sent = as_member.post(page(one), {"reason": "I am abroad."})

    assert {shown.url, sent.url} == {one.get_absolute_url()}
    assert Audit.objects.get().extended_at is None


def test_pressed_twice_it_extends_once(as_member, audit):
    one = audit(due_on=date(2026, 3, 10))

    for _ in range(2):
        as_member.post(page(one), {"reason": "I am abroad."})

    assert Audit.objects.get().due_on == date(2026, 3, 24)


def test_page_of_the_audit_offers_it_once(as_member, audit):
    one = audit()
    before = as_member.get(one.get_absolute_url()).text
    as_member.post(page(one), {"reason": "I am abroad."})

    after = as_member.get(one.get_absolute_url()).text

    assert page(one) in before
    assert page(one) not in after
    assert "extended" in after
