"""Assessing all members: beside the requests or by command, on one core or on several."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from multiprocessing import get_context

from django.db import connection, transaction
from django.utils import timezone

from agreements.background import task
from agreements.pathways.in_force import rules_in_force
from members.profile.models import Member

from .keeping import batches, is_due, keep
from .models import Run


@task()
def assess_all(run: int) -> None:
    assess(Run.objects.get(pk=run))


def begin(on: date) -> Run:
    return Run.objects.create(on=on, rules=rules_in_force(on).fingerprint)


def assess_if_due() -> None:
    """After a change of the rules: enqueued once, however many notice it."""
    on = timezone.localdate()
    if is_due(on):
        with transaction.atomic():
            assess_all.enqueue(begin(on).pk)


def assess(run: Run, processes: int = 1, seen: Callable[[int], None] = lambda number: None) -> None:
    """Everybody, in batches of some hundred; `seen` hears how many each batch has read."""
    keys = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    work = in_turn if processes == 1 else side_by_side
    for number in work([(some, run.on) for some in batches(keys)], processes):
        run.members += number
        seen(number)
        run.save(update_fields=["members"])
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])


Batch = tuple[Sequence[int], date]


def in_turn(work: list[Batch], processes: int):
    return (kept(batch) for batch in work)


def side_by_side(work: list[Batch], processes: int):
    """Each process is a copy of this one, with a connection of its own to the same database."""
    connection.close()
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        for done in as_completed([pool.submit(kept, batch) for batch in work]):
            yield done.result()


def kept(batch: Batch) -> int:
    keys, on = batch
    return keep(Member.objects.filter(pk__in=keys), rules_in_force(on), on)
