"""A case worked by hand: what a body asks, what somebody did, and what the rules must answer."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from agreements.requirements.rules import Asks, Assessment, Finding, Result, Verdict, assess
from agreements.requirements.terms import (
    Activity,
    Adjustment,
    Circumstances,
    Relief,
    Requirement,
)
from tests.agreements.requirements.bodies import SOURCES

END_2025 = date(2025, 12, 31)
NOBODY = Circumstances()


def day(written: date | str) -> date:
    return date.fromisoformat(written) if isinstance(written, str) else written


def did(hours, kind="seminar", *topics, on: date | str = "2025-06-01", key=None, **fields):
    return Activity(
        key or f"{kind} {hours} {on}",
        day(on),
        Decimal(str(hours)),
        kind,
        topics=frozenset(topics),
        **fields,
    )


def away(first: date | str, last: date | str, relief=Relief.PAUSE, **fields) -> Circumstances:
    """Somebody to whom this was granted: leave, when nothing else is said."""
    return Circumstances(adjustments=(Adjustment(day(first), day(last), relief, **fields),))


def joined(on: str, **fields) -> Circumstances:
    return Circumstances(registered_on=day(on), **fields)


class Case(NamedTuple):
    """`total` and `target` are those of the first window; `missing` names all that is short."""

    asked: Requirement
    did: list[Activity]
    verdict: Verdict
    total: str
    target: str | None = None
    about: Circumstances = NOBODY
    on: str = "2025-12-31"
    missing: dict[str, str] = {}

    def expected(self) -> tuple:
        target = None if self.target is None else Decimal(self.target)
        missing = {name: Decimal(amount) for name, amount in self.missing.items()}
        return self.verdict, Decimal(self.total), target, missing

    def answered(self) -> tuple:
        assessment = assess(self.asked, self.did, self.about, day(self.on))
        first = assessment.results[0]
        return assessment.verdict, first.total, first.target, dict(missing_in(assessment))


def missing_in(assessment: Assessment) -> Iterator[tuple[str, Decimal]]:
    """Of the windows that are held against somebody: what is short, and by how much."""
    for result in assessment.results:
        for finding in result.findings if result.is_required else ():
            if finding.verdict is Verdict.SHORT:
                yield name_of(result, finding), finding.missing


def name_of(result: Result, finding: Finding) -> str:
    if finding.asks is Asks.TOTAL:
        return result.window
    return finding.name or {Asks.VARIETY: "categories"}.get(finding.asks, finding.asks.value)


def with_source(table: dict[str, Case], need: str = "") -> list:
    """A parameter for each case; its id names the need, the source and the case."""
    return [
        pytest.param(case, id=": ".join(filter(None, [need, SOURCES[case.asked.code], what])))
        for what, case in table.items()
    ]


def all_with_source(tables: dict[str, dict[str, Case]]) -> list:
    return [param for need, table in tables.items() for param in with_source(table, need)]
