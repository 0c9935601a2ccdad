import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from .steps import sign_up


def mail_of(action: str, user) -> mail.EmailMessage:
    """The one mail that a visitor's action sends."""
    if action == "sign_up":
        sign_up(Client())
    elif action == "sign_up_again":
        sign_up(Client(), email=user.email)
    else:
        email = {"reset": user.email, "reset_unknown": "nobody@example.org"}[action]
        Client().post(reverse("account_reset_password"), {"email": email})
    (message,) = mail.outbox
    return message


ACTIONS = ["sign_up", "sign_up_again", "reset", "reset_unknown"]


@pytest.mark.parametrize("action", ACTIONS)
def test_mail_is_plain_text_that_says_what_to_do_where_and_why(user, action):
    message = mail_of(action, user)

    first_line = message.body.splitlines()[0]
    paths = re.findall(r"http://127\.0\.0\.1:8000/en/accounts/", message.body)
    assert message.alternatives == []
    assert first_line.endswith(":")
    assert len(paths) == (2 if action == "sign_up_again" else 1)
    assert "\n--\nThis mail came because somebody " in message.body
    assert message.body.rstrip().endswith("http://127.0.0.1:8000")
    assert re.search(r"20\d\d", message.subject)
    assert "testserver" not in message.body + message.subject
    assert "&" not in message.body


@pytest.mark.parametrize("action", ACTIONS)
@override_settings(SITE_ORIGIN="https://portal.example")
def test_mail_links_to_the_portals_own_origin_whatever_host_was_asked(user, action):
    message = mail_of(action, user)

    assert set(re.findall(r"https?://[^/\s]+", message.body)) == {"https://portal.example"}


def test_mail_to_a_stranger_repeats_nothing_that_was_typed(db):
    sign_up(Client(), family_name="Visit evil-example org", given_name="Now")

    (message,) = mail.outbox
    assert "evil" not in message.body + message.subject


def test_mail_follows_the_language_of_the_page(user):
    Client().post("/zh-hans/accounts/password/reset/", {"email": user.email})

    (message,) = mail.outbox
    assert "/zh-hans/accounts/password/reset/key/" in message.body
    assert re.search(r"20\d\d年\d+月\d+日", message.subject)


def test_mail_keeps_an_apostrophe_in_an_address(db):
    Client().post(reverse("account_reset_password"), {"email": "o'neil@example.org"})

    (message,) = mail.outbox
    assert "o'neil@example.org" in message.body


def test_notice_of_a_change_says_when_from_where_and_what_to_do(as_user, user):
    data = {"oldpassword": "long-enough-for-anybody"}
    data |= {"password1": "another-long-password", "password2": "another-long-password"}
    as_user.post(reverse("account_change_password"), data, HTTP_USER_AGENT="Browser <b>&'\"")

    (message,) = mail.outbox
    assert "\nFrom the network address: 127.0.0.1\n" in message.body
    assert "\nWith the browser: Browser <b>&'\"\n" in message.body
    assert "http://127.0.0.1:8000/en/accounts/password/reset/\n" in message.body
    assert re.search(r"\nWhen: \d+ \w+ 20\d\d, \d\d:\d\d \(Beijing time\)\n", message.body)
