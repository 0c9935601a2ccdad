import time

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import PASSWORD

from .steps import activate_totp, is_logged_in, link_in, log_in, without_secrets

NEW = "another-long-password"


def ask_for_reset(client: Client, email: str):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_reset_answers_a_known_address_like_an_unknown_one(user):
    known, unknown = Client(), Client()

    answers = [ask_for_reset(known, user.email), ask_for_reset(unknown, "nobody@example.org")]
    pages = [
        without_secrets(client.get(answer.headers["Location"]))
        for client, answer in zip([known, unknown], answers, strict=True)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert pages[0] == pages[1]
    assert [message.subject.split("(")[0].split(" by ")[0] for message in mail.outbox] == [
        "Set a new password",
        "No account has this address ",
    ]


def test_reset_link_opened_changes_nothing(client, user):
    ask_for_reset(client, user.email)

    client.get(link_in(mail.outbox[0]), follow=True)

    assert not is_logged_in(client)
    log_in(client, user.email)
    assert is_logged_in(client)


def test_reset_sets_the_password_once_and_says_so_by_mail(client, user):
    ask_for_reset(client, user.email)
    link = link_in(mail.outbox[0])
    form_page = client.get(link).headers["Location"]

    done = client.post(form_page, {"password1": NEW, "password2": NEW}, follow=True)
    again = client.get(link)

    assert "The new password is set" in done.content.decode()
    assert "This link does not work" in again.content.decode()
    assert mail.outbox[1].subject.startswith("A new password was set on ")
    assert not is_logged_in(client)
    log_in(client, user.email, NEW)
    assert is_logged_in(client)


def test_reset_link_after_24_hours_is_told(client, user):
    ask_for_reset(client, user.email)

    with time_machine.travel(time.time() + 24 * 3600 + 60):
        response = client.get(link_in(mail.outbox[0]))

    assert "This link does not work" in response.content.decode()


def test_reset_link_broken_is_told(client, db):
    for key in ["1-abc-def", "zzzzzzzzzzzzz-abc", "1-%00", "0-set-password"]:
        response = client.get(f"/en/accounts/password/reset/key/{key}/")

        assert response.status_code == 200
        assert "This link does not work" in response.content.decode()


def test_reset_link_opened_by_another_account_signs_nobody_out(as_user, user):
    other = factories.make_user("other@example.org")
    ask_for_reset(Client(), other.email)

    page = as_user.get(link_in(mail.outbox[0]), follow=True)

    assert page.status_code == 200
    assert is_logged_in(as_user)


def test_reset_signs_every_device_out(as_user, client, user):
    ask_for_reset(client, user.email)
    form_page = client.get(link_in(mail.outbox[0])).headers["Location"]

    client.post(form_page, {"password1": NEW, "password2": NEW})

    assert as_user.get(reverse("account_email")).status_code == 302


def test_reset_does_not_go_around_the_second_step(client, user):
    activate_totp(user)
    ask_for_reset(client, user.email)
    form_page = client.get(link_in(mail.outbox[0])).headers["Location"]
    client.post(form_page, {"password1": NEW, "password2": NEW})

    response = log_in(client, user.email, NEW)

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert not is_logged_in(client)


def test_password_change_signs_the_other_devices_out_and_says_so_by_mail(as_user, user):
    elsewhere = Client()
    log_in(elsewhere, user.email)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    response = as_user.post(reverse("account_change_password"), data, follow=True)

    assert "Your new password is set." in response.content.decode()
    assert as_user.get(reverse("account_email")).status_code == 200
    assert elsewhere.get(reverse("account_email")).status_code == 302
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert mail.outbox[0].subject.startswith("Your password was changed on ")


def test_password_change_needs_the_present_one(as_user, user):
    data = {"oldpassword": "not-the-password", "password1": NEW, "password2": NEW}

    response = as_user.post(reverse("account_change_password"), data)

    user.refresh_from_db()
    assert list(response.context["form"].errors) == ["oldpassword"]
    assert user.check_password(PASSWORD)


def test_password_change_refuses_one_like_the_address(as_user, user):
    similar = "li.wei@example"
    data = {"oldpassword": PASSWORD, "password1": similar, "password2": similar}

    response = as_user.post(reverse("account_change_password"), data)

    assert list(response.context["form"].errors) == ["password1"]


def test_account_without_a_password_sets_its_first(as_user, user):
    user.set_unusable_password()
    user.save()
    as_user.force_login(user)

    sent_on = as_user.get(reverse("account_change_password"))
    as_user.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert sent_on.headers["Location"] == reverse("account_set_password")
    assert user.check_password(NEW)
