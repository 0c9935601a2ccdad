import time

import time_machine
from allauth.account.models import EmailAddress
from allauth.core import context
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.test import Client
from django.urls import reverse

from members.profile.forms import SignUpForm
from members.profile.models import Member, User
from tests import factories

from .steps import SIGN_UP, is_logged_in, link_in, log_in, sign_up, without_secrets


def test_signup_makes_an_account_with_its_record_and_mails_a_link(client, db):
    response = sign_up(client)

    user = User.objects.get(email="wang.fang@example.org")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/accounts/confirm-email/"
    assert (user.family_name, user.given_name, user.name_zh) == ("Wang", "Fang", "王芳")
    assert user.member.language == "en"
    assert [message.to for message in mail.outbox] == [["wang.fang@example.org"]]
    assert not is_logged_in(client)


def test_signup_on_a_chinese_page_makes_a_chinese_record(client, db):
    client.post("/zh-hans/accounts/signup/", SIGN_UP)

    assert Member.objects.get().language == "zh-hans"


def test_signup_link_opened_changes_nothing(client, db):
    sign_up(client)

    response = Client().get(link_in(mail.outbox[0]))

    assert response.status_code == 200
    assert not EmailAddress.objects.get().verified


def test_signup_link_confirmed_lets_the_person_log_in(client, db):
    sign_up(client)
    link = link_in(mail.outbox[0])

    response = Client().post(link)
    log_in(client, "wang.fang@example.org")

    assert response.headers["Location"] == reverse("account_login")
    assert EmailAddress.objects.get().verified
    assert is_logged_in(client)


def test_signup_link_confirmed_twice_is_told(client, db):
    sign_up(client)
    link = link_in(mail.outbox[0])
    client.post(link)

    again = client.post(link)

    assert again.status_code == 200
    assert "Either the address is confirmed already" in again.content.decode()


def test_signup_link_broken_is_told(client, db):
    response = client.get(reverse("account_confirm_email", args=["MQ:1xyz:wrong"]))

    assert response.status_code == 200
    assert "This link does not work" in response.content.decode()


def test_signup_link_after_three_days_is_told(client, db):
    sign_up(client)
    link = link_in(mail.outbox[0])

    with time_machine.travel(time.time() + 3 * 24 * 3600 + 60):
        opened, pressed = client.get(link), client.post(link)

    assert "This link does not work" in opened.content.decode()
    assert "This link does not work" in pressed.content.decode()
    assert not EmailAddress.objects.get().verified


def test_signup_link_opened_by_another_account_signs_nobody_out(client, as_user, db):
    sign_up(client)

    as_user.get(link_in(mail.outbox[0]))

    assert is_logged_in(as_user)


def test_signup_answers_a_known_address_like_a_new_one(user):
    known, new = Client(), Client()

    answers = [sign_up(known, email=user.email), sign_up(new, email="new@example.org")]
    pages = [
        without_secrets(known.get(answers[0].headers["Location"]), user.email),
        without_secrets(new.get(answers[1].headers["Location"]), "new@example.org"),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert pages[0] == pages[1]
    assert [message.subject[:20] for message in mail.outbox] == [
        "You have an account ",
        "Confirm your e-mail ",
    ]
    assert User.objects.filter(email=user.email).count() == 1


def test_signup_with_a_known_address_hashes_as_often_as_with_a_new_one(user, hashed):
    sign_up(Client(), email=user.email)
    for_known = hashed()
    sign_up(Client(), email="new@example.org")
    for_new = hashed()

    assert for_known == for_new == 1


def test_signup_sent_twice_at_once_makes_one_account(rf, client, db):
    client.get(reverse("account_signup"))
    request = rf.post(reverse("account_signup"), SIGN_UP)
    request.session = client.session
    request._messages = FallbackStorage(request)
    form = SignUpForm(request.POST)
    form.is_valid()
    factories.make_user(SIGN_UP["email"])

    with context.request_context(request):
        user, response = form.try_save(request)

    assert user is None
    assert response.headers["Location"] == "/en/accounts/confirm-email/"
    assert User.objects.count() == 1


def test_signup_shows_each_mistake_beside_its_field_and_keeps_what_was_typed(client, db):
    response = sign_up(client, family_name="王", name_zh="Wang", email="wang", password2="other")
    page = response.content.decode()

    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == [
        "email",
        "family_name",
        "name_zh",
        "password2",
    ]
    assert "<title>Error: Create an account" in page
    assert page.count('class="field-error"') == 4
    assert 'value="Fang"' in page
    assert SIGN_UP["password1"] not in page
    assert not User.objects.exists()


def test_signup_refuses_a_password_that_anybody_would_guess(client, db):
    response = sign_up(client, password1="password123", password2="password123")

    assert list(response.context["form"].errors) == ["password1"]


def test_signup_refuses_an_address_longer_than_its_column(client, db):
    host = ".".join(["a" * 60] * 4)

    response = sign_up(client, email=f"{'b' * 60}@{host}.org")

    assert list(response.context["form"].errors) == ["email"]


def test_signup_is_not_held_up_by_an_unconfirmed_claim_of_another_account(client, user):
    EmailAddress.objects.create(user=user, email=SIGN_UP["email"])

    sign_up(client)
    client.post(link_in(mail.outbox[0]))
    log_in(client, SIGN_UP["email"])

    assert client.session["_auth_user_id"] == str(User.objects.get(email=SIGN_UP["email"]).pk)
    assert EmailAddress.objects.get(email=SIGN_UP["email"], verified=True).primary


def test_signup_knows_a_confirmed_second_address_of_another_account(client, user):
    EmailAddress.objects.create(user=user, email=SIGN_UP["email"], verified=True)

    sign_up(client)

    assert not User.objects.filter(email=SIGN_UP["email"]).exists()
    assert mail.outbox[0].subject.startswith("You have an account already")
