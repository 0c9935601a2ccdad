"""Finds the days that a certificate names, in English and in Chinese, and what each is said to be.

A day that could be two days (03/04/2025) is not read. A day of birth is none of the portal's
business, and is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHORT = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
DAY = r"\d{1,2}"
NTH = rf"{DAY}(?: ?(?:st|nd|rd|th)\b)?(?: day)?(?: of)?"
YEAR = r"(?:19|20|21)\d\d(?!\d)"
GAP = r"[ \n]?"
DASH = "-\u2010-\u2015\u2212~\u301c"
TO = rf"{GAP}(?:[{DASH}]|to\b|until\b|through\b|and\b|&|至|到){GAP}"
HAN_DIGITS = "〇零○一二三四五六七八九"
HAN = rf"[\d元十廿卅{HAN_DIGITS}]"
YEAR_HAN = rf"[\d{HAN_DIGITS}]{{4}}{GAP}年{GAP}"
DAY_HAN = rf"{HAN}{{1,4}}"
WEEKDAY = r"(?:\([^()\n]{1,4}\))?"

# `y`, `m` and `d` of the first and of the last day; what one does not say it shares with the other.
WAYS = [
    # 12 October 2025 · 12th of Oct., 2025 · 12–17 October 2025 · 30 Sep to 2 October 2025
    rf"(?<![\d./])(?:(?P<d1>{NTH})(?:[ -]?(?P<m1>{MONTH})(?:,?{GAP}(?P<y1>{YEAR}))?)?{TO})?"
    rf"(?P<d2>{NTH})[ \n/-]?(?P<m2>{MONTH})[,/-]?{GAP}(?:in the year )?(?P<y2>{YEAR})",
    # October 12, 2025 · October 12–17, 2025 · Sep 30 to Oct 2, 2025
    rf"\b(?P<m1>{MONTH})[ \n]?(?P<d1>{NTH})"
    rf"(?:(?:,?{GAP}(?P<y1>{YEAR}))?{TO}(?:(?P<m2>{MONTH})[ \n]?)?(?P<d2>{NTH}))?"
    rf",?{GAP}(?P<y2>{YEAR})",
    # 2025年10月12日至17日 · 2025年9月30日—10月2日 · 二〇二五年十月十二至十七日
    rf"(?P<y1>{YEAR_HAN})(?P<m1>{HAN}{{1,3}}){GAP}月{GAP}(?P<d1>{DAY_HAN}){GAP}[日号]?{WEEKDAY}"
    rf"{TO}(?P<y2>{YEAR_HAN})?(?:(?P<m2>{HAN}{{1,3}}){GAP}月{GAP})?(?P<d2>{DAY_HAN}){GAP}[日号]",
    # 2025年10月12日
    rf"(?P<y1>{YEAR_HAN})(?P<m1>{HAN}{{1,3}}){GAP}月{GAP}(?P<d1>{DAY_HAN}){GAP}[日号]",
    # 2025-10-12 to 2025-10-17 · 2025.10.12-2025.10.17
    rf"(?<![\d./-])(?P<y1>{YEAR})(?P<by>[./-])(?P<m1>{DAY})(?P=by)(?P<d1>{DAY}){TO}"
    rf"(?P<y2>{YEAR})(?P=by)(?P<m2>{DAY})(?P=by)(?P<d2>{DAY})(?![./-]?\d)",
    # 2025.10.12-10.17 · 2025/10/12-17
    rf"(?<![\d./-])(?P<y1>{YEAR})(?P<by>[./])(?P<m1>{DAY})(?P=by)(?P<d1>{DAY}){TO}"
    rf"(?:(?P<m2>{DAY})(?P=by))?(?P<d2>{DAY})(?![./-]?\d)",
    # 2025-10-12 · 2025 / 10 / 12
    rf"(?<![\d./-])(?P<y1>{YEAR})(?P<by> ?[./-] ?)(?P<m1>{DAY})(?P=by)(?P<d1>{DAY})(?![./-]?\d)",
    # 28/06/2019 and 06/28/2019: only where one of the two is no month
    rf"(?<![\d./-])(?P<a>{DAY})(?P<by>[./-])(?P<b>{DAY})(?P=by)(?P<y1>{YEAR})(?![./-]\d)",
]
PATTERNS = [re.compile(way, re.IGNORECASE) for way in WAYS]

BORN = re.compile(r"\bborn\b|birth|出生|生日", re.IGNORECASE)
BORN_AFTER = re.compile(r"[ \n]?(?:出?生(?![产效])|birth)")
ENDS = re.compile(
    r"\bexpir|\bvalidity\b|\bvalid ?(?:until|till|thr(?:ough|u)|(?:up )?to|from|period|date|:|$)"
    r"|\beffective (?:until|to)\b|\brenew(?:al)? (?:by|due|date)"
    r"|有效(?:期|日期|至|截止)|截止",
    re.IGNORECASE,
)
ENDS_AFTER = re.compile(r"[ \n]?(?:前|止|之前)(?:有效)?")
STARTS = re.compile(r"\bvalid(?:ity)? (?:from|since)\b|\beffective (?:from|date)\b|生效", re.I)
ISSUED = re.compile(
    r"\bissue|\baward|\bconfer|\bgranted\b|\bgiven\b|\bdated\b|\badmi(?:tted|ssion)\b|\bsigned\b"
    r"|发证|颁发|签发|授予|批准|发放",
    re.IGNORECASE,
)
LOOKED_BACK = 60  # letters


class Said(StrEnum):
    """What a certificate calls a day."""

    NOTHING = "nothing"
    ISSUED = "issued"
    ENDS = "ends"  # the last day on which it is valid


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included; one day is both."""

    first: date
    last: date
    said: Said = Said.NOTHING


def spans(text: str) -> list[Span]:
    """In the order of the text. It should be in plain characters (NFKC)."""
    found: list[tuple[int, int, date, date]] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            is_taken = any(start < other_end and other < end for other, other_end, *_ in found)
            if not is_taken and (days := days_of(match.groupdict())):
                found.append((start, end, *days))
    return list(labelled(text, sorted(found)))


def labelled(text: str, found: list[tuple[int, int, date, date]]) -> Iterator[Span]:
    since = 0
    for start, end, first, last in found:
        before = text[max(since, start - LOOKED_BACK) : start].rstrip().rpartition("\n")[2]
        since = end
        after = text[end : end + 8]
        if BORN.search(before) or BORN_AFTER.match(after):
            continue
        yield Span(first, last, said_of(before, after, is_range=first != last))


def said_of(before: str, after: str, *, is_range: bool) -> Said:
    if STARTS.search(before) and not is_range:
        return Said.ISSUED
    if ENDS.search(before) or ENDS_AFTER.match(after):
        return Said.ENDS
    return Said.ISSUED if ISSUED.search(before) else Said.NOTHING


def days_of(said: dict[str, str | None]) -> tuple[date, date] | None:
    """The first and the last; None when there is no such day, or when it could be another."""
    if said.get("a"):
        one = {
            day_of(said["y1"], *pair) for pair in ((said["a"], said["b"]), (said["b"], said["a"]))
        }
        real = [day for day in one if day]
        return (real[0], real[0]) if len(real) == 1 else None

    def either(name: str, other: str) -> str | None:
        return said.get(name) or said.get(other)

    first = day_of(either("y1", "y2"), either("m1", "m2"), either("d1", "d2"))
    last = day_of(either("y2", "y1"), either("m2", "m1"), either("d2", "d1"))
    return (first, last) if first and last and first <= last else None


def day_of(year: str | None, month: str | None, day: str | None) -> date | None:
    try:
        return date(number(year or ""), month_of(month or ""), number(day or ""))
    except ValueError:
        return None


def month_of(written: str) -> int:
    name = written[:3].lower()
    return SHORT.index(name) + 1 if name in SHORT else number(written)


def number(written: str) -> int:
    """28th, 二〇一九, 二十八, 廿八, 元 (the first); ValueError for anything else."""
    if digits := re.match(r"\d+", written):
        return int(digits[0])
    han = re.sub(rf"[^元十廿卅{HAN_DIGITS}]", "", written)
    han = han.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    if "十" in han:
        tens, _ten, ones = han.partition("十")
        return 10 * (digit(tens) if tens else 1) + (digit(ones) if ones else 0)
    if not han:
        raise ValueError(written)
    return int("".join(str(digit(one)) for one in han))


def digit(han: str) -> int:
    """ValueError for anything but one numeral."""
    place = HAN_DIGITS.index(han) if len(han) == 1 else -1
    if place < 0:
        raise ValueError(han)
    return max(place - 2, 0)
