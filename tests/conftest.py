"""The cast: a member, another member, an editor; and a way to count queries."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from agreements.pathways.at_a_glance import register_at_a_glance
from agreements.pathways.in_force import rules_in_force
from agreements.register.counts import register_counts
from agreements.titles.names import known_names
from news.articles.facets import groups_of, tag_names
from tests import factories

# The machine that tests is busy at times: a slow example is no failure.
hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("patient")


def pytest_collection_modifyitems(config, items):
    if connection.vendor == "sqlite":
        races = [item for item in items if item.get_closest_marker("race")]
        config.hook.pytest_deselected(items=races)
        items[:] = [item for item in items if item not in races]


@pytest.fixture(autouse=True)
def _in_english():
    """Each test begins in English, whatever the one before it spoke."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _rules_read_anew():
    """The rows of another test may have had the same clock."""
    rules_in_force.forget()
    register_counts.forget()
    register_at_a_glance.forget()
    groups_of.forget()
    tag_names.forget()
    known_names.forget()


@pytest.fixture(scope="session", autouse=True)
def _evidence_elsewhere(tmp_path_factory):
    """No test keeps a file in the vault of this machine."""
    with override_settings(STORAGES=vault_in(tmp_path_factory.mktemp("evidence"))):
        yield


def vault_in(folder: Path) -> dict:
    places = {"evidence": folder, "apart": folder / "apart"}
    return settings.STORAGES | {
        name: settings.STORAGES[name] | {"OPTIONS": {"location": place}}
        for name, place in places.items()
    }


@pytest.fixture
def member(db):
    """李伟, who owns the rows of a test."""
    return factories.make_member(
        "li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟"
    )


@pytest.fixture
def stranger(db):
    """Another member, to whom nothing of 李伟 exists."""
    return factories.make_member("stranger@example.org", family_name="Someone", given_name="Else")


@pytest.fixture
def as_member(member) -> Client:
    return logged_in(member.user)


@pytest.fixture
def as_stranger(stranger) -> Client:
    return logged_in(stranger.user)


@pytest.fixture
def as_staff(db) -> Callable[[str], Client]:
    """`as_staff("editor")` is a client logged in as a staff member of that group alone."""

    def log_in(group: str) -> Client:
        user = factories.make_user(f"{group.replace(' ', '.')}@example.org", is_staff=True)
        user.groups.add(factories.staff_group(group))
        return logged_in(user)

    return log_in


@pytest.fixture
def as_admin(db) -> Client:
    return logged_in(factories.make_user("admin@example.org", is_staff=True, is_superuser=True))


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# PostgreSQL reads long answers through a cursor, and puts parts of a union in brackets.
READS = ("SELECT", "(SELECT", "WITH", "PRAGMA", "DECLARE")


class Count:
    """What one request asked of the database."""

    def __init__(self, queries):
        self.sql = [query["sql"] for query in queries]

    def __len__(self):
        return len(self.sql)

    @property
    def repeated(self) -> dict[str, int]:
        """Statements that ran more than once but for their values: the mark of a query per row."""
        shapes = Counter(re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in self.sql)
        return {shape: number for shape, number in shapes.items() if number > 1}

    @property
    def writes(self) -> list[str]:
        return [sql for sql in self.sql if not sql.startswith(READS)]


@pytest.fixture
def count_queries():
    """`response, count = count_queries(client, path)`, warm: after one request unseen.

    Public pages are made both times, and not answered from what the process keeps.
    """

    def counted(client: Client, path: str, **extra):
        client.get(path, **extra)
        client.handler.load_middleware()
        with CaptureQueriesContext(connection) as seen:
            response = client.get(path, **extra)
        return response, Count(seen.captured_queries)

    return counted


@pytest.fixture
def vault(settings, tmp_path):
    """The folder of the vault, this test's own and empty."""
    settings.STORAGES = vault_in(tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture
def media(settings, tmp_path, vault):
    """Uploaded files go to folders of this test's own: this one in the open, the vault apart."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def queue(db, settings):
    """Tasks wait in the database for a worker, as they do outside tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
