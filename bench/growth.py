"""The same work with more members: pages stay as quick, commands take as long for each member."""

import os
import sys
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import NamedTuple

from django.core.management import call_command
from django.db import connection

from members.cpd.models import Record
from members.profile.models import Member
from members.recognition.models import CpdStanding, PathwayStanding

from .lines import Line
from .meter import Server, Target
from .pages import HOME, RECORDS, busiest, cookie
from .reference import REFERENCE


class Price(NamedTuple):
    """Of one thing, with one size of the membership."""

    value: float
    said: str
    most: float  # times what it is with the smallest


# --- Commands over all members -------------------------------------------------------------------


def making(server: Server, members: int, rounds: int) -> dict[str, Price]:
    """`make_members`, which brings the membership to the size that the others measure."""
    missing = members - Member.objects.filter(number__startswith="LOAD-").count()
    began = perf_counter()
    call_command("make_members", members, stdout=sys.stderr)
    each = 1000 * (perf_counter() - began) / missing
    refresh_statistics()
    return {"make_members, for each member": Price(each, f"{each:.1f} ms", most=1.5)}


def refresh_statistics() -> None:
    """The planner knows how large the tables are, as in a database that is in use."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def assessing(server: Server, members: int, rounds: int) -> dict[str, Price]:
    """Everybody by every rule, in as many processes as there are cores; all answers are written.

    Of the rules, at least four requirements and six pathways concern everybody: see `rules.py`.
    """
    for kept in (CpdStanding, PathwayStanding):
        kept.objects.all().delete()
    cores = 1 if connection.vendor == "sqlite" else os.cpu_count()
    began = perf_counter()
    call_command("assess", processes=cores, stdout=sys.stderr)
    took = perf_counter() - began
    each = 1000 * took / Member.objects.count()
    pace = Record.objects.count() / took
    said = f"{each:.2f} ms, {took:,.0f} s in all, {pace:,.0f} activities a second, {memory()}"
    return {"assess, for each member": Price(each, said, most=1.5)}


def memory() -> str:
    """The most that one process has held so far: this one, and each that `assess` began."""
    own, others = (getrusage(who).ru_maxrss / 1000 for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return f"{own:.0f} MB here and {others:.0f} MB in the largest process beside"


# --- Pages ---------------------------------------------------------------------------------------


def pages(server: Server, members: int, rounds: int) -> dict[str, Price]:
    """Of a member whose rows stay the same, beside the reference, which knows no members."""
    headers = cookie(busiest().user)
    targets = [Target("home", HOME, headers), Target("CPD list", RECORDS, headers)]
    costs = server.costs([REFERENCE, *targets], rounds)
    return {
        target.name: Price(
            costs.took_beside(target, REFERENCE), f"{costs.took(target):.1f} ms", most=1.2
        )
        for target in targets
    }


AT_EACH_SIZE: list[Callable[[Server, int, int], dict[str, Price]]] = [making, assessing, pages]


def at_size(server: Server, members: int, rounds: int) -> dict[str, Price]:
    return {
        name: price
        for measure in AT_EACH_SIZE
        for name, price in measure(server, members, rounds).items()
    }


def compared(small: dict[str, Price], large: dict[str, Price]) -> list[Line]:
    return [
        Line(
            f"{name}: growth",
            large[name].value / price.value,
            price.most,
            said=f"{price.said} → {large[name].said}",
        )
        for name, price in small.items()
    ]
