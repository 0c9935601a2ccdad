"""Where in a text the words stand, and the piece of it around the first of them."""

import re
from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .query import Query
from .words import IS_UNSPACED, UNSPACED, fold_one, is_unspaced, stem

BEFORE, AROUND = 60, 220  # letters; a Chinese character takes the room of two
START, END = f"(?<![^ {UNSPACED}])", f"(?![^ {UNSPACED}])"  # of a spaced word
Span = tuple[int, int]


class OneForOne(dict):
    """For `str.translate`: folds each character to exactly one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        self[code] = one = (fold_one(chr(code)) or " ")[0]
        return one


ONE_FOR_ONE = OneForOne()


def spans(query: Query, text: str) -> Iterator[Span]:
    """Of each word, in any of its forms, of each phrase and name, and each stretch of Chinese."""
    stems = {stem(word) for word in query.asked.words}
    for found in pattern(query).finditer(text.translate(ONE_FOR_ONE)):
        if found["word"] is None or stem(found["word"]) in stems:
            yield found.span()


def pattern(query: Query) -> re.Pattern:
    """Whatever begins like one of the words may be a form of it."""
    words = query.asked.words + query.typed.words
    one_of = query.asked.one_of + query.typed.one_of
    phrases = {phrase.runs for each in one_of for phrase in each}
    phrases |= {(word,) for word in words if is_unspaced(word)}
    starts = {word[: min(3, len(stem(word)))] for word in words if not is_unspaced(word)}
    whole = [as_written(found) for found in sorted(phrases, key=length, reverse=True)]
    forms = f"(?P<word>{START}(?:{'|'.join(sorted(starts)) or '(?!)'})[^ {UNSPACED}]*)"
    return re.compile("|".join([*whole, forms]))


def as_written(found: Sequence[str]) -> str:
    """The runs one after the other, with whatever signs are between them. They are letters."""
    start = "" if is_unspaced(found[0]) else START
    end = "" if is_unspaced(found[-1]) else END
    return f"{start}{' *'.join(found)}{end}"


def length(found: Sequence[str]) -> int:
    return sum(map(len, found))


def marked(query: Query, text: str) -> SafeString:
    """The text, escaped, with each hit in a `<mark>`."""
    pieces, end = [], 0
    for start, after in spans(query, text):
        pieces += [text[end:start], format_html("<mark>{}</mark>", text[start:after])]
        end = after
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[end:]]))


def snippet(query: Query, text: str) -> str:
    """A line or two around the first hit; the beginning when there is none."""
    first, _ = next(spans(query, text), (0, 0))
    start = beginning(text, first)
    room = AROUND // 2 if IS_UNSPACED.search(text[start : start + BEFORE]) else AROUND
    end = start + room
    piece = text[start:end]
    if end < len(text) and not IS_UNSPACED.search(piece):
        piece = piece.rsplit(None, 1)[0]
    dots = "…" if len(text) > start + len(piece) else ""
    return f"{'…' if start else ''}{' '.join(piece.split())}{dots}"


def beginning(text: str, first: int) -> int:
    """A little before the hit, where a word or a line begins."""
    if first <= BEFORE:
        return 0
    before = text[first - BEFORE : first]
    space = max(before.find("\n"), before.find(" "), before.find("。"), before.find("，"))
    return first - BEFORE + space + 1 if space >= 0 else first - BEFORE // 2
