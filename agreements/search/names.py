"""Names of one and the same: whoever asks by one of them finds what is written under another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from .phrases import Phrase
from .words import fold, fold_name, is_abbreviation, is_unspaced, runs

COMMON_FROM = 2  # others whose names hold it: then it says too little
SHORTEST = 3  # characters of Chinese
# A character of Chinese that stands by itself beside a name. Any other makes another word of it:
# 香港大学生 does not ask for 香港大学.
PARTICLES = set("与和及跟同暨或的在对向由为于之从到至赴访将等")

Runs = tuple[str, ...]


class Unit(NamedTuple):
    """A spaced word, or a character of Chinese; `run` is the place of that which it stands in."""

    text: str
    run: int


class Found(NamedTuple):
    """Units from `start` up to, and not with, `end` are a name; `others` are names of the same."""

    start: int
    end: int
    own: Phrase
    others: list[Phrase]
    is_whole: bool  # else it begins or ends within a stretch of Chinese


@dataclass(frozen=True)
class Names:
    """By the runs of each name, all the names of those who are called so."""

    by_runs: dict[Runs, list[Phrase]] = field(default_factory=dict)

    def found_in(self, asked: Sequence[Unit]) -> Iterator[Found]:
        """From left to right, the longest first."""
        start = 0
        while start < len(asked):
            end = self.end_of_name(asked, start)
            if end > start:
                yield self.found(asked, start, end)
            start = max(end, start + 1)

    def found(self, asked: Sequence[Unit], start: int, end: int) -> Found:
        """Who types a name need not type its capitals."""
        typed = runs_of(asked[start:end])
        known = self.by_runs[typed]
        own = next(Phrase(one.folded) for one in known if one.runs == typed)
        others = [one for one in known if one.runs != typed]
        is_whole = not is_within(asked, start) and not is_within(asked, end)
        return Found(start, end, own, others, is_whole)

    def end_of_name(self, asked: Sequence[Unit], start: int) -> int:
        """`start` itself when no name begins there."""
        longest = self.longest.get(asked[start].text, 0)
        for end in range(min(len(asked), start + longest), start, -1):
            is_name = runs_of(asked[start:end]) in self.by_runs
            if is_name and stands_apart(asked, start, end):
                return end
        return start

    @cached_property
    def longest(self) -> dict[str, int]:
        """Of the names that begin with a unit, how many units the longest has."""
        found: dict[str, int] = {}
        for name in map(units, self.by_runs):
            found[name[0].text] = max(found.get(name[0].text, 0), len(name))
        return found


NO_NAMES = Names()


def units(found: Sequence[str]) -> list[Unit]:
    """Of runs."""
    return [
        Unit(text, at)
        for at, run in enumerate(found)
        for text in (run if is_unspaced(run) else [run])
    ]


def runs_of(found: Iterable[Unit]) -> Runs:
    """What some units have of each run, as one."""
    each = (some for _run, some in groupby(found, attrgetter("run")))
    return tuple("".join(unit.text for unit in some) for some in each)


def is_within(asked: Sequence[Unit], at: int) -> bool:
    """Whether the unit there goes on with the run of the one before it."""
    return 0 < at < len(asked) and asked[at].run == asked[at - 1].run


def stands_apart(asked: Sequence[Unit], start: int, end: int) -> bool:
    """Not so when a single character is left of its run before or after it, and no particle."""
    before = asked[start - 1].text if is_within(asked, start) else ""
    after = asked[end].text if is_within(asked, end) else ""
    is_first = not is_within(asked, start - 1)
    is_last = not is_within(asked, end + 1)
    return not (
        (before and is_first and before not in PARTICLES)
        or (after and is_last and after not in PARTICLES)
    )


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
    folded = fold_name(name)
    found = runs(folded)
    if len(found) != 1:
        return Phrase(folded) if found else None
    if is_unspaced(found[0]):
        return Phrase(folded) if len(found[0]) >= SHORTEST else None
    return Phrase(folded, in_capitals=True) if is_abbreviation(name) else None


def is_telling(phrase: Phrase, folded: Iterable[str]) -> bool:
    """An "Engineering Council" stands within the names of several; capitals speak for themselves.

    `folded` has the names of each, of the one who is called so too.
    """
    return phrase.in_capitals or sum(phrase.text in names for names in folded) <= COMMON_FROM
