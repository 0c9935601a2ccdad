"""What was typed into the search, as words that all have to be there, phrases and names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .names import NO_NAMES, PARTICLES, Names, Unit, runs_of, units
from .phrases import Phrase
from .tokens import Field, asked_tokens, name_token
from .words import LONGEST_PIECE, fold, is_unspaced, name_key, runs

# Between quotation marks of either language stands a phrase.
PART = re.compile(r'["“”„«「『]([^"“”„«»」』]*)["“”»」』]|([^"“”„«»「」『』]+)')
# Looked for only where nothing else is: "Engineers and Technologists" is written with a sign too.
JOINS = "与和及跟同暨的"  # nor at either end of what stands beside a name
JOINING = {"and", "the", *JOINS}

OneOf = list[Phrase]


class Asked(NamedTuple):
    """All of the words, and of each list of phrases one. Words are runs."""

    words: list[str]
    one_of: list[OneOf]


@dataclass(frozen=True)
class Query:
    """`Query("“mutual recognition” 互认")`. Nothing in it is markup, or means anything to SQL."""

    text: str
    names: Names = NO_NAMES

    @cached_property
    def parts(self) -> list[tuple[str, bool]]:
        """Each folded, and whether it is a phrase."""
        found = [(fold(quoted or plain), bool(quoted)) for quoted, plain in PART.findall(self.text)]
        return [(part, is_phrase) for part, is_phrase in found if part.strip()]

    @cached_property
    def runs(self) -> list[str]:
        return list(dict.fromkeys(run for part, _ in self.parts for run in runs(part)))

    def __bool__(self) -> bool:
        return bool(self.runs)

    @cached_property
    def asked(self) -> Asked:
        """All that is meant: for a name any of the same, one within a stretch of Chinese too."""
        return self.read(widely=True)

    @cached_property
    def typed(self) -> Asked:
        """The same words and names, as they stand there."""
        asked = self.read(widely=False)
        return Asked(asked.words, [one_of[:1] for one_of in asked.one_of])

    def read(self, *, widely: bool) -> Asked:
        """Names in quotation marks are taken as they are. Long Chinese is a phrase by itself."""
        asked = Asked([], [])
        for part, is_phrase in self.parts:
            quoted = [Asked([], [[Phrase(part)]])]
            for found in quoted if is_phrase else self.named(units(runs(part)), widely):
                asked.words.extend(found.words)
                asked.one_of.extend(found.one_of)
        telling = [word for word in asked.words if word not in JOINING]
        return Asked(telling, asked.one_of) if telling or asked.one_of else asked

    def named(self, typed: list[Unit], widely: bool) -> Iterator[Asked]:
        """Each name as it was typed first, then the others that it stands for."""
        names = [name for name in self.names.found_in(typed) if widely or name.is_whole]
        beside = beside_names if widely and names else runs_of
        at = 0
        for name in names:
            yield loose(beside(typed[at : name.start]))
            yield Asked([], [[name.own, *name.others]])
            at = name.end
        yield loose(beside(typed[at:]))

    def tiers(self, suffix: str) -> list["Tier"]:
        """The best first; each of a field holds those of it before.

        The whole as a name; the words as they are in the title; forms of them there; other names
        there; then the same anywhere. Words in quotation marks and names are taken as they are.
        """
        tiers = [Tier([[{name_token(suffix, name_key(self.text))}]], is_name=True)]
        for field in Field:
            for asked, stemmed in ((self.typed, False), (self.typed, True), (self.asked, True)):
                tier = tier_of(suffix, field, asked, stemmed)
                tiers += [tier] if tier not in tiers else []
        return tiers


class Tier(NamedTuple):
    """Tokens that an entry has to have: all of a set, one of the sets of each list.

    And the phrases that its text has to hold, of each list one, where tokens do not say it.
    """

    tokens: list[list[set[str]]]
    phrases: list[list[str]] = []
    is_name: bool = False


def beside_names(found: list[Unit]) -> list[str]:
    """The runs, without what only joins them to a name: of 与国际工程联盟的合作 that is 合作."""
    left = [(run, run.strip(JOINS)) for run in runs_of(found) if not PARTICLES.issuperset(run)]
    return [bare if len(bare) > 1 else run for run, bare in left]


def loose(found: Sequence[str]) -> Asked:
    """Words that may stand anywhere, unless they are longer than what is kept of Chinese."""
    is_long = [is_unspaced(run) and len(run) > LONGEST_PIECE for run in found]
    return Asked(
        [run for run, long in zip(found, is_long, strict=True) if not long],
        [[Phrase(run)] for run, long in zip(found, is_long, strict=True) if long],
    )


def tier_of(suffix: str, field: Field, asked: Asked, stemmed: bool) -> Tier:
    words = asked_tokens(suffix, field, asked.words, stemmed=stemmed)
    named = [[phrase.tokens(suffix, field) for phrase in one_of] for one_of in asked.one_of]
    return Tier(
        [[words], *named] if words else named,
        [
            [phrase.text for phrase in one_of]
            for one_of in asked.one_of
            if not all(phrase.is_said_by_tokens for phrase in one_of)
        ],
    )
