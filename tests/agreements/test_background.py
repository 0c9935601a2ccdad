"""Work beside the requests: at once in tests, by `manage.py work` elsewhere, and seen by staff."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from signal import SIGINT, SIGQUIT, SIGTERM

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.background import task

ROOT = Path(__file__).resolve().parent.parent.parent


@task
def doubled(number: int) -> int:
    return 2 * number


@task
def failing(number: int) -> None:
    raise ValueError(f"row {number} cannot be read")


def test_task_of_a_test_runs_at_once():
    assert doubled.enqueue(21).return_value == 42


def test_task_is_forgotten_with_the_transaction_that_asked_for_it(queue):
    with transaction.atomic():
        doubled.enqueue(21)
        transaction.set_rollback(True)

    assert not DBTaskResult.objects.exists()


@pytest.fixture
def _signals_are_given_back():
    """The worker takes them for its own end."""
    before = {one: signal.getsignal(one) for one in (SIGINT, SIGQUIT, SIGTERM)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.usefixtures("_signals_are_given_back")
@pytest.mark.django_db(transaction=True)  # the worker opens and closes its own connection
def test_worker_goes_on_after_a_failure(queue):
    failed, done = failing.enqueue(7), doubled.enqueue(21)

    call_command("work", batch=True, interval=0)

    failed.refresh()
    done.refresh()
    assert "row 7 cannot be read" in failed.errors[0].traceback
    assert done.return_value == 42


def test_finished_work_is_kept_for_two_weeks(queue):
    ended = {}
    for days in (13, 15):
        ended[days] = doubled.enqueue(1).db_result
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            ended[days].set_successful(2)

    call_command("prune_db_task_results", verbosity=0)

    assert [*DBTaskResult.objects.all()] == [ended[13]]


def test_worker_waits_for_the_database_and_ends_with_its_parent(tmp_path):
    database = f"sqlite:///{tmp_path}/without-tables.sqlite3"
    command = f"{sys.executable} manage.py work --ends-with $$ & exec sleep 20"
    parent = subprocess.Popen(  # noqa: S603
        ["sh", "-c", command],  # noqa: S607
        cwd=ROOT,
        env=os.environ | {"DEBUG": "1", "DATABASE_URL": database},
        stderr=subprocess.PIPE,
        text=True,
    )
    while "Trying again" not in parent.stderr.readline():
        assert parent.poll() is None

    parent.kill()

    _, said = parent.communicate(timeout=10)  # to its end: nobody holds the pipe any more
    assert "shutting down gracefully" in said


@pytest.mark.parametrize(("language", "word"), [("en", "Failed"), ("zh-hans", "失败")])
def test_administrators_see_what_failed_and_cannot_change_it(queue, as_admin, language, word):
    failed = failing.enqueue(7).db_result
    failed.set_failed(ValueError("row 7 cannot be read"))
    as_admin.cookies["django_language"] = language

    page = as_admin.get("/admin/django_tasks_database/dbtaskresult/")
    row = as_admin.get(f"/admin/django_tasks_database/dbtaskresult/{failed.pk}/change/")

    assert "test_background.failing" in page.text
    assert word in page.text
    assert "row 7 cannot be read" in row.text
    assert 'name="_save"' not in row.text
