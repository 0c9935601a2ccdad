"""What a member's terms say of one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    CURRENT = "current"
    COMING = "coming"
    LAPSED = "lapsed"
    NONE = "none"


class Span(Protocol):
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    state: State
    term: Span | None = None


def standing(terms: Iterable[Span], on: date) -> Standing:
    """The term that tells most of `on`: one that holds, else the last past, else the next.

    Both ends of a term are inside it, and one without an end never lapses. Of several that hold,
    the one that began last.
    """
    newest_first = sorted(terms, key=lambda term: term.starts_on, reverse=True)
    begun = [term for term in newest_first if term.starts_on <= on]
    for term in begun:
        if term.ends_on is None or on <= term.ends_on:
            return Standing(State.CURRENT, term)
    if begun:
        return Standing(State.LAPSED, max(begun, key=lambda term: term.ends_on or date.max))
    if newest_first:
        return Standing(State.COMING, newest_first[-1])
    return Standing(State.NONE)
