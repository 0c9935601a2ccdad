import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import PASSWORD

from .steps import is_logged_in, log_in


def wrong_tries(email: str, number: int, **extra) -> list[int]:
    return [log_in(Client(), email, "not-the-password", **extra).status_code for _ in range(number)]


@pytest.fixture
def known_and_unknown(user) -> dict[str, str]:
    return {"known": user.email, "unknown": "nobody@example.org"}


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_sixth_wrong_login_for_an_address_answers_429(known_and_unknown, who):
    assert wrong_tries(known_and_unknown[who], 6) == [200] * 5 + [429]


def test_throttled_login_is_told_in_the_look_of_the_portal(user):
    wrong_tries(user.email, 5)

    page = log_in(Client(), user.email).content.decode()

    assert "<h1>Too many tries</h1>" in page
    assert 'href="/static/portal/portal.css"' in page


def test_throttled_login_refuses_the_right_password_before_hashing_it(client, user, hashed):
    user.set_password(PASSWORD)
    user.save()
    wrong_tries(user.email, 5)
    hashed()

    response = log_in(client, user.email)

    assert response.status_code == 429
    assert hashed() == 0
    assert not is_logged_in(client)


def test_throttling_follows_the_account_from_one_network_address_to_the_next(user):
    statuses = [
        wrong_tries(user.email, 1, REMOTE_ADDR=f"203.0.113.{number}")[0] for number in range(1, 7)
    ]

    assert statuses == [200] * 5 + [429]


def test_throttling_follows_the_account_whatever_port_the_host_names(user):
    statuses = [
        wrong_tries(user.email, 1, HTTP_HOST=f"testserver:{8000 + number}")[0]
        for number in range(6)
    ]

    assert statuses == [200] * 5 + [429]


def test_throttling_follows_a_network_address_from_one_account_to_the_next(db):
    statuses = [wrong_tries(f"nobody{number}@example.org", 1)[0] for number in range(11)]

    assert statuses == [200] * 10 + [429]


def test_throttling_of_one_account_leaves_the_others_alone(client, user):
    wrong_tries("nobody@example.org", 6)

    log_in(client, user.email)

    assert is_logged_in(client)


def test_right_logins_are_not_counted(user):
    statuses = [log_in(Client(), user.email).status_code for _ in range(7)]

    assert statuses == [302] * 7


def test_new_password_by_mail_ends_the_waiting(client, user, mailoutbox):
    wrong_tries(user.email, 6)
    client.post(reverse("account_reset_password"), {"email": user.email})
    path = mailoutbox[0].body.split("http://127.0.0.1:8000")[1].split()[0]
    form_page = client.get(path).headers["Location"]
    new = "another-long-password"
    client.post(form_page, {"password1": new, "password2": new})

    log_in(client, user.email, new)

    assert is_logged_in(client)


def test_throttling_counts_in_a_cache_that_all_processes_share():
    if settings.REDIS_URL:
        pytest.skip("counted in Redis")

    assert type(cache._connections[cache._alias]) is DatabaseCache


def test_throttling_of_the_present_password_answers_429(as_user):
    statuses = [
        as_user.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code
        for _ in range(6)
    ]

    assert statuses == [200] * 5 + [429]


def test_asking_for_new_passwords_is_throttled_by_address_typed(user, mailoutbox):
    page = reverse("account_reset_password")

    statuses = [Client().post(page, {"email": user.email}).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def test_signing_up_is_throttled_by_network_address(db):
    page = reverse("account_signup")

    statuses = [Client().post(page, {}).status_code for _ in range(21)]

    assert statuses == [200] * 20 + [429]


def test_mails_to_confirm_an_address_are_three_minutes_apart(db, mailoutbox):
    factories.make_user("new@example.org", verified=False)

    for _ in range(3):
        log_in(Client(), "new@example.org")

    assert len(mailoutbox) == 1
