"""Words as the search knows them: without case, accent and width; Chinese in pieces, simplified."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from .simplified import simplified

LONGEST_WORD = 64
LONGEST_NAME = 200
LONGEST_PIECE = 3  # characters of Chinese, or words beside each other
# Written without spaces: Chinese, and the kana beside it in names.
UNSPACED = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(f"[{UNSPACED}]+|[^ {UNSPACED}]+")
LETTERS = re.compile("[A-Za-z0-9]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")

UNSEEN = "\u200b"
LETTER, DIGIT = "A-Za-zＡ-Ｚａ-ｚ", "0-9０-９"
ALONE, ENDS = f"(?<![{LETTER}{DIGIT}])", f"(?![{LETTER}{DIGIT}])"
# A sign inside a word is not read: that of "P.E.C.", "C.Eng.", "engineer's", "1,000", "co-operate".
WITHIN = re.compile(
    "[.．'’ʼ＇,‐‑-](?:"
    rf"(?<={ALONE}[{LETTER}][.．])(?=([{LETTER}]|eng|sc|tech){ENDS})"
    rf"|(?<=[^\W_]['’ʼ＇])s{ENDS}"
    rf"|(?<=\d,)(?=\d{{3}}(?!\d))"
    rf"|(?<={ALONE}co[‐‑-])(?=op|ord)"
    ")",
    re.IGNORECASE,
)


THE = " the "
NOT_ONE: set[str] = set()  # characters met that are read as none, or as several


class Folds(dict):
    """For `str.translate`: what each character is read as; what is no letter or digit, a space."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold_one(chr(code))
        if len(folded) != 1:
            NOT_ONE.add(chr(code))
        return folded


def fold_one(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return ""  # accents, and what is not seen at all
    plain = unicodedata.normalize("NFKD", character).casefold()
    letters = "".join(
        simplified(one) if one.isalnum() else " " for one in plain if not is_accent(one)
    )
    return unicodedata.normalize("NFC", letters)


def is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


FOLDS = Folds()


def fold(text: str) -> str:
    """Letters, digits and a space around each run: "CAFÉ的APEC, 互认!" is " cafe 的 apec 互认 "."""
    return f" {' '.join(RUN.findall(within(text).translate(FOLDS)))} "


def within(text: str) -> str:
    """The same text, as long, with nothing to see where a sign stands inside a word."""
    return WITHIN.sub(lambda found: UNSEEN * len(found[0]), text)


def runs(folded: str) -> list[str]:
    """Spaced words, and stretches of Chinese."""
    return RUN.findall(folded)


def is_unspaced(run: str) -> bool:
    return bool(IS_UNSPACED.match(run))


def stretches(found: Sequence[str]) -> Iterator[Sequence[str]]:
    """Of the runs of one line: each run of Chinese, and the spaced words between them together."""
    for is_chinese, some in groupby(found, is_unspaced):
        together = tuple(some)
        yield from together if is_chinese else [together]


def pieces(stretch: Sequence[str]) -> set[Sequence[str]]:
    """Whatever stands in it side by side, up to `LONGEST_PIECE` characters, or words."""
    return {piece for length in range(1, LONGEST_PIECE + 1) for piece in of_length(stretch, length)}


def asked_pieces(stretch: Sequence[str]) -> set[Sequence[str]]:
    """Those that say the most of it. When it is no longer than a piece, they say all."""
    return set(of_length(stretch, min(len(stretch), LONGEST_PIECE)))


def of_length(stretch: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    return (stretch[at : at + length] for at in range(len(stretch) - length + 1))


def abbreviations(text: str) -> set[str]:
    """Words with two capitals or more, folded: "PEC" or "IntPE", and no other "pec"."""
    words = LETTERS.findall(unicodedata.normalize("NFKC", within(text)).replace(UNSEEN, ""))
    return {word.casefold() for word in words if is_abbreviation(word)}


def is_abbreviation(word: str) -> bool:
    return len(re.findall("[A-Z]", word)) > 1


def name_key(text: str) -> str:
    """A whole name, however it is spaced and punctuated."""
    return fold_name(text).replace(" ", "")[:LONGEST_NAME]


def fold_name(text: str) -> str:
    """Without "the" before it, which some write and some do not."""
    folded = fold(text)
    return folded[len(THE) - 1 :] if folded.startswith(THE) and folded != THE else folded
