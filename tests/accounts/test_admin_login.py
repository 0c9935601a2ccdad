from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests import factories

from .steps import SECRET, activate_totp, is_logged_in, log_in, totp_code

NOW = datetime(2026, 3, 2, 12, 0, 10, tzinfo=UTC)


@pytest.fixture
def staff(db):
    """Works for the society and is no member."""
    return factories.make_user("staff@example.org", is_staff=True, is_superuser=True)


def test_administration_asks_a_visitor_to_sign_in_with_the_portal(client, db):
    response = client.get("/admin/", follow=True)

    last, _status = response.redirect_chain[-1]
    assert last == "/en/accounts/login/?next=%2Fadmin%2F"
    assert "<h1>Sign in</h1>" in response.content.decode()


def test_administration_has_no_login_of_its_own(client, staff):
    data = {"username": staff.email, "password": factories.PASSWORD}

    response = client.post("/admin/login/", data)

    assert response.status_code == 302
    assert not is_logged_in(client)


def test_staff_without_a_record_begin_in_the_administration(client, staff):
    response = log_in(client, staff.email)

    assert response.headers["Location"] == reverse("admin:index")


def test_staff_with_a_record_begin_there(client, db):
    member = factories.make_member("both@example.org", is_staff=True)

    response = log_in(client, member.user.email)

    assert response.headers["Location"] == reverse("members:home")


def test_administration_opens_after_the_second_step_alone(client, staff):
    activate_totp(staff)

    with time_machine.travel(NOW, tick=False):
        log_in(client, staff.email, next_page="/admin/")
        between = client.get("/admin/")
        code = {"code": totp_code(SECRET, NOW.timestamp())}
        after = client.post(reverse("mfa_authenticate"), code, follow=True)

    assert between.status_code == 302
    assert after.redirect_chain == [("/admin/", 302)]
    assert after.status_code == 200


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/admin/members/member/"])
def test_administration_tells_a_member_that_they_have_no_access(as_user, page):
    response = as_user.get(page, follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) <= 1


def test_administration_leads_to_no_other_site(staff):
    client = Client()

    response = client.get("/admin/login/?next=https://evil.example/", follow=True)
    signed_in = log_in(client, staff.email, next_page="https://evil.example/")

    assert "evil.example" not in response.redirect_chain[-1][0].partition("next=")[0]
    assert signed_in.headers["Location"] == reverse("admin:index")
