"""Asks addresses of a server of this run's own, round by round, and keeps what the answers cost."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BURST = 25  # answers
CONNECTIONS = 8
FOR_EACH_CONNECTION = 13  # answers, when the tail is measured
NUMBERS = count()


@dataclass(frozen=True)
class Target:
    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    is_made_anew: bool = False  # each time, where a process would answer with what it keeps

    def address(self) -> str:
        if not self.is_made_anew:
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}bench={next(NUMBERS)}"


class Answer(NamedTuple):
    headers: dict[str, str]
    body: bytes
    took: float  # milliseconds


class Cost(NamedTuple):
    """Of one answer, in milliseconds."""

    cpu: float  # of the server's process; the database is not in it
    took: float


@dataclass(frozen=True)
class Costs:
    """Of each target, a round after the other."""

    of: dict[str, list[Cost]]

    def cpu(self, target: Target) -> float:
        return median(cost.cpu for cost in self.of[target.name])

    def took(self, target: Target) -> float:
        return median(cost.took for cost in self.of[target.name])

    def cpu_beside(self, target: Target, other: Target) -> float:
        """How many times that of the other, in the same round."""
        rounds = zip(self.of[target.name], self.of[other.name], strict=True)
        return median(own.cpu / its.cpu for own, its in rounds)

    def took_beside(self, target: Target, other: Target) -> float:
        rounds = zip(self.of[target.name], self.of[other.name], strict=True)
        return median(own.took / its.took for own, its in rounds)


class Server:
    """One worker of the server that production has, for the portal and the reference alike."""

    def __init__(self, port: int):
        self.port = port

    def ask(self, target: Target) -> Answer:
        """A wrong status stops the run: an error is quicker than a page."""
        began = perf_counter()
        talk = HTTPConnection("127.0.0.1", self.port, timeout=60)
        talk.request("GET", target.address(), headers=target.headers)
        response = talk.getresponse()
        body = response.read()
        talk.close()
        if response.status != target.status:
            raise SystemExit(f"{target.path} answers {response.status}.")
        return Answer(dict(response.headers), body, 1000 * (perf_counter() - began))

    def cpu(self) -> float:
        """Milliseconds that the worker has used so far."""
        return float(self.ask(Target("cpu", "/cpu/")).body)

    def costs(self, targets: Sequence[Target], rounds: int) -> Costs:
        """Each round a burst for each, so that all have the machine at the same pace."""
        costs = Costs({target.name: [] for target in targets})
        for target in targets:
            self.burst(target)
        for target in [target for _ in range(rounds) for target in targets]:
            costs.of[target.name].append(self.burst(target))
        return costs

    def burst(self, target: Target) -> Cost:
        before = self.cpu()
        took = [self.ask(target).took for _ in range(BURST)]
        return Cost((self.cpu() - before) / BURST, median(took))

    def tail(self, target: Target) -> float:
        """p99 ÷ p50 with eight askers at once, in the calmest of three: neighbours only add."""
        number = CONNECTIONS * FOR_EACH_CONNECTION
        with ThreadPoolExecutor(CONNECTIONS) as askers:
            return min(
                spread([answer.took for answer in askers.map(self.ask, [target] * number)])
                for _ in range(3)
            )


def spread(took: Sequence[float]) -> float:
    return quantiles(took, n=100, method="inclusive")[98] / median(took)


@contextmanager
def serving() -> Iterator[Server]:
    """On a free port, with the database of this process."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        environment = {"BENCH_DATABASE": str(connection.settings_dict["NAME"])}
        options = ["--bind", f"fd://{listening.fileno()}", "--no-control-socket"]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", *options, "--log-level=error", "bench.server"],
            env=os.environ | environment,
            cwd=settings.BASE_DIR,
            pass_fds=[listening.fileno()],
        )
        try:
            yield Server(listening.getsockname()[1])
        finally:
            process.terminate()
            process.wait()


def queries(target: Target) -> int:
    """In this process, of the second answer: the first fills what a process keeps."""
    client = Client(headers=target.headers)
    client.get(target.address())
    with CaptureQueriesContext(connection) as seen:
        client.get(target.address())
    return len(seen)
