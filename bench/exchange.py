"""What it costs to take 10,000 CPD entries in and out, beside saving and reading them bare."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.cpd.models import Record
from members.exchange.tables import read_table
from members.exchange.workflow import keep, opened, save
from members.exchange.writing import csv_lines, workbook
from members.profile.models import Member

from .lines import Line
from .meter import Server
from .pages import busiest

Work = Callable[[], object]

ROWS = 10_000
MEBIBYTE = 2**20
MOST_QUERIES = 25
# Django gives SQLite at most 999 values in a statement: 66 rows of this table.
INSERTS_ON_SQLITE = -(-ROWS // (999 // 15))


def exchange(server: Server, rounds: int) -> Iterator[Line]:
    """Each in a transaction that is taken back, so every round finds the same."""
    member = busiest()
    with taken_back():
        Record.objects.filter(member=member).delete()
        Record.objects.bulk_create(entries(member))
        content = "".join(csv_lines(Record.objects.of(member))).encode()
        packed = workbook(Record.objects.of(member), "CPD").getvalue()
        yield from exporting(member, rounds)
    yield from importing(member, "CSV", content, rounds)
    yield from importing(member, "XLSX", packed, rounds)


def entries(member: Member) -> list[Record]:
    today = timezone.localdate()
    return [
        Record(
            member=member,
            title=f"Seismic assessment of bridge {number}, 第{number}号桥梁抗震评估",
            done_on=today - timedelta(days=number % 3000),
            hours=Decimal(number % 40 + 1) / 4,
            kind=ActivityKind.values[number % 7],
            aspect=Aspect.values[number % 5],
            topics=[Topic.values[number % 8]],
            is_online=number % 2 == 0,
            provider="Demonstration training centre",
            reflection="Two methods compared on one real bridge; the simple one was safe enough.",
        )
        for number in range(ROWS)
    ]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def importing(member: Member, kind: str, content: bytes, rounds: int) -> Iterator[Line]:
    """Beside `bulk_create` of the same rows. Its memory is what Python holds at the most."""
    what = f"import of {ROWS:,} rows, {kind} ÷ bulk_create"
    yield beside(
        what,
        lambda: take_in(member, content),
        lambda: Record.objects.bulk_create(entries(member)),
        rounds,
        most=6,
    )
    with taken_back(), CaptureQueriesContext(connection) as seen:
        take_in(member, content)
    most = MOST_QUERIES + (INSERTS_ON_SQLITE if connection.vendor == "sqlite" else 0)
    yield Line(f"import, {kind}: queries", len(seen), most=most)
    yield Line(f"import, {kind}: MiB more", held(lambda: take_in(member, content)), most=60)


def take_in(member: Member, content: bytes) -> None:
    """All of the two posts but the request: reading the file, and saving every row of it."""
    Record.objects.filter(member=member).delete()
    sheet = keep(member, "bench", read_table(content))
    save(sheet, opened(sheet))


def exporting(member: Member, rounds: int) -> Iterator[Line]:
    mine = Record.objects.of(member).newest_first()
    ways: dict[str, Work] = {
        "CSV": lambda: sum(len(piece) for piece in csv_lines(mine)),
        "XLSX": lambda: workbook(mine, "CPD"),
    }
    for kind, way in ways.items():
        what = f"export of {ROWS:,} rows, {kind} ÷ iterator"
        yield beside(what, way, lambda: sum(1 for _ in mine.iterator()), rounds, MOST_OF[kind])
        yield Line(f"export, {kind}: MiB more", held(way), most=10)


# A workbook is packed XML, cell by cell, by a library in Python.
MOST_OF = {"CSV": 3, "XLSX": 30}


def beside(what: str, work: Work, bare: Work, rounds: int, most: float) -> Line:
    """In each round one after the other, so that both have the machine at the same pace."""
    took = [(timed(work), timed(bare)) for _ in range(rounds)]
    own, its = (1000 * median(some) for some in zip(*took, strict=True))
    said = f"{own:,.0f} ms, bare {its:,.0f} ms"
    return Line(what, median(one / other for one, other in took), most, said=said)


def timed(work: Work) -> float:
    with taken_back():
        began = perf_counter()
        work()
        return perf_counter() - began


def held(work: Work) -> float:
    tracemalloc.start()
    try:
        with taken_back():
            work()
        return tracemalloc.get_traced_memory()[1] / MEBIBYTE
    finally:
        tracemalloc.stop()


MEASURED: dict[str, Callable[[Server, int], Iterator[Line]]] = {"Entries in and out": exchange}
