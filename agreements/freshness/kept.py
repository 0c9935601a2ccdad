"""What is read of public rows once by each process, and again only after one of them changed."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from .edition import edition

Value = TypeVar("Value")
MOST_DAYS = 16


class Kept(Generic[Value]):
    """`rules_in_force = Kept(read)`; `rules_in_force(on)` is what `read(on)` returns.

    One query while no public row has changed since it was read. What it returns is shared:
    nobody may change it.
    """

    def __init__(self, read: Callable[[date], Value]):
        self.read = read
        self.forget()

    def forget(self) -> None:
        self.kept: tuple[str, dict[date, Value]] = ("", {})

    def __call__(self, on: date) -> Value:
        now = edition()
        read_in, days = self.kept
        if read_in != now or len(days) > MOST_DAYS:
            days = {}
            self.kept = now, days
        if on not in days:
            days[on] = self.read(on)
        return days[on]
