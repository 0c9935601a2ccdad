from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import PASSWORD

from .steps import is_logged_in, log_in, without_secrets


def test_login_opens_the_members_area(client, user):
    response = log_in(client, user.email)

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("members:home")
    assert is_logged_in(client)


def test_login_takes_any_case_and_spaces_around_the_address(client, user):
    log_in(client, f" {user.email.upper()} ")

    assert is_logged_in(client)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_login_stays_in_its_language(client, user, language):
    data = {"login": user.email, "password": PASSWORD}

    response = client.post(f"/{language}/accounts/login/", data)

    assert response.headers["Location"] == f"/{language}/members/"


def test_login_answers_an_unknown_address_like_a_wrong_password(user):
    wrong = log_in(Client(), user.email, "not-the-password")
    unknown = log_in(Client(), "nobody@example.org", "not-the-password")

    assert wrong.status_code == unknown.status_code == 200
    assert without_secrets(wrong, user.email) == without_secrets(unknown, "nobody@example.org")
    assert "do not belong together" in wrong.content.decode()


def test_login_hashes_once_for_an_unknown_address_and_for_a_wrong_password(user, hashed):
    user.set_password(PASSWORD)
    user.save()
    hashed()
    log_in(Client(), user.email, "not-the-password")
    for_known = hashed()
    log_in(Client(), "nobody@example.org", "not-the-password")
    for_unknown = hashed()

    assert for_known == for_unknown == 1


def test_login_keeps_the_typed_address_and_never_the_password(client, db):
    page = log_in(client, "typed@example.org", "typed-password").content.decode()

    assert 'value="typed@example.org"' in page
    assert "typed-password" not in page
    assert "<title>Error: Sign in" in page


def test_login_waits_for_the_address_to_be_confirmed(client, db):
    factories.make_user("new@example.org", verified=False)

    response = log_in(client, "new@example.org")

    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert not is_logged_in(client)


def test_login_of_a_closed_account_is_told_with_the_right_password_alone(client, user):
    user.is_active = False
    user.save()

    right, wrong = log_in(client, user.email), log_in(client, user.email, "not-the-password")

    assert right.headers["Location"] == reverse("account_inactive")
    assert "do not belong together" in wrong.content.decode()
    assert not is_logged_in(client)


def test_login_lasts_until_the_browser_closes(client, user):
    log_in(client, user.email)

    assert client.session.get_expire_at_browser_close()
    assert client.cookies["sessionid"]["max-age"] == ""


def test_login_lasts_14_days_when_asked(client, user):
    data = {"login": user.email, "password": PASSWORD, "remember": "on"}

    client.post(reverse("account_login"), data)

    assert client.cookies["sessionid"]["max-age"] == timedelta(days=14).total_seconds()
    assert client.session.get_expiry_date() > timezone.now() + timedelta(days=13)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        " https://evil.example/",
        "\thttps://evil.example/",
    ],
)
def test_login_leads_to_no_other_site(client, user, address):
    response = log_in(client, user.email, next_page=address)

    assert response.headers["Location"] == reverse("members:home")


def test_login_leads_back_to_the_page_that_asked_for_it(client, user):
    response = log_in(client, user.email, next_page="/en/accounts/email/?from=here")

    assert response.headers["Location"] == "/en/accounts/email/?from=here"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/"])
def test_logout_and_signed_in_login_lead_to_no_other_site(as_user, address):
    signed_in = as_user.get(reverse("account_login"), {"next": address})
    signed_out = as_user.post(reverse("account_logout"), {"next": address})

    assert signed_in.headers["Location"] == reverse("members:home")
    assert signed_out.headers["Location"] == reverse("account_login")


def test_logout_by_get_asks_first(as_user):
    response = as_user.get(reverse("account_logout"))

    assert response.status_code == 200
    assert is_logged_in(as_user)


def test_logout_by_post_ends_the_session_and_says_so(as_user):
    response = as_user.post(reverse("account_logout"), follow=True)

    assert not is_logged_in(as_user)
    assert "You are signed out." in response.content.decode()


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
def test_post_without_its_token_is_refused(db, page):
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse(page), {"email": "a@example.org"}).status_code == 403
