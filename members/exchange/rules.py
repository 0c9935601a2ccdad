"""What a cell or a head of somebody's table can mean: plain text in, plain values out."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date

# --- Days ----------------------------------------------------------------------------------------

TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}}) ?[-/.年] ?(\d{{1,2}}) ?[-/.月] ?(\d{{1,2}}) ?日?{TIME}")
WITHOUT_MARKS = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(rf"(\d{{1,2}}) ?[-/.] ?(\d{{1,2}}) ?[-/.] ?(\d{{4}}){TIME}")
DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})", re.IGNORECASE)
NAMED_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def possible_days(written: str) -> list[date]:
    """Every day that the text can mean, earliest first: 1/6/2025 can be two, 13/6/2025 is one.

    The year has four digits. What stands for no day that exists, or for a count of days, is none.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if found := YEAR_FIRST.fullmatch(text) or WITHOUT_MARKS.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return days((year, month, day))
    if found := YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        return days((year, first, second), (year, second, first))
    if found := DAY_NAMED.fullmatch(text):
        return days((int(found[3]), month_named(found[2]), int(found[1])))
    if found := NAMED_DAY.fullmatch(text):
        return days((int(found[3]), month_named(found[1]), int(found[2])))
    return []


def days(*parts: tuple[int, int, int]) -> list[date]:
    found = set()
    for year, month, day in parts:
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    return sorted(found)


def month_named(word: str) -> int:
    """0, which is no month, for any other word."""
    matches = (at for at, name in enumerate(MONTHS, 1) if name.startswith(word.lower()))
    return next(matches, 0)


# --- Heads ---------------------------------------------------------------------------------------


def plain_head(head: str) -> str:
    """“Hours (h)”, “ HOURS ” and “hours:” are one head."""
    text = unicodedata.normalize("NFKC", head).casefold()
    return re.sub(r"[\W_]", "", re.sub(r"\(.*?\)|\[.*?\]", "", text))


def guessed(heads: Sequence[str], known: Mapping[str, Collection[str]]) -> dict[str, int]:
    """For each name in `known` the place, from 0, of the first column whose head is one of its."""
    plain = [plain_head(head) for head in heads]
    found = {}
    for name, its_heads in known.items():
        wanted = {plain_head(head) for head in its_heads}
        place = next((at for at, head in enumerate(plain) if head in wanted), None)
        if place is not None:
            found[name] = place
    return found


def head_row(rows: Sequence[Sequence[str]], known: Mapping[str, Collection[str]]) -> int:
    """The place of the row with the most known heads, the first of several: a title may precede."""
    return max(range(len(rows)), key=lambda at: (len(guessed(rows[at], known)), -at))
