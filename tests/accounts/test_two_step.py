import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

from .steps import (
    SECRET,
    activate_totp,
    confirm_identity,
    forget_used_codes,
    has_totp,
    is_logged_in,
    log_in,
    totp_code,
)

NOON = datetime(2026, 3, 2, 12, 0, 10, tzinfo=UTC)
CODE_PAGE = "/en/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _at_noon():
    """Codes change each half minute: the tests stand at one moment."""
    with time_machine.travel(NOON, tick=False):
        yield


def code_at(moment: datetime = NOON) -> str:
    return totp_code(SECRET, moment.timestamp())


def enter(client: Client, code: str):
    return client.post(CODE_PAGE, {"code": code})


def test_code_is_that_of_rfc_6238():
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert totp_code(secret, 1111111109) == "081804"


def test_two_step_is_switched_on_with_the_code_of_the_key_shown(as_user, user, send_committed):
    confirm_identity(as_user)
    page = as_user.get(reverse("mfa_activate_totp")).content.decode()
    key = re.search(r'<code class="number-code">([A-Z2-7]{32})</code>', page)[1]

    code = {"code": totp_code(key, NOON.timestamp())}
    response = send_committed(as_user.post, reverse("mfa_activate_totp"), code)

    assert 'src="data:image/svg+xml;base64,' in page
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert has_totp(user)
    assert mail.outbox[0].subject == "Two-step sign-in is on since 2 March 2026"


def test_two_step_is_not_switched_on_with_a_wrong_code(as_user, user):
    confirm_identity(as_user)
    before = as_user.get(reverse("mfa_activate_totp")).content.decode()

    response = as_user.post(reverse("mfa_activate_totp"), {"code": "000000"})

    key = re.search(r"number-code\">(\w+)<", before)[1]
    assert list(response.context["form"].errors) == ["code"]
    assert key in response.content.decode()
    assert not has_totp(user)


def test_switching_on_asks_for_the_password_first(as_user, user):
    response = as_user.get(reverse("mfa_activate_totp"))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_login_asks_for_the_code(client, user):
    activate_totp(user)

    first = log_in(client, user.email)
    between = is_logged_in(client)
    second = enter(client, code_at())

    assert first.headers["Location"] == CODE_PAGE
    assert not between
    assert second.headers["Location"] == reverse("members:home")
    assert is_logged_in(client)


def test_login_asks_for_no_code_with_a_wrong_password(client, user):
    activate_totp(user)

    response = log_in(client, user.email, "not-the-password")

    assert response.status_code == 200
    assert client.get(CODE_PAGE).headers["Location"] == reverse("account_login")


def test_login_keeps_next_and_14_days_over_the_second_step(client, user):
    activate_totp(user)
    data = {"login": user.email, "password": PASSWORD, "remember": "on", "next": "/en/news/"}

    client.post(reverse("account_login"), data)
    response = enter(client, code_at())

    assert response.headers["Location"] == "/en/news/"
    assert client.session.get_expiry_age() == timedelta(days=14).total_seconds()


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "６５４３２１", "0" * 1_000_000])
def test_wrong_code_is_refused(client, user, code):
    activate_totp(user)
    log_in(client, user.email)

    response = enter(client, code)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]
    assert not is_logged_in(client)


def test_code_of_another_minute_is_refused(client, user):
    activate_totp(user)
    log_in(client, user.email)

    enter(client, code_at(NOON - timedelta(minutes=1)))

    assert not is_logged_in(client)


def test_code_of_the_half_minute_before_is_taken(client, user):
    activate_totp(user)
    log_in(client, user.email)

    enter(client, code_at(NOON - timedelta(seconds=30)))

    assert is_logged_in(client)


def test_code_opens_the_account_once(client, user):
    activate_totp(user)
    log_in(client, user.email)
    enter(client, code_at())
    second = Client()
    log_in(second, user.email)

    enter(second, code_at())

    assert not is_logged_in(second)


def test_sixth_wrong_code_is_not_even_compared(client, user):
    activate_totp(user)
    log_in(client, user.email)
    for _ in range(5):
        enter(client, "000000")

    response = enter(client, code_at())

    assert "Too many tries" in response.content.decode()
    assert not is_logged_in(client)


def test_recovery_code_opens_the_account_once(user):
    code = activate_totp(user).get_unused_codes()[0]
    first, second = Client(), Client()
    log_in(first, user.email)
    enter(first, code)
    log_in(second, user.email)
    forget_used_codes()

    refused = enter(second, code)

    assert is_logged_in(first)
    assert list(refused.context["form"].errors) == ["code"]
    assert not is_logged_in(second)


def test_recovery_codes_are_shown_and_downloaded_after_the_password(as_user, user):
    codes = activate_totp(user).get_unused_codes()
    asked = as_user.get(reverse("mfa_view_recovery_codes"))
    confirm_identity(as_user)

    page = as_user.get(reverse("mfa_view_recovery_codes"))
    file = as_user.get(reverse("mfa_download_recovery_codes"))

    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert re.findall(r"<li>(\d{8})</li>", page.content.decode()) == codes
    assert re.findall(r"^(\d{8})$", file.content.decode(), re.MULTILINE) == codes
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in page.headers["Cache-Control"]
    assert "no-store" in file.headers["Cache-Control"]


def test_new_recovery_codes_replace_the_old(as_user, user, send_committed):
    old = activate_totp(user).get_unused_codes()
    confirm_identity(as_user)

    send_committed(as_user.post, reverse("mfa_generate_recovery_codes"))

    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    assert set(row.wrap().get_unused_codes()).isdisjoint(old)
    assert mail.outbox[0].subject == "New recovery codes were made on 2 March 2026"


def test_switching_off_takes_the_recovery_codes_along(as_user, user):
    activate_totp(user)
    confirm_identity(as_user)

    response = as_user.post(reverse("mfa_deactivate_totp"))

    assert response.headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert mail.outbox[0].subject == "Two-step sign-in is off since 2 March 2026"


def test_identity_may_be_shown_by_code_too(as_user, user):
    activate_totp(user)

    as_user.post(reverse("mfa_reauthenticate"), {"code": code_at()})

    assert as_user.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_index_only_reads(as_user, user, count_queries):
    activate_totp(user)

    response, count = count_queries(as_user, reverse("mfa_index"))

    assert "10 left" in response.content.decode()
    assert count.writes == []


def test_switching_on_waits_for_each_address_to_be_confirmed(as_user, user):
    EmailAddress.objects.create(user=user, email="second@example.org")
    confirm_identity(as_user)

    response = as_user.get(reverse("mfa_activate_totp"), follow=True)

    assert response.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "First confirm each of your e-mail addresses" in response.content.decode()
