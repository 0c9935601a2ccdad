"""What a person does on the account pages, and what a stranger could read from the answers."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_UP = {
    "family_name": "Wang",
    "given_name": "Fang",
    "name_zh": "王芳",
    "email": "wang.fang@example.org",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def log_in(
    client: Client, email: str, password: str = PASSWORD, next_page: str = "", **extra
) -> HttpResponse:
    data = {"login": email, "password": password, "next": next_page}
    return client.post(reverse("account_login"), data, **extra)


def sign_up(client: Client, **changes) -> HttpResponse:
    return client.post(reverse("account_signup"), SIGN_UP | changes)


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def confirm_identity(client: Client, password: str = PASSWORD) -> None:
    """So that the next five minutes ask no more for the password."""
    client.post(reverse("account_reauthenticate"), {"password": password})


def link_in(message: mail.EmailMessage) -> str:
    """The path of the first address in the mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def activate_totp(user) -> RecoveryCodes:
    """Two-step sign-in with the key SECRET; gives the recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user)


def totp_code(secret: str, moment: float) -> str:
    """RFC 6238: six digits of the 30 seconds that `moment` lies in."""
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def forget_used_codes() -> None:
    """As half a minute does: the same code may be entered again."""
    cache.clear()


def without_secrets(response: HttpResponse, *typed: str) -> str:
    """The page as a stranger could compare it: without tokens, nonces and what was typed."""
    page = response.content.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r'\1"…"', page)
    for text in typed:
        page = page.replace(text, "…")
    return page


def has_totp(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


class CountingHasher(MD5PasswordHasher):
    """Knows how many passwords were hashed."""

    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)
