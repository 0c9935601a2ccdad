"""A figure beside its budget, and the table that is printed of them."""

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """`figure` is a ratio or a count. `said` may add times, for people; no budget is in times."""

    what: str
    figure: float
    most: float | None = None
    least: float | None = None
    said: str = ""

    @property
    def is_kept(self) -> bool:
        is_too_much = self.most is not None and self.figure > self.most
        return not is_too_much and (self.least is None or self.figure >= self.least)

    def __str__(self):
        budget = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"
        verdict = "kept" if self.is_kept else "MISSED"
        return f"{self.what:48}{self.figure:>8.4g}  {budget:8}{verdict:8}{self.said}".rstrip()


def show(heading: str, lines: Iterable[Line]) -> list[Line]:
    """Prints each line when it is known, and gives them all."""
    print(f"\n{heading}")
    seen = []
    for line in lines:
        print(f"  {line}", flush=True)
        seen.append(line)
    return seen
