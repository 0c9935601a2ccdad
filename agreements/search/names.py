"""Names of one and the same: whoever asks by one of them finds what is written under another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .phrases import Phrase
from .words import fold, is_abbreviation, is_unspaced, runs

COMMON_FROM = 2  # others whose names hold it: then it says too little
SHORTEST = 3  # characters of Chinese

Runs = tuple[str, ...]


class Found(NamedTuple):
    """Runs from `start` up to, and not with, `end` are a name; `others` are names of the same."""

    start: int
    end: int
    own: Phrase
    others: list[Phrase]


@dataclass(frozen=True)
class Names:
    """By the runs of each name, all the names of those who are called so."""

    by_runs: dict[Runs, list[Phrase]] = field(default_factory=dict)

    def found_in(self, asked: Sequence[str]) -> Iterator[Found]:
        """From left to right, the longest first. A name is made of whole runs."""
        start = 0
        while start < len(asked):
            end = self.end_of_name(asked, start)
            if end > start:
                yield self.found(asked, start, end)
            start = max(end, start + 1)

    def found(self, asked: Sequence[str], start: int, end: int) -> Found:
        """Who types a name need not type its capitals."""
        typed = tuple(asked[start:end])
        known = self.by_runs[typed]
        own = next(Phrase(one.folded) for one in known if one.runs == typed)
        return Found(start, end, own, [one for one in known if one.runs != typed])

    def end_of_name(self, asked: Sequence[str], start: int) -> int:
        """`start` itself when no name begins there."""
        ends = range(min(len(asked), start + self.longest), start, -1)
        return next((end for end in ends if tuple(asked[start:end]) in self.by_runs), start)

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.by_runs), default=0)


NO_NAMES = Names()


def names_of(rows: Sequence[Sequence[str]]) -> Names:
    """`rows` has the names of each; those that say too little are left out."""
    folded = ["\n".join(map(fold, names)) for names in rows]
    by_runs: dict[Runs, list[Phrase]] = {}
    for names in rows:
        known = dict.fromkeys(filter(None, map(named, names)))
        phrases = [phrase for phrase in known if is_telling(phrase, folded)]
        for phrase in phrases:
            by_runs.setdefault(phrase.runs, []).extend(phrases)
    return Names(by_runs)


def named(name: str) -> Phrase | None:
    """None for one ordinary word, or so little Chinese that it stands in other words."""
    found = runs(fold(name))
    if len(found) != 1:
        return Phrase(fold(name)) if found else None
    if is_unspaced(found[0]):
        return Phrase(fold(name)) if len(found[0]) >= SHORTEST else None
    return Phrase(fold(name), in_capitals=True) if is_abbreviation(name) else None


def is_telling(phrase: Phrase, folded: Iterable[str]) -> bool:
    """An "Engineering Council" stands within the names of several; capitals speak for themselves.

    `folded` has the names of each, of the one who is called so too.
    """
    return phrase.in_capitals or sum(phrase.text in names for names in folded) <= COMMON_FROM
