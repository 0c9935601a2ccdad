"""Where in a text the words stand, and the piece of it around the first of them."""

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .query import Query
from .words import IS_UNSPACED, UNSPACED, fold_one, is_unspaced, stem

BEFORE, AROUND = 60, 220  # letters; a Chinese character takes the room of two
Span = tuple[int, int]


class OneForOne(dict):
    """For `str.translate`: folds each character to exactly one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        self[code] = one = (fold_one(chr(code)) or " ")[0]
        return one


ONE_FOR_ONE = OneForOne()


def spans(query: Query, text: str) -> Iterator[Span]:
    """Of each word, in any of its forms, and of each stretch of Chinese."""
    stems = {stem(run) for run in query.runs}
    for found in pattern(query).finditer(text.translate(ONE_FOR_ONE)):
        if is_unspaced(found.group()) or stem(found.group()) in stems:
            yield found.span()


def pattern(query: Query) -> re.Pattern:
    """Whatever begins like one of the words may be a form of it."""
    unspaced = sorted(filter(is_unspaced, query.runs), key=len, reverse=True)
    starts = {run[: min(3, len(stem(run)))] for run in query.runs if not is_unspaced(run)}
    words = [f"(?<![^ {UNSPACED}]){start}[^ {UNSPACED}]*" for start in sorted(starts)]
    return re.compile("|".join([*unspaced, *words]))


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
