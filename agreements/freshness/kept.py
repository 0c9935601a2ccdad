"""What is read of public rows once by each process, and again only after one of them changed."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from .edition import edition

Value = TypeVar("Value")
MOST = 16  # days, or whatever else it is read for


class Kept(Generic[Value]):
    """`rules_in_force = Kept(read)`; `rules_in_force(on)` is what `read(on)` returns of that day.

    One query while no public row has changed since it was read. What it returns is shared:
    nobody may change it.
    """

    def __init__(self, read: Callable[..., Value], most: int = MOST):
        self.read, self.most = read, most
        self.forget()

    def forget(self) -> None:
        self.kept: tuple[str, dict[Hashable, Value]] = ("", {})

    def __call__(self, on: Hashable, now: str = "") -> Value:
        """`now`: the name of the edition, from whoever knows it already; no query then."""
        now = now or edition().name
        read_in, days = self.kept
        if read_in != now or len(days) > self.most:
            days = {}
            self.kept = now, days
        if on not in days:
            days[on] = self.read(on)
        return days[on]
