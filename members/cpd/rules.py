"""Whether two entries may be one activity, logged twice. Plain values, no database."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

A_DAY = 8  # hours: a longer activity took more days, up to the one it is logged on
LIKENESS = 0.75  # of the pairs of letters that two titles have
LEAST_WITHIN = 5  # letters: a shorter title stands inside another by chance

CHINESE = "一二三四五六七八九十"
# What tells one of a series from the next: 4, 第四, (四), 四 or IV at the end of a word, and a
# last letter (module B).
NUMBERS = re.compile(
    rf"[0-9]+|(?<=第)[{CHINESE}]+|(?<=\()[{CHINESE}]+(?=\))|[{CHINESE}]+(?=\W|$)"
    r"|\b(?:i{1,3}|iv|vi{0,3}|ix|x)\b|\b[a-z]$"
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
DIGITS = {sign: str(at) for signs in (CHINESE, ROMAN) for at, sign in enumerate(signs, 1)}


@dataclass(frozen=True, slots=True)
class Logged:
    """`done_on` is the last day. `files` are keys of evidence."""

    title: str
    done_on: date
    hours: Decimal | None = None
    files: frozenset[int] = frozenset()

    @property
    def first_day(self) -> date:
        """Of eight hours a day, as if it took no longer than that."""
        days = max(1, ceil((self.hours or 0) / A_DAY))
        return self.done_on - timedelta(days=days - 1)


def may_be_one(one: Logged, other: Logged) -> bool:
    """Two of three agree: days in common, titles nearly the same, a file of evidence.

    A file alone says little, since one statement may prove many activities; so does a day alone.
    """
    agreeing = (
        overlap(one, other),
        bool(one.files & other.files),
        are_alike(one.title, other.title),
    )
    return sum(agreeing) >= 2


def overlap(one: Logged, other: Logged) -> bool:
    return one.first_day <= other.done_on and other.first_day <= one.done_on


def are_alike(one: str, other: str) -> bool:
    """Whether two titles say nearly the same, in Latin letters or Chinese characters.

    Case, width, spaces and punctuation do not matter, nor the order of long parts. Titles whose
    numbers contradict each other (meeting 4, meeting 5; 第一讲, 第二讲) are never alike.
    """
    one, other = written_plainly(one), written_plainly(other)
    if contradict(numbers(one), numbers(other)):
        return False
    short, long = sorted((letters(one), letters(other)), key=len)
    if short == long:
        return True
    if len(short) >= LEAST_WITHIN and short in long:
        return True
    return shared(short, long) >= LIKENESS


def written_plainly(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()


def in_digits(found: str) -> str:
    return DIGITS.get(found, found)


def letters(title: str) -> str:
    """With every number in digits: 第三讲 and 第3讲 are one."""
    title = NUMBERS.sub(lambda number: in_digits(number[0]), title)
    return "".join(sign for sign in title if sign.isalnum())


def numbers(title: str) -> frozenset[str]:
    return frozenset(in_digits(found) for found in NUMBERS.findall(title))


def contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    return not (some <= others or others <= some)


def shared(one: str, other: str) -> float:
    """How much of their pairs of neighbouring letters two texts have in common, 0 to 1 (Dice)."""
    pairs = Counter(pairwise(one)), Counter(pairwise(other))
    every = pairs[0].total() + pairs[1].total()
    return 2 * (pairs[0] & pairs[1]).total() / every if every else 0.0
