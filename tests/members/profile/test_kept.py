"""What is typed is not lost with the session, and is shown to nobody but its writer."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

import members
from members.profile.kept import COOKIE, MOST_FORMS
from members.profile.refilled import Refilled
from tests import factories
from tests.factories import PASSWORD
from tests.members.profile.too_late import LOG_IN, browser, end_session, log_in, token_of

ADD = "/en/members/cpd/add/"
TYPED = {
    "title": "Seismic assessment",
    "hours": "3h30",
    "done_on": "2025-06-30",
    "kind": "article",
    "aspect": "ethics",
    "topics": ["law", "risk"],
    "is_online": "on",
    "provider": "Centre",
    "reflection": "Line one\r\nLine two",
}


@pytest.fixture
def client(member) -> Client:
    return browser(member.user)


def send_too_late(client: Client, path: str = ADD, typed: dict | None = None):
    """Open the form, lose the session, send it."""
    token = token_of(client.get(path))
    end_session(client)
    return client.post(path, (typed or TYPED) | {"csrfmiddlewaretoken": token})


# --- The session has ended -----------------------------------------------------------------------


def test_form_that_came_too_late_is_filled_again_after_the_log_in(client, member):
    sent = send_too_late(client)
    told = client.get(sent.headers["Location"])
    back = log_in(client, member.user, then=ADD)

    form = back.context["form"]
    assert sent.headers["Location"] == f"{LOG_IN}?next={ADD}"
    assert "Your session had ended. Sign in, and what you typed is there." in told.text
    assert back.redirect_chain == [(ADD, 302)]
    assert "What you typed is here again. It is not saved yet." in back.text
    filled = {name: form[name].value() for name in TYPED}
    assert filled == TYPED | {"is_online": True}
    assert not form.is_bound
    assert member.cpd_records.count() == 0


def test_refilled_form_is_there_until_it_is_sent(client, member):
    send_too_late(client)
    log_in(client, member.user, then=ADD)
    again = client.get(ADD)
    sent = {"hours": "3.5", "csrfmiddlewaretoken": token_of(again)}

    client.post(ADD, TYPED | sent)

    assert again.context["form"]["title"].value() == "Seismic assessment"
    assert member.cpd_records.get().topics == ["law", "risk"]
    assert client.get(ADD).context["form"]["title"].value() == ""


def test_files_are_named_and_asked_for_again(client, member):
    upload = factories.pdf_file("certificate.pdf")

    send_too_late(client, typed=TYPED | {"new_files": upload})
    back = log_in(client, member.user, then=ADD)

    assert "Files cannot be kept. Choose them again: certificate.pdf" in back.text
    assert member.evidence_files.count() == 0


OTHER_FORMS = {
    "members:profile:profile_edit": {"family_name": "Lee", "time_zone": "Asia/Urumqi"},
    "members:qualifications:qualification_add": {"kind": "licence", "name": "<Licence>"},
    "members:experience:period_add": {"role": "Engineer", "is_in_charge": "on"},
    "members:membership:apply": {"statement": "Since 2010."},
}


@pytest.mark.parametrize("name", OTHER_FORMS)
def test_every_long_form_is_filled_again(client, member, name):
    path, typed = reverse(name), OTHER_FORMS[name]
    send_too_late(client, path, typed)

    back = log_in(client, member.user, then=path)

    form = back.context["form"]
    assert {key: form[key].value() for key in typed} == {
        key: value == "on" or value for key, value in typed.items()
    }


def test_entry_that_is_edited_keeps_which_version_was_read(client, member):
    record = factories.make_record(member, "As it was")
    page = client.get(record.get_absolute_url())
    read_at = page.context["form"]["read_at"].value()
    send_too_late(client, record.get_absolute_url(), TYPED | {"read_at": read_at})
    record.title = "Changed by another"
    record.save()

    back = log_in(client, member.user, then=record.get_absolute_url())

    assert back.context["form"]["title"].value() == "Seismic assessment"
    assert back.context["form"]["read_at"].value() == read_at


def test_second_step_of_the_log_in_loses_nothing(client, member):
    send_too_late(client)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(member.user, secret)
    asked = log_in(client, member.user, then=ADD)
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )

    typed = {"code": code, "csrfmiddlewaretoken": token_of(asked)}
    back = client.post(asked.request["PATH_INFO"], typed, follow=True)

    assert back.context["form"]["title"].value() == "Seismic assessment"


def test_unticked_box_stays_unticked(client, member):
    record = factories.make_record(member, is_online=True, topics=["law"])
    typed = {name: value for name, value in TYPED.items() if name not in ("is_online", "topics")}
    send_too_late(client, record.get_absolute_url(), typed)

    form = log_in(client, member.user, then=record.get_absolute_url()).context["form"]

    assert (form["is_online"].value(), form["topics"].value()) == (False, [])


# --- Nobody else ---------------------------------------------------------------------------------


def test_somebody_else_who_logs_in_sees_nothing(client, member, stranger):
    send_too_late(client)

    back = log_in(client, stranger.user, then=ADD)
    page = client.get(ADD)

    assert "Seismic" not in back.text + page.text
    assert "What you typed is here again" not in back.text
    stored = [session.get_decoded() for session in Session.objects.all()]
    assert [session for session in stored if session.get("typed")] == []


def test_writer_finds_it_even_if_somebody_else_tried_the_password_first(client, member):
    send_too_late(client)
    wrong = {"login": member.user.email, "password": "not it at all", "next": ADD}
    client.post(LOG_IN, wrong | {"csrfmiddlewaretoken": token_of(client.get(LOG_IN))})

    back = log_in(client, member.user, then=ADD)

    assert back.context["form"]["title"].value() == "Seismic assessment"


def test_form_of_one_member_is_not_kept_for_the_next(client, member, stranger):
    """Its tab stayed open while somebody else logged in: what is in it is not theirs."""
    token = token_of(client.get(ADD))
    end_session(client)
    log_in(client, stranger.user)
    client.get(ADD)

    answer = client.post(ADD, TYPED | {"csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert "Seismic" not in client.get(ADD).text


def test_forged_form_is_not_kept(client, member, stranger):
    """From another site: the token is none, or one that was made for somebody else."""
    client.get(ADD)
    foreign = browser(stranger.user)
    tokens = ["", "junk", "a" * 64, token_of(foreign.get(ADD))]

    answers = [client.post(ADD, TYPED | {"csrfmiddlewaretoken": token}) for token in tokens]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert client.get(ADD).context["form"]["title"].value() == ""


def test_cookie_that_somebody_wrote_themselves_says_nothing(client, member):
    token = token_of(client.get(ADD))
    client.cookies[COOKIE] = "eyJhIjoxfQ:1vOe3A:forged"
    end_session(client)

    client.post(ADD, TYPED | {"csrfmiddlewaretoken": token})

    assert log_in(client, member.user, then=ADD).context["form"]["title"].value() == ""


# --- Logged in anew in another tab ---------------------------------------------------------------


def test_form_older_than_the_log_in_comes_back_filled(client, member):
    token = token_of(client.get(ADD))
    end_session(client)
    log_in(client, member.user)

    answer = client.post(ADD, TYPED | {"csrfmiddlewaretoken": token}, follow=True)

    assert answer.redirect_chain == [(ADD, 302)]
    assert answer.context["form"]["title"].value() == "Seismic assessment"
    assert "It is not saved yet." in answer.text


def test_form_without_its_cookie_leads_through_the_log_in(client, member):
    token = token_of(client.get(ADD))
    end_session(client)
    client.cookies.pop(settings.CSRF_COOKIE_NAME)

    answer = client.post(ADD, TYPED | {"csrfmiddlewaretoken": token})
    back = log_in(client, member.user, then=ADD)

    assert answer.headers["Location"] == f"{LOG_IN}?next={ADD}"
    assert back.context["form"]["title"].value() == "Seismic assessment"


def test_other_forged_forms_are_refused_as_before(client):
    answer = client.post(LOG_IN, {"login": "x", "csrfmiddlewaretoken": "a" * 64})

    assert answer.status_code == 403
    assert "This form could not be accepted" in answer.text


# --- How long, how much --------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "title"), [(59, "Seismic assessment"), (61, "")])
def test_what_was_typed_is_kept_for_an_hour(member, minutes, title):
    with time_machine.travel(datetime(2026, 3, 2, 4, tzinfo=UTC), tick=False) as clock:
        client = browser(member.user)
        send_too_late(client)
        clock.shift(timedelta(minutes=minutes))
        back = log_in(client, member.user, then=ADD)

    assert back.context["form"]["title"].value() == title


def test_what_nobody_came_back_for_is_cleared_after_an_hour(member):
    with time_machine.travel(datetime(2026, 3, 2, 4, tzinfo=UTC), tick=False) as clock:
        send_too_late(browser(member.user))
        clock.shift(timedelta(minutes=61))
        call_command("clearsessions")

    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("remember", "age"), [({"remember": "on"}, settings.SESSION_COOKIE_AGE), ({}, None)]
)
def test_log_in_lasts_as_long_as_ever(client, member, remember, age):
    send_too_late(client)
    page = client.get(LOG_IN)
    typed = {"login": member.user.email, "password": PASSWORD, **remember}
    client.post(LOG_IN, typed | {"csrfmiddlewaretoken": token_of(page)})

    session = client.session
    assert session.get_expire_at_browser_close() is (age is None)
    assert session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_too_much_is_not_kept_and_that_is_told(client, member):
    sent = send_too_late(client, typed=TYPED | {"title": "桥" * 20_000})
    told = client.get(sent.headers["Location"])
    back = log_in(client, member.user, then=ADD)

    assert "Your session had ended, and nothing was saved." in told.text
    assert back.context["form"]["title"].value() == ""


def test_ten_thousand_letters_are_kept(client, member):
    send_too_late(client, typed=TYPED | {"title": "a" * 10_000})

    assert log_in(client, member.user, then=ADD).context["form"]["title"].value() == "a" * 10_000


def test_several_forms_wait_at_once_and_the_oldest_goes(client, member):
    records = [factories.make_record(member) for _ in range(MOST_FORMS + 1)]
    paths = [record.get_absolute_url() for record in records]
    tokens = [token_of(client.get(path)) for path in paths]
    end_session(client)
    for path, token in zip(paths, tokens, strict=True):
        client.post(path, TYPED | {"title": path, "csrfmiddlewaretoken": token})

    log_in(client, member.user)

    found = [client.get(path).context["form"].is_refilled for path in paths]
    assert found == [False, True, True, True]


def test_visitor_who_never_saw_the_form_is_only_sent_to_log_in(member):
    client = browser()
    token = token_of(client.get(LOG_IN))

    answer = client.post(ADD, TYPED | {"csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == f"{LOG_IN}?next={ADD}"
    assert "Your session had ended, and nothing was saved." in client.get(LOG_IN).text


def test_button_pressed_too_late_leads_home(client, member):
    record = factories.make_record(member, state="to_confirm", done_on=date(2026, 3, 2))
    token = token_of(client.get(reverse("members:home")))
    end_session(client)

    path = reverse("members:cpd:record_confirm", args=[record.pk])
    answer = client.post(path, {"csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == f"{LOG_IN}?next={reverse('members:home')}"


# --- Every form ----------------------------------------------------------------------------------


def forms_of_members() -> set[type[forms.BaseForm]]:
    found, new = set(), {forms.BaseForm}
    while new:
        found |= new
        new = {sub for form in new for sub in form.__subclasses__()} - found
    return {form for form in found if form.__module__.startswith(f"{members.__name__}.")}


# Of staff, of the account pages, without anything that is typed; or never sent (SupposeForm).
NOT_REFILLED = {
    "NamesForm",
    "NothingAskedForm",
    "ReasonForm",
    "FirstDayForm",
    "LastDayForm",
    "RejectionForm",
    "SupposeForm",
    "BulkForm",
    # of readers, who have no session to lose
    "ChangeReportForm",
    # of staff
    "AnswerForm",
    "AcceptForm",
    "CodeForm",
    "CorrectionForm",
    "DecisionForm",
    "DrawForm",
    "FeedbackForm",
    "MarkForm",
    "NoteForm",
    "OptionalFeedbackForm",
    "RemarksForm",
    "ReturnForm",
    "RevokeForm",
    "RosterForm",
    "SeenForm",
    "SuspendForm",
}


def test_every_form_of_the_members_area_can_be_filled_again():
    """A form that cannot would take what is kept for something that is sent, and save it."""
    without = {
        form.__name__
        for form in forms_of_members()
        if not issubclass(form, Refilled)
        and not form.__module__.endswith((".admin", "profile.forms", "_admin"))
        and "django.contrib" not in form.__module__
    }

    assert without - NOT_REFILLED == set()
