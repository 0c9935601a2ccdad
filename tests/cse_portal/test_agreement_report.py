"""«Report a change» on an entry of the register: for anybody, and not for machines."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from members.reports.forms import stamp
from members.reports.models import ChangeReport
from tests.factories import make_agreement

ADDRESS = "/en/agreements/pec/report/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(db):
    cache.clear()


@pytest.fixture
def agreement():
    return make_agreement("pec", label_en="Pakistan, 2025")


def shown_a_while_ago() -> str:
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return stamp()


def sent(client: Client, **fields):
    answers = {"what": "The date is wrong.", "source": "", "email": "", "website": ""}
    return client.post(ADDRESS, {"shown": shown_a_while_ago(), **answers, **fields})


def test_report_becomes_a_task_with_a_reference(client, agreement):
    response = sent(client, source="https://example.org/page", email="reader@example.org")

    made = ChangeReport.objects.get()
    assert response.headers["Location"] == f"/en/agreements/reported/{made.reference}/"
    assert (made.agreement, made.pathway, made.state) == (agreement, None, "new")
    assert (made.what, made.source) == ("The date is wrong.", "https://example.org/page")
    assert (made.email, made.language) == ("reader@example.org", "en")


def test_report_in_chinese_is_answered_in_chinese(client, agreement):
    fields = {"what": "日期有误。", "shown": shown_a_while_ago()}

    client.post("/zh-hans/agreements/pec/report/", fields)

    assert ChangeReport.objects.get().language == "zh-hans"


def test_report_form_names_the_entry_and_is_kept_by_no_cache(client, agreement):
    response = client.get(ADDRESS)

    assert "Pakistan, 2025" in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": ""}, "Say what is wrong."),
        ({"what": "   \n "}, "Say what is wrong."),
        ({"what": "x" * 10_000}, "Write at most 2000 characters. There are 10000."),
        ({"what": "nul \0 here"}, "Null characters are not allowed."),
        ({"what": "turned \u202e round"}, "This text holds a character that cannot be seen."),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address."),
        ({"source": "x" * 501}, "Write at most 500 characters. There are 501."),
        ({"website": "https://spam.example"}, "This was not sent yet."),
        ({"shown": ""}, "This was not sent yet."),
        ({"shown": "forged"}, "This was not sent yet."),
        ({"shown": "shown:1abcde:forged-signature"}, "This was not sent yet."),
    ],
)
def test_report_that_cannot_be_kept_says_why_and_keeps_what_was_typed(
    client, agreement, fields, said
):
    response = sent(client, **{"source": "Page 7 of the newsletter", **fields})

    assert response.status_code == 200
    assert said in response.text
    assert not ChangeReport.objects.exists()
    assert "source" in fields or "Page 7 of the newsletter" in response.text


def test_report_with_nothing_at_all_says_what_is_missing(client, agreement):
    response = client.post(ADDRESS, {})

    assert "Say what is wrong." in response.text
    assert "<title>Error: Report a change" in response.text


def test_report_sent_faster_than_anybody_types_is_asked_for_once_more(client, agreement):
    response = sent(client, shown=stamp())

    assert "This was not sent yet." in response.text
    assert not ChangeReport.objects.exists()
    assert sent(client).status_code == 302


def test_report_with_markup_is_text_everywhere(client, agreement, as_admin):
    hostile = "<script>alert(1)</script>{{ 7|add:7 }}"

    sent(client, what=hostile, source='"><img src=x onerror=alert(1)>')

    report = ChangeReport.objects.get()
    assert report.what == hostile
    text = as_admin.get(f"/admin/members/changereport/{report.pk}/change/").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in text


def test_eleventh_report_in_an_hour_is_refused_and_its_text_kept(client, agreement):
    answers = [sent(client, what=f"Line {n} is wrong.").status_code for n in range(10)]

    refused = sent(client, what="One more thing.")

    assert answers == [302] * 10
    assert refused.status_code == 429
    assert "Send it again in an hour." in refused.text
    assert "One more thing." in refused.text
    assert ChangeReport.objects.count() == 10


def test_mistyped_reports_shut_nobody_out(client, agreement):
    for _ in range(12):
        sent(client, what="")

    assert sent(client).status_code == 302


def test_report_without_the_token_of_its_form_is_refused(agreement):
    strict = Client(enforce_csrf_checks=True)

    response = sent(strict)

    assert response.status_code == 403
    assert not ChangeReport.objects.exists()


def test_report_about_an_unknown_entry_finds_nothing(client, db):
    assert client.get(ADDRESS).status_code == 404
    assert sent(client).status_code == 404


def test_report_sent_twice_is_one_report(client, agreement):
    first, second = sent(client), sent(client)
    other = sent(client, what="The place is wrong too.")

    assert first.headers["Location"] == second.headers["Location"] != other.headers["Location"]
    assert ChangeReport.objects.count() == 2
