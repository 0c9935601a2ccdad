import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

from .steps import activate_totp, confirm_identity, is_logged_in, link_in, log_in, without_secrets

PAGE = "/en/accounts/email/"


def add_address(client: Client, email: str):
    return client.post(PAGE, {"email": email, "action_add": ""})


@pytest.fixture
def as_sure_user(as_user) -> Client:
    """Has shown the password a moment ago."""
    confirm_identity(as_user)
    return as_user


@pytest.fixture
def second(user) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email="second@example.org", verified=True)


def addresses_of(user) -> dict[str, tuple[bool, bool]]:
    rows = EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")
    return {email: (verified, primary) for email, verified, primary in rows}


def test_email_page_shows_each_address_and_only_reads(as_user, user, second, count_queries):
    response, count = count_queries(as_user, PAGE)

    page = response.content.decode()
    assert user.email in page
    assert second.email in page
    assert count.writes == []


def test_email_page_asks_a_visitor_to_sign_in(client, db):
    response = client.get(PAGE)

    assert response.headers["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_adding_an_address_asks_for_the_password_and_then_goes_on(as_user, user):
    asked = add_address(as_user, "second@example.org")
    where = asked.headers["Location"]
    as_user.post(where, {"password": PASSWORD})

    assert where.startswith(reverse("account_reauthenticate"))
    assert addresses_of(user)["second@example.org"] == (False, False)
    assert [message.to for message in mail.outbox] == [["second@example.org"]]


def test_added_address_opens_the_account_after_its_confirmation(as_sure_user, client, user):
    add_address(as_sure_user, "second@example.org")
    link = link_in(mail.outbox[0])

    opened = addresses_of(user) | {"opened": client.get(link).status_code}
    client.post(link)
    log_in(client, "second@example.org")

    assert opened["second@example.org"] == (False, False)
    assert is_logged_in(client)


def test_adding_somebody_elses_address_is_answered_like_a_new_one(as_sure_user, user, stranger):
    answers = []
    for email in [stranger.user.email, "unknown@example.org"]:
        response = add_address(as_sure_user, email)
        page = without_secrets(as_sure_user.get(PAGE), email)
        answers.append((response.status_code, response.headers["Location"], page))
        EmailAddress.objects.filter(user=user, email=email).delete()

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [
        [stranger.user.email],
        ["unknown@example.org"],
    ]


def test_somebody_elses_address_cannot_be_confirmed(as_sure_user, client, user, stranger):
    add_address(as_sure_user, stranger.user.email)
    link = link_in(mail.outbox[0])

    page = client.get(link).content.decode()
    client.post(link)

    assert "belongs to another account already" in page
    assert addresses_of(user)[stranger.user.email] == (False, False)
    assert addresses_of(stranger.user)[stranger.user.email] == (True, True)


def test_own_address_is_not_added_twice(as_sure_user, user):
    response = add_address(as_sure_user, user.email.upper())

    assert list(response.context["form"].errors) == ["email"]
    assert f'value="{user.email.upper()}"' in response.content.decode()


def test_sixth_address_is_not_offered(as_sure_user, user):
    for number in range(4):
        EmailAddress.objects.create(user=user, email=f"more{number}@example.org")

    page = as_sure_user.get(PAGE).content.decode()
    add_address(as_sure_user, "sixth@example.org")

    assert "You have five addresses" in page
    assert "sixth@example.org" not in addresses_of(user)


def test_main_address_is_changed_and_the_old_one_is_told(as_sure_user, user, second):
    as_sure_user.post(PAGE, {"email": second.email, "action_primary": ""})

    user.refresh_from_db()
    assert user.email == second.email
    assert addresses_of(user) == {
        "li.wei@example.org": (True, False),
        "second@example.org": (True, True),
    }
    assert [message.to for message in mail.outbox] == [["li.wei@example.org"]]


def test_unconfirmed_address_does_not_become_the_main_one(as_sure_user, user, second):
    EmailAddress.objects.filter(pk=second.pk).update(verified=False)

    response = as_sure_user.post(PAGE, {"email": second.email, "action_primary": ""}, follow=True)

    assert "Confirm the address first" in response.content.decode()
    assert addresses_of(user)[second.email] == (False, False)


def test_address_is_removed_and_the_main_one_is_told(as_sure_user, user, second):
    as_sure_user.post(PAGE, {"email": second.email, "action_remove": ""})

    assert list(addresses_of(user)) == [user.email]
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_main_address_is_not_removed(as_sure_user, user, second):
    as_sure_user.post(PAGE, {"email": user.email, "action_remove": ""})

    assert addresses_of(user)[user.email] == (True, True)


@pytest.mark.parametrize("action", ["action_primary", "action_remove", "action_send"])
def test_strangers_address_is_out_of_reach(as_sure_user, stranger, action):
    before = addresses_of(stranger.user)

    as_sure_user.post(PAGE, {"email": stranger.user.email, action: ""})

    assert addresses_of(stranger.user) == before
    assert mail.outbox == []


def test_removing_asks_for_the_password(as_user, user, second):
    response = as_user.post(PAGE, {"email": second.email, "action_remove": ""})

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert second.email in addresses_of(user)


def test_adding_an_address_is_explained_while_two_step_is_on(as_sure_user, user):
    activate_totp(user)

    response = add_address(as_sure_user, "second@example.org")

    assert "while two-step sign-in is on" in response.content.decode()
    assert "second@example.org" not in addresses_of(user)
