"""Reviewers at their desks."""

import pytest
from django.test import Client
from django.urls import reverse

from members.profile.models import User
from tests import factories
from tests.conftest import logged_in

QUEUE = "/admin/members/review/"


def make_reviewer(family_name: str = "Zhang", **fields) -> User:
    user = factories.make_user(is_staff=True, family_name=family_name, **fields)
    user.groups.add(factories.staff_group("reviewer"))
    return user


@pytest.fixture
def reviewer(db) -> User:
    return make_reviewer()


@pytest.fixture
def as_reviewer(reviewer) -> Client:
    return logged_in(reviewer)


@pytest.fixture
def colleague(db) -> User:
    return make_reviewer("Liu")


def desk(review) -> str:
    return reverse("admin:members_review_change", args=[review.pk])


def open_case(client: Client, review) -> None:
    response = client.post(desk(review), {"decision": "open"})
    assert response.headers["Location"] == desk(review)


def press(client: Client, review, decision: str, **typed):
    """On the page as it is opened now."""
    sent = review.submitted_at.isoformat()
    return client.post(desk(review), {"decision": decision, "sent": sent} | typed)
