"""What was typed into the search, as words that all have to be there, and phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .tokens import Field, asked_tokens, name_token
from .words import fold, is_unspaced, name_key, runs

# Between quotation marks of either language stands a phrase.
PART = re.compile(r'["“”„«「『]([^"“”„«»」』]*)["“”»」』]|([^"“”„«»「」『』]+)')


@dataclass(frozen=True)
class Query:
    """`Query("“mutual recognition” 互认")`. Nothing in it is markup, or means anything to SQL."""

    text: str

    @cached_property
    def parts(self) -> list[tuple[str, bool]]:
        """Each folded, and whether it is a phrase."""
        found = [(fold(quoted or plain), bool(quoted)) for quoted, plain in PART.findall(self.text)]
        return [(part, is_phrase) for part, is_phrase in found if part.strip()]

    @cached_property
    def runs(self) -> list[str]:
        return list(dict.fromkeys(run for part, _ in self.parts for run in runs(part)))

    def runs_in(self, *, phrases: bool) -> list[str]:
        return [run for part, is_phrase in self.parts if is_phrase is phrases for run in runs(part)]

    def __bool__(self) -> bool:
        return bool(self.runs)

    @cached_property
    def phrases(self) -> list[str]:
        """What pairs and single words do not say: stretches that the folded text has to hold."""
        return list(dict.fromkeys(self._phrases()))

    def _phrases(self) -> Iterator[str]:
        for part, is_phrase in self.parts:
            found = runs(part)
            if is_phrase and len(found) > 1:
                yield bounded(part)
            else:
                yield from (run for run in found if is_unspaced(run) and len(run) > 2)

    def tiers(self, suffix: str) -> list["Tier"]:
        """The best first; each holds those before it.

        The whole as a name; the words as they are in the title; forms of them there; the words as
        they are anywhere; forms of them anywhere. Words in quotation marks are taken as they are.
        """
        tiers = [Tier([name_token(suffix, name_key(self.text))], is_name=True)]
        for field in Field:
            for stemmed in (False, True):
                exact = asked_tokens(suffix, field, self.runs_in(phrases=True), stemmed=False)
                others = asked_tokens(suffix, field, self.runs_in(phrases=False), stemmed=stemmed)
                tier = Tier(sorted(exact | others), is_text=field is Field.ANY)
                tiers += [tier] if tier not in tiers else []
        return tiers


class Tier(NamedTuple):
    """Tokens that an entry has to have all."""

    tokens: list[str]
    is_name: bool = False
    is_text: bool = False  # anywhere, and not in a title alone


def bounded(phrase: str) -> str:
    """Ends of Chinese are open: "工程师" stands inside longer text; spaced words are whole."""
    inner = phrase.strip()
    start = "" if is_unspaced(inner[0]) else " "
    end = "" if is_unspaced(inner[-1]) else " "
    return f"{start}{inner}{end}"
