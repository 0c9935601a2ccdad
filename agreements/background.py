"""Work beside the requests: every task of ours is made with the `task` of this module.

With Django 6 the import becomes `from django.tasks import task`, here and nowhere else.

A task is given numbers of rows and never what they say: its arguments stay in a table of their own
for two weeks. Enqueue it in the transaction that writes those rows, and both are there together.
It runs once. Attempts, progress and outcome are kept on the row that asked for the work, because
that row has the owner, the rights and the end. Save progress between short transactions: what an
open one writes nobody sees, and on SQLite nobody else can write meanwhile. A worker that is killed
says nothing: `stage_of` tells it by the time since the last progress.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django_tasks import default_task_backend, task
from django_tasks.base import Task

__all__ = ["Stage", "at_the_earliest", "stage_of", "task"]

PICKED_UP_WITHIN = timedelta(seconds=30)
MOVES_ON_WITHIN = timedelta(minutes=2)


def at_the_earliest(moment: datetime, work: Task) -> Task:
    """The same work, not before `moment`; in tests, where it runs when asked for, at once."""
    return work.using(run_after=moment) if default_task_backend.supports_defer else work


class Stage(StrEnum):
    WAITING = "waiting"
    LATE = "late"  # nobody has picked it up
    RUNNING = "running"
    STUCK = "stuck"  # picked up, and nothing moves any more
    FAILED = "failed"
    DONE = "done"

    @property
    def is_awaited(self) -> bool:
        return self in {Stage.WAITING, Stage.LATE, Stage.RUNNING}


def stage_of(now: datetime, asked_at: datetime, moved_at: datetime | None) -> Stage:
    """Of work that has neither failed nor ended; `moved_at` is its last progress."""
    if moved_at is None:
        return Stage.LATE if now - asked_at > PICKED_UP_WITHIN else Stage.WAITING
    return Stage.STUCK if now - moved_at > MOVES_ON_WITHIN else Stage.RUNNING
