"""What the index keeps of an entry: letters and digits alone, which no query language reads.

Before each word stand three letters: the language of the entry, where the word stands, and whether
it is the form or the stem. `etfcouncil` is "council" in an English title, `zxf互认` that pair
anywhere in a Chinese text, `ekkevent` any English event.
"""

from collections.abc import Iterable
from enum import StrEnum

from .words import LONGEST_WORD, asked_pieces, fold, is_unspaced, name_key, pieces, runs, stem


class Field(StrEnum):
    TITLE = "t"
    ANY = "x"


def kind_token(suffix: str, kind: str) -> str:
    return f"{suffix[0]}kk{kind}"


def name_token(suffix: str, key: str) -> str:
    return f"{suffix[0]}nn{key}"


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


def kept_tokens(
    suffix: str, kind: str, titles: Iterable[str], names: Iterable[str], texts: Iterable[str]
) -> list[str]:
    """`titles` are found first, and by the whole as `names` are; `texts` are all that is read."""
    whole = {name_token(suffix, name_key(name)) for name in names} - {name_token(suffix, "")}
    return sorted(
        {kind_token(suffix, kind)}
        | whole
        | field_tokens(suffix, Field.TITLE, titles)
        | field_tokens(suffix, Field.ANY, texts)
    )


def field_tokens(suffix: str, field: Field, texts: Iterable[str]) -> set[str]:
    start = f"{suffix[0]}{field}"
    found = set()
    for run in {run for text in texts for run in runs(fold(text))}:
        if is_unspaced(run):
            found |= {f"{start}f{piece}" for piece in pieces(run)}
        else:
            word = run[:LONGEST_WORD]
            found |= {f"{start}f{word}", f"{start}s{stem(word)}"}
    return found
