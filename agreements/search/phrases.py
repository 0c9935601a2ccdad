"""Words that stand beside each other: in quotation marks, in a name, in a stretch of Chinese."""

from dataclasses import dataclass
from functools import cached_property

from .tokens import Field, abbreviation_token, phrase_tokens
from .words import LONGEST_PIECE, is_unspaced, runs, stretches


@dataclass(frozen=True)
class Phrase:
    """Of folded text. Of one that is `in_capitals`, a text has to have the capitals too."""

    folded: str
    in_capitals: bool = False

    @cached_property
    def runs(self) -> tuple[str, ...]:
        return tuple(runs(self.folded))

    @cached_property
    def text(self) -> str:
        """As folded text has to hold it. Ends of Chinese are open, spaced words are whole."""
        inner = self.folded.strip()
        start = "" if is_unspaced(inner[0]) else " "
        end = "" if is_unspaced(inner[-1]) else " "
        return f"{start}{inner}{end}"

    def tokens(self, suffix: str, field: Field) -> set[str]:
        """That an entry has to have there; capitals may stand anywhere."""
        capitals = {abbreviation_token(suffix, self.runs[0])} if self.in_capitals else set()
        return capitals | phrase_tokens(suffix, field, self.runs)

    @property
    def is_said_by_tokens(self) -> bool:
        """Else entries that have them all may still not hold it."""
        first, *rest = stretches(self.runs)
        return not rest and len(first) <= LONGEST_PIECE
