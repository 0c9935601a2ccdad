"""The cast of the account pages, and a hasher that counts."""

import pytest
from allauth.core import context
from django.http import HttpResponse
from django.test import Client

from tests import factories

from .steps import CountingHasher


@pytest.fixture
def user(db):
    """An account with a confirmed address."""
    return factories.make_member(
        "li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟"
    ).user


@pytest.fixture
def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def hashed(settings):
    """`hashed()` is the number of passwords hashed since it was asked last."""
    settings.PASSWORD_HASHERS = ["tests.accounts.steps.CountingHasher"]
    CountingHasher.hashed = 0

    def count() -> int:
        number, CountingHasher.hashed = CountingHasher.hashed, 0
        return number

    return count


@pytest.fixture
def send_committed(django_capture_on_commit_callbacks):
    """`send_committed(client.post, page, data)`: what waits for the commit runs in the request."""

    def send(method, *args) -> HttpResponse:
        with django_capture_on_commit_callbacks() as waiting:
            response = method(*args)
        with context.request_context(response.wsgi_request):
            for callback in waiting:
                callback()
        return response

    return send
