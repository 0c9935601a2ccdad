"""What the index keeps of an entry: letters and digits alone, which no query language reads.

Before each word stand letters: the language of the entry, where the word stands, and whether it is
the form or the stem. `etfcouncil` is "council" in an English title, `zxf互认` that stretch anywhere
in a Chinese text, `ekkevent` any English event. Words are kept together with those beside them too
(`exfmutual·recognition`), and abbreviations in their capitals (`eaapec`).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from .stems import stem
from .words import (
    LONGEST_WORD,
    abbreviations,
    asked_pieces,
    fold,
    is_unspaced,
    name_key,
    pieces,
    runs,
    stretches,
)

# Raised with every change of how words are read: what was read before is then read again.
READING = 4


class Field(StrEnum):
    TITLE = "t"
    ANY = "x"


def kind_token(suffix: str, kind: str) -> str:
    return f"{suffix[0]}kk{kind}"


def name_token(suffix: str, key: str) -> str:
    return f"{suffix[0]}nn{key}"


def abbreviation_token(suffix: str, word: str) -> str:
    return f"{suffix[0]}aa{word[:LONGEST_WORD]}"


def asked_tokens(suffix: str, field: Field, asked: Iterable[str], *, stemmed: bool) -> set[str]:
    """Of the runs of a query. Only what is written with spaces has a stem."""
    start = f"{suffix[0]}{field}"
    found = set()
    for run in asked:
        word = run[:LONGEST_WORD]
        if is_unspaced(run):
            found |= {f"{start}f{piece}" for piece in asked_pieces(run)}
        else:
            found.add(f"{start}s{stem(word)}" if stemmed else f"{start}f{word}")
    return found


def phrase_tokens(suffix: str, field: Field, found: Iterable[str]) -> set[str]:
    """Of runs that stand beside each other."""
    asked = (asked_pieces(stretch) for stretch in stretches(found))
    return {piece_token(suffix, field, piece) for some in asked for piece in some}


def piece_token(suffix: str, field: Field, piece: Sequence[str]) -> str:
    """The dot is part of no word."""
    together = piece if isinstance(piece, str) else "·".join(word[:LONGEST_WORD] for word in piece)
    return f"{suffix[0]}{field}f{together}"


def kept_tokens(
    suffix: str, kind: str, titles: Iterable[str], names: Iterable[str], texts: Iterable[str]
) -> list[str]:
    """`titles` are found first, and by the whole as `names` are; `texts` are all that is read."""
    whole = {name_token(suffix, name_key(name)) for name in names} - {name_token(suffix, "")}
    lines = [line for text in texts for line in text.splitlines()]
    return sorted(
        {kind_token(suffix, kind)}
        | whole
        | field_tokens(suffix, Field.TITLE, titles)
        | field_tokens(suffix, Field.ANY, lines)
        | {abbreviation_token(suffix, word) for line in lines for word in abbreviations(line)}
    )


def field_tokens(suffix: str, field: Field, lines: Iterable[str]) -> set[str]:
    """What stands beside each other in a line, and the stem of each spaced word."""
    found = [runs(fold(line)) for line in lines]
    beside = {piece for line in found for one in stretches(line) for piece in pieces(one)}
    words = {run[:LONGEST_WORD] for line in found for run in line if not is_unspaced(run)}
    stems = {f"{suffix[0]}{field}s{stem(word)}" for word in words}
    return stems | {piece_token(suffix, field, piece) for piece in beside}
