"""Whatever is sent to a form of the account pages, the answer is a page that says what is wrong."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

from .steps import SIGN_UP, activate_totp, confirm_identity, log_in

JUNK = {
    "empty": "",
    "nul": "a\0b@example.org",
    "megabyte": "x" * 1_000_000,
    "megabyte of address": f"{'x' * 1_000_000}@example.org",
    "markup": "<script>alert(1)</script>@example.org",
    "lines": "a@example.org\nBcc: b@example.org",
    "surrogate": "\ud83d@example.org",
    "turned round": "\u202egro.elpmaxe@a",
    "no text": "\x01\x02\x7f",
}
VISITORS_FORMS = {
    "account_login": {"login": "a@example.org", "password": PASSWORD, "next": ""},
    "account_signup": SIGN_UP | {"next": ""},
    "account_reset_password": {"email": "a@example.org"},
}
MEMBERS_FORMS = {
    "account_change_password": {"oldpassword": PASSWORD, "password1": "x", "password2": "x"},
    "account_reauthenticate": {"password": PASSWORD},
    "mfa_activate_totp": {"code": "123456"},
    "account_email": {"email": "a@example.org", "action_add": ""},
}


def each_field(forms: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    return [(page, field) for page, fields in forms.items() for field in fields]


def send(client: Client, page: str, data: dict[str, str]):
    """As a browser would, but with no care for what text may hold."""
    body = urlencode(data, encoding="utf-8", errors="surrogatepass")
    return client.post(reverse(page), body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize(("page", "field"), each_field(VISITORS_FORMS))
def test_visitors_form_answers_junk(client, user, page, field, junk):
    response = send(client, page, VISITORS_FORMS[page] | {field: junk})

    assert response.status_code in {200, 302}
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize(("page", "field"), each_field(MEMBERS_FORMS))
def test_members_form_answers_junk(as_user, page, field, junk):
    confirm_identity(as_user)

    response = send(as_user, page, MEMBERS_FORMS[page] | {field: junk})

    assert response.status_code in {200, 302}
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize("action", ["action_primary", "action_send", "action_remove"])
def test_address_list_answers_junk(as_user, user, action, junk):
    confirm_identity(as_user)

    response = send(as_user, "account_email", {"email": junk, action: ""})

    assert response.status_code == 302
    assert EmailAddress.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_code_form_answers_junk(client, user, junk):
    activate_totp(user)
    log_in(client, user.email)

    response = send(client, "mfa_authenticate", {"code": junk})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]


@pytest.mark.parametrize("junk", ["\0", "é:1:2", "..", "%2e%2e", "x" * 8_000], ids=repr)
def test_confirmation_link_answers_junk(client, db, junk):
    path = f"/en/accounts/confirm-email/{junk}/".replace("\0", "%00")

    assert client.get(path).status_code in {200, 404}
    assert client.post(path).status_code in {200, 404}


@pytest.mark.parametrize("page", VISITORS_FORMS)
def test_empty_form_names_each_field_that_is_missing(client, db, page):
    response = client.post(reverse(page), {})

    form = response.context["form"]
    required = [name for name, field in form.fields.items() if field.required]
    assert sorted(form.errors) == sorted(required)
    assert response.content.decode().count('class="field-error"') == len(required)
    assert "This field is required." not in response.content.decode()


def test_password_of_a_megabyte_is_told_beside_its_field(client, db):
    long = "x1" * 500_000

    response = client.post(
        reverse("account_signup"), SIGN_UP | {"password1": long, "password2": long}
    )

    assert list(response.context["form"].errors) == ["password1"]
