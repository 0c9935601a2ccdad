"""Run what is to be done beside the requests."""

import logging
import os
import signal
import time
from threading import Thread

from django.db import OperationalError
from django_tasks_db.management.commands import db_worker

SECONDS_TO_FINISH = 10

log = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = "Run background tasks, also after the database was busy or away for a while."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(reload=False)
        parser.add_argument(
            "--ends-with", type=int, metavar="PID", help="End when this parent process has ended."
        )

    def handle(self, *args, ends_with: int | None, **options):
        if ends_with:
            Thread(target=end_with, args=[ends_with], daemon=True).start()
        while True:
            try:
                return super().handle(**options)
            except OperationalError as error:
                log.warning("Trying again, because the database says: %s", error)
                time.sleep(max(1, options["interval"]))


def end_with(parent: int) -> None:
    """Once the parent is gone, ask to finish the task at hand; after a while, to give it up."""
    while os.getppid() == parent:
        time.sleep(0.5)
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SECONDS_TO_FINISH)
