"""Every account page in the look of the portal, in both languages."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.profile.forms import AddEmailForm
from tests import factories

from .steps import activate_totp, confirm_identity, log_in

VISITORS_PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
MEMBERS_PAGES = [
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
]
TWO_STEP_PAGES = [
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]
UNUSED_PAGES = [
    "account/signup_closed.html",
    "account/verified_email_required.html",
    "account/confirm_login_code.html",
    "mfa/trust.html",
]


def address(page: str, language: str) -> str:
    return reverse(page).replace("/en/", f"/{language}/", 1)


def assert_in_the_look(page: str) -> None:
    body = page.partition("<main")[2].partition("</main>")[0]
    titles = re.findall(r"<title>\s*(.*?)\s*</title>", page, re.DOTALL)
    levels = [int(level) for level in re.findall(r"<h([1-6])", body)]
    assert 'href="/static/portal/portal.css"' in page
    assert len(titles) == 1
    assert not titles[0].startswith("–")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|placeholder=", page) == []


def assert_fields_are_labelled(page: str) -> None:
    """Each input has its label; those a browser can fill say what they are."""
    body = page.partition("<main")[2].partition("</main>")[0]
    for field in re.findall(r"<input [^>]*>", body):
        if 'type="hidden"' in field or " hidden" in field:
            continue
        name, key = (re.search(rf'\b{word}="([^"]*)"', field)[1] for word in ("name", "id"))
        assert f'for="{key}"' in body or 'type="checkbox"' in field
        assert name in {"name_zh", "remember"} or "autocomplete=" in field


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", VISITORS_PAGES)
def test_visitors_page_is_in_the_look(client, db, page, language):
    response = client.get(address(page, language))

    html = response.content.decode()
    assert response.status_code == 200
    assert_in_the_look(html)
    assert_fields_are_labelled(html)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", MEMBERS_PAGES)
def test_members_page_is_in_the_look(as_user, page, language):
    confirm_identity(as_user)

    response = as_user.get(address(page, language))

    html = response.content.decode()
    assert response.status_code == 200
    assert_in_the_look(html)
    assert_fields_are_labelled(html)
    assert f'href="{address("members:home", language)}"' in html
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", TWO_STEP_PAGES)
def test_two_step_page_is_in_the_look(as_user, user, page, language):
    activate_totp(user)
    confirm_identity(as_user)

    response = as_user.get(address(page, language))

    html = response.content.decode()
    assert response.status_code == 200
    assert_in_the_look(html)
    assert_fields_are_labelled(html)
    assert "no-store" in response.headers["Cache-Control"]


def test_code_page_is_in_the_look(client, user):
    activate_totp(user)
    log_in(client, user.email)

    html = client.get(reverse("mfa_authenticate")).content.decode()

    assert_in_the_look(html)
    assert_fields_are_labelled(html)


def test_first_password_page_is_in_the_look(as_user, user):
    user.set_unusable_password()
    user.save()
    as_user.force_login(user)

    html = as_user.get(reverse("account_set_password")).content.decode()

    assert_in_the_look(html)
    assert_fields_are_labelled(html)


@pytest.mark.parametrize("template", UNUSED_PAGES)
def test_page_of_allauth_that_is_not_in_use_is_in_the_look_too(rf, user, template):
    request = rf.get("/en/accounts/")
    request.user = user
    request.session = {}
    now = timezone.now()
    context = {"form": AddEmailForm(), "trust_from": now, "trust_until": now + timedelta(days=14)}

    html = render_to_string(template, context, request)

    assert_in_the_look(html)


@pytest.mark.parametrize(
    ("page", "field", "purpose"),
    [
        ("account_login", "login", "username"),
        ("account_login", "password", "current-password"),
        ("account_signup", "email", "email"),
        ("account_signup", "password1", "new-password"),
        ("account_signup", "password2", "new-password"),
        ("account_signup", "family_name", "family-name"),
        ("account_reset_password", "email", "email"),
    ],
)
def test_field_says_what_a_browser_may_fill_in(client, db, page, field, purpose):
    form = client.get(reverse(page)).context["form"]

    assert form.fields[field].widget.attrs["autocomplete"] == purpose


def test_login_page_shows_the_ways_of_those_who_cannot_sign_in(client, db):
    html = client.get(reverse("account_login"), {"next": "/en/members/cpd/"}).content.decode()

    assert "Keep me signed in on this device for 14 days" in html
    assert f'<a href="{reverse("account_reset_password")}">I cannot sign in</a>' in html
    assert f'<a href="{reverse("account_signup")}?next=%2Fen%2Fmembers%2Fcpd%2F">' in html


def test_email_page_names_the_address_on_each_button(as_user, user):
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)

    html = as_user.get(reverse("account_email")).content.decode()

    assert html.count('<span class="only-heard"> second@example.org</span>') == 2


def test_navigation_marks_the_page_that_is_open(as_user):
    for page in ["account_email", "account_change_password", "mfa_index"]:
        html = as_user.get(reverse(page)).content.decode()

        assert f'<a href="{reverse(page)}" aria-current="page">' in html


def test_navigation_leads_staff_to_the_administration(client, db):
    client.force_login(factories.make_user(is_staff=True))

    html = client.get(reverse("account_email")).content.decode()

    assert '<li><a href="/admin/">Administration</a></li>' in html
