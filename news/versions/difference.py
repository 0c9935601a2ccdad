"""What differs between two texts: by line, and inside a line by word, Chinese by character."""

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|.", re.DOTALL)
AROUND = 1  # unchanged lines that are kept beside a changed one
MOST_STEPS = 4_000_000  # words of one line by words of the other: more would keep the page waiting
ALIKE = 0.25  # lines that share less are shown as two lines, not as a mosaic of both


class Piece(NamedTuple):
    text: str
    is_changed: bool


class Line(NamedTuple):
    """Pieces that make up a line, or the number of unchanged lines that are left out here."""

    pieces: tuple[Piece, ...] = ()
    left_out: int = 0


Sides = tuple[list[Line], list[Line]]


def sides(before: list[str], after: list[str]) -> Sides:
    """The older text with what went marked, and the newer one with what came."""
    left: list[Line] = []
    right: list[Line] = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (tag, i, i_end, j, j_end) in enumerate(steps):
        if tag == "equal":
            same = shortened(before[i:i_end], is_first=at == 0, is_last=at == len(steps) - 1)
            left += same
            right += same
            continue
        for old, new in zip_longest(before[i:i_end], after[j:j_end]):
            gone, come = within(old, new)
            left += gone
            right += come
    return left, right


def shortened(lines: list[str], *, is_first: bool, is_last: bool) -> list[Line]:
    """Those next to a change; of the others their number."""
    head = 0 if is_first else AROUND
    tail = 0 if is_last else AROUND
    left_out = len(lines) - head - tail
    if left_out < 2:
        return [plain(line) for line in lines]
    ending = lines[len(lines) - tail :]
    return [*map(plain, lines[:head]), Line(left_out=left_out), *map(plain, ending)]


def plain(line: str) -> Line:
    return Line((Piece(line, False),))


def whole(line: str | None) -> list[Line]:
    return [] if line is None else [Line((Piece(line, True),))]


def within(old: str | None, new: str | None) -> Sides:
    """Of a line that became another one; None where there is none."""
    if old is None or new is None:
        return whole(old), whole(new)
    words = WORD.findall(old), WORD.findall(new)
    if len(words[0]) * len(words[1]) > MOST_STEPS:
        return whole(old), whole(new)
    matcher = SequenceMatcher(None, *words, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole(old), whole(new)
    steps = matcher.get_opcodes()
    gone = [("".join(words[0][i:i_end]), tag != "equal") for tag, i, i_end, _j, _end in steps]
    come = [("".join(words[1][j:j_end]), tag != "equal") for tag, _i, _end, j, j_end in steps]
    return [Line(joined(gone))], [Line(joined(come))]


def joined(pieces: list[tuple[str, bool]]) -> tuple[Piece, ...]:
    """Neighbours of one kind together; a space between two changed words is changed with them."""
    found: list[Piece] = []
    kept = [(text, is_changed) for text, is_changed in pieces if text]
    for at, (text, is_changed) in enumerate(kept):
        is_between = 0 < at < len(kept) - 1 and text.isspace()
        is_changed = is_changed or (is_between and kept[at - 1][1] and kept[at + 1][1])
        if found and found[-1].is_changed == is_changed:
            found[-1] = Piece(found[-1].text + text, is_changed)
        else:
            found.append(Piece(text, is_changed))
    return tuple(found)
