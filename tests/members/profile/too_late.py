"""A browser whose session ends while a form is open."""

import re

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories import PASSWORD

LOG_IN = "/en/accounts/login/"


def browser(user=None) -> Client:
    """One that refuses forged forms, as it is in production; logged in through the form."""
    client = Client(enforce_csrf_checks=True)
    if user:
        log_in(client, user)
    return client


def token_of(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]


def log_in(client: Client, user, then: str = ""):
    page = client.get(LOG_IN)
    typed = {"login": user.email, "password": PASSWORD, "next": then}
    return client.post(LOG_IN, typed | {"csrfmiddlewaretoken": token_of(page)}, follow=True)


def end_session(client: Client) -> None:
    Session.objects.all().delete()
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
