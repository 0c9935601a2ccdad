"""A past event of three hours, whoever lists who was there, and the list itself as a function."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from members.profile.models import User
from news.events.models import Event
from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def event(db) -> Event:
    return factories.make_past_event("bridges", title_en="Bridges", title_zh="桥梁")


@pytest.fixture
def officer(db) -> User:
    user = factories.make_user("officer@example.org", is_staff=True)
    user.groups.add(factories.staff_group("membership officer"))
    return user


@pytest.fixture
def as_officer(officer):
    return logged_in(officer)


@pytest.fixture
def desk(event) -> str:
    return reverse("admin:members_at_event", args=[event.pk])


@pytest.fixture
def bring(as_officer, desk) -> Callable:
    """The list, looked at and confirmed."""

    def brought(text: str):
        sent = {"people": text, "confirmed": "1"}
        return as_officer.post(desk, sent, follow=True)

    return brought
