"""A large file is saved by a worker: asked for once, told as it goes on, all of it or nothing."""

import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from signal import SIGINT, SIGQUIT, SIGTERM
from threading import Barrier

import html5lib
import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from members.cpd.models import Record
from members.exchange import workflow
from members.exchange.models import BEGUN_WITHIN, Sheet
from members.exchange.workflow import save_beside
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue", "_few_are_many")]

HEADS = "Date,Activity,Hours\n"
BAD = "1/6/2025,Tunnels,2\n"
AT_ONCE, MANY = 3, 4


@pytest.fixture
def _few_are_many(monkeypatch):
    monkeypatch.setattr(workflow, "MOST_AT_ONCE", AT_ONCE)
    monkeypatch.setattr(workflow, "A_STEP", 2)


def rows(number: int) -> str:
    return HEADS + "".join(f"2025-06-01,Bridge {one},2\n" for one in range(number))


def address(sheet: Sheet) -> str:
    return reverse("members:exchange:sheet_detail", args=[sheet.pk])


@pytest.fixture
def large(member) -> Sheet:
    return factories.make_sheet(member, rows(MANY))


def pressed(client: Client, sheet: Sheet, **values):
    """The page to which the button leads."""
    return client.post(address(sheet), values, follow=True)


def work() -> None:
    """What a worker does with each task that waits."""
    for row in DBTaskResult.objects.ready():
        row.claim("a worker")
        row.task.call(*row.args_kwargs["args"])


class Killed(BaseException):
    """As a process ends: nothing of ours can catch it."""


@contextmanager
def ended(place: object, name: str, error: type[BaseException] = Killed, *, call: int = 1):
    """Whoever calls it so often ends there, with its work half done."""
    whole, left = getattr(place, name), count(call - 1, -1)

    def half(*args, **kwargs):
        whole(*args, **kwargs)
        if next(left) == 0:
            raise error

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(place, name, half)
        with pytest.raises(error):
            yield


# --- Asked for -----------------------------------------------------------------------------------


def test_small_file_is_saved_in_the_request(as_member, member):
    sheet = factories.make_sheet(member, rows(AT_ONCE))

    page = pressed(as_member, sheet)

    assert f"{AT_ONCE} entries saved" in page.text
    assert "Refresh" not in page.headers
    assert not DBTaskResult.objects.exists()


def test_large_file_waits_for_a_worker_and_its_page_says_so(as_member, large):
    page = pressed(as_member, large)

    assert page.redirect_chain == [(address(large), 302)]
    assert "Saving … 0 of 4 rows" in page.text
    assert '<progress id="done" max="4" value="0"></progress>' in page.text
    assert page.headers["Refresh"] == "2"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [large.pk]
    assert not Record.objects.exists()


@pytest.fixture
def _signals_are_given_back():
    """The worker takes them for its own end."""
    before = {one: signal.getsignal(one) for one in (SIGINT, SIGQUIT, SIGTERM)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.usefixtures("_signals_are_given_back")
@pytest.mark.django_db(transaction=True)  # the worker opens and closes its own connection
def test_worker_saves_all_and_the_same_page_tells_it(as_member, member):
    large = factories.make_sheet(member, rows(MANY) + BAD)
    pressed(as_member, large, rows="others")

    call_command("work", batch=True, interval=0)

    page = as_member.get(address(large))
    assert "4 entries saved" in page.text
    assert "Row 6" in page.text
    assert "Refresh" not in page.headers
    large.refresh_from_db()
    assert (large.saved, large.there, large.wrong) == (MANY, 0, 1)
    assert Record.objects.filter(member=member, state="declared").count() == MANY


def test_button_pressed_twice_asks_once(as_member, large):
    pressed(as_member, large)
    pressed(as_member, large)

    assert DBTaskResult.objects.count() == 1


def test_wrong_rows_ask_for_a_choice_before_a_worker_is_asked(as_member, member):
    sheet = factories.make_sheet(member, rows(MANY) + BAD)

    nothing, every = pressed(as_member, sheet), pressed(as_member, sheet, rows="all")

    assert nothing.context["form"].errors == {"rows": ["Choose one from the list."]}
    assert "1 row has to be put right" in str(every.context["form"].errors)
    assert not DBTaskResult.objects.exists()


# --- While it goes on ----------------------------------------------------------------------------


def test_progress_is_told_step_by_step(as_member, member, monkeypatch):
    sheet = factories.make_sheet(member, rows(5))
    pressed(as_member, sheet)
    told, say = [], workflow.say

    def overheard(attempt, done):
        say(attempt, done)
        told.append((done, f"Saving … {done} of 5 rows" in as_member.get(address(sheet)).text))

    monkeypatch.setattr(workflow, "say", overheard)
    work()

    assert told == [(0, True), (2, True), (4, True), (5, True)]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Saving … 500 of 1,001 rows"), ("zh-hans", "正在保存……")]
)
def test_page_of_the_progress_is_sound_in_both_languages(as_member, member, language, said):
    now = timezone.now()
    sheet = factories.make_sheet(member, asked_at=now, moved_at=now, done=500, total=1001)

    page = as_member.get(address(sheet).replace("/en/", f"/{language}/"))

    assert said in page.text
    assert '<progress id="done" max="1001" value="500"></progress>' in page.text
    assert '<div role="status">' in page.text
    parser = html5lib.HTMLParser()
    parser.parse(page.text)
    assert {code for _, code, _ in parser.errors} <= {"non-void-element-with-trailing-solidus"}


def test_page_of_the_progress_asks_few_questions_whatever_the_rows(
    as_member, member, count_queries
):
    counts = []
    for number in (1, 300):
        sheet = factories.make_sheet(member, rows(number), asked_at=timezone.now(), total=number)
        response, count = count_queries(as_member, address(sheet))
        assert response.headers["Refresh"] == "2"
        counts.append((len(count), count.repeated, count.writes))

    assert counts == [(3, {}, []), (3, {}, [])]


def test_stranger_sees_nothing_of_it(as_member, as_stranger, large):
    pressed(as_member, large)

    assert as_stranger.get(address(large)).status_code == 404
    assert as_stranger.post(address(large)).status_code == 404


def test_neither_its_columns_nor_the_file_are_changed_meanwhile(as_member, large):
    pressed(as_member, large)

    columns = as_member.post(reverse("members:exchange:sheet_match", args=[large.pk]))
    other = as_member.post(
        reverse("members:exchange:sheet_add"), {"file": factories.table_file()}, follow=True
    )

    assert columns.headers["Location"] == address(large)
    assert other.redirect_chain == [(address(large), 302)]
    assert "Then choose the next one." in other.text
    assert Sheet.objects.get() == large


def test_entry_that_was_written_meanwhile_is_not_doubled(as_member, member, large, monkeypatch):
    """After the rows were read, and before they are saved."""
    pressed(as_member, large)
    whole = workflow.save_read

    def later(*args):
        factories.make_record(member, "Bridge 2", done_on=date(2025, 6, 1), hours=2)
        whole(*args)

    monkeypatch.setattr(workflow, "save_read", later)
    work()

    large.refresh_from_db()
    assert (large.saved, large.there) == (MANY - 1, 1)
    assert Record.objects.filter(title="Bridge 2").count() == 1


def test_period_that_closes_meanwhile_leaves_the_choice_to_the_member(
    as_member, member, term, annual
):
    """It closes after the button was pressed, and before the rows are saved."""
    large = factories.make_sheet(member, rows(MANY).replace("2025", "2024"))
    pressed(as_member, large)
    annual.versions.update(closes_after_days=90, declare_within_days=60)
    annual.versions.get().save()  # what is kept of the rules is read anew

    work()

    page = as_member.get(address(large))
    assert "Nothing was saved: rows have changed" in page.text
    assert "The period from 1 January 2024 to 31 December 2024 is closed" in page.text
    assert "Refresh" not in page.headers
    assert not Record.objects.exists()


# --- Broken off ----------------------------------------------------------------------------------


def later(minutes: float):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("place", "name", "call"),
    [(workflow, "say", 2), (Record.objects, "bulk_create", 1)],
    ids=["while it reads", "while it writes"],
)
def test_worker_that_is_killed_saves_nothing_and_the_next_one_all(
    as_member, large, place, name, call
):
    pressed(as_member, large)
    with ended(place, name, call=call):
        work()
    assert not Record.objects.exists()

    with later(1):
        assert "Saving … " in as_member.get(address(large)).text
    with later(3):
        page = as_member.get(address(large))
        assert "Saving stopped, and nothing was saved" in page.text
        assert "Save 4 new entries" in page.text
        assert "Refresh" not in page.headers
        assert "Saving … 0 of 4 rows" in pressed(as_member, large).text
        work()
        assert "4 entries saved" in as_member.get(address(large)).text
    assert Record.objects.count() == MANY


def test_fault_is_told_with_its_reference_in_the_log(as_member, large, caplog):
    pressed(as_member, large)
    with ended(Record.objects, "bulk_create", OSError):
        work()

    page = as_member.get(address(large))

    large.refresh_from_db()
    assert f"the reference {large.reference}." in page.text
    assert f"An import has failed, reference {large.reference}" in caplog.text
    assert "Refresh" not in page.headers
    assert not Record.objects.exists()
    assert "Saving … 0 of 4 rows" in pressed(as_member, large).text


def test_columns_can_be_changed_after_it_stopped_and_what_worked_on_it_gives_up(
    as_member, large, monkeypatch
):
    pressed(as_member, large)
    whole = workflow.save_read

    def changed_before(*args):
        workflow.set_columns(Sheet.objects.get(), large.columns, "lecture", "ethics")
        whole(*args)

    monkeypatch.setattr(workflow, "save_read", changed_before)
    work()

    page = as_member.get(address(large))
    assert "Save 4 new entries" in page.text
    assert "Saving stopped" not in page.text
    assert not Record.objects.exists()


def test_work_that_nobody_begins_is_offered_again(as_member, large):
    pressed(as_member, large)

    with later(1):
        waiting = as_member.get(address(large))
    with later(BEGUN_WITHIN / timedelta(minutes=1) + 1):
        over = as_member.get(address(large))

    assert "It has not begun yet" in waiting.text
    assert waiting.headers["Refresh"] == "2"
    assert "Press the button to begin again" in over.text


def test_task_that_runs_twice_saves_once(as_member, large):
    pressed(as_member, large)
    work()
    Record.objects.filter(title="Bridge 0").delete()

    save_beside.call(large.pk)

    assert not Record.objects.filter(title="Bridge 0").exists()


def test_file_that_is_gone_is_left_alone(as_member, large):
    pressed(as_member, large)
    Sheet.objects.all().delete()

    work()

    assert not Record.objects.exists()


def test_file_is_either_saved_or_failed(large):
    now = timezone.now()
    ends = {"saved_at": now, "saved": 1, "there": 0, "wrong": 0, "failed_at": now}

    with pytest.raises(IntegrityError, match="sheet_saved_or_failed"):
        Sheet.objects.update(**ends)


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_saves(as_member, large):
    pressed(as_member, large)
    both = Barrier(2)

    def run(_number: int) -> None:
        try:
            both.wait()
            save_beside.call(large.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    large.refresh_from_db()
    assert large.saved == Record.objects.count() == MANY
