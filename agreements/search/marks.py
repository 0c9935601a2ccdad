"""Where in a text the words stand, and the piece of it around the first of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .query import Query
from .stems import stem
from .words import FOLDS, IS_UNSPACED, NOT_ONE, UNSPACED, is_unspaced, within

BEFORE, AROUND = 60, 220  # letters; a Chinese character takes the room of two
START, END = f"(?<![^ {UNSPACED}])", f"(?![^ {UNSPACED}])"  # of a spaced word
Span = tuple[int, int]


def spans(query: Query, text: str) -> Iterator[Span]:
    """Of each word, in any of its forms, of each phrase and name, and each stretch of Chinese."""
    stems = {stem(word) for word in query.asked.words}
    read, places = read_in_place(text)
    end = 0
    for found in pattern(query).finditer(read):
        start = places[found.start()]
        if start >= end and (found["word"] is None or stem(found["word"]) in stems):
            end = max(places[found.end() - 1] + 1, places[found.end()])
            yield start, end


def read_in_place(text: str) -> tuple[str, Sequence[int]]:
    """As it is read, and for each character of that, and for its end, a place in the text."""
    text = within(text)
    read = text.translate(FOLDS)
    odd = re.escape("".join(NOT_ONE.intersection(text)))
    if not odd:
        return read, range(len(text) + 1)
    pieces = re.finditer(f"[{odd}]|[^{odd}]+", text)
    return read, [*chain.from_iterable(map(places_of, pieces)), len(text)]


def places_of(piece: re.Match) -> Sequence[int]:
    """One after the other, but of a single character as often as it is read as one."""
    start, end = piece.span()
    return range(start, end) if end - start > 1 else [start] * len(FOLDS[ord(piece[0])])


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
