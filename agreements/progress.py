"""How far a long command has come: a bar that moves on a terminal, a line per tenth in a log."""

import sys
from time import monotonic
from typing import TextIO

WIDTH = 30
TENTHS = 10


class Progress:
    """`progress = Progress("members", 1000)`, then `progress.add(50)` after each fifty."""

    def __init__(self, what: str, total: int, stream: TextIO | None = None):
        self.what, self.total, self.done = what, total, 0
        self.stream = stream or sys.stderr
        self.began = monotonic()

    def add(self, number: int) -> None:
        tenths = self.tenths
        self.done += number
        if self.stream.isatty():
            end = "\n" if self.done >= self.total else ""
            print(f"\r{self.bar} {self.said}\x1b[K", end=end, file=self.stream, flush=True)
        elif self.tenths > tenths:
            print(self.said, file=self.stream, flush=True)

    @property
    def tenths(self) -> int:
        return TENTHS * self.done // self.total

    @property
    def bar(self) -> str:
        filled = WIDTH * self.done // self.total
        return f"[{'#' * filled}{'.' * (WIDTH - filled)}]"

    @property
    def said(self) -> str:
        share = 100 * self.done // self.total
        minutes, seconds = divmod(round(monotonic() - self.began), 60)
        return (
            f"{share:3} % {self.done:,} of {self.total:,} {self.what}, {minutes}:{seconds:02} min"
        )
