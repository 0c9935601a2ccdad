"""Migrations say what the models say, in one line, and can be taken back."""

import pytest
from django.core.management import call_command
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from tests.test_architecture import APPS


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None)


def test_models_have_no_change_without_a_migration(db):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=3)


def test_migrations_do_not_fork(loader):
    assert loader.detect_conflicts() == {}


def test_migrations_can_be_taken_back(loader):
    one_way = [
        f"{app}.{name}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in APPS
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert one_way == []


def test_migrations_are_named_after_what_they_do(loader):
    unnamed = [name for app, name in loader.disk_migrations if app in APPS and "_auto_" in name]

    assert unnamed == []
