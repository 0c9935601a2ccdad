"""What a member claims beside what the documents say, fact by fact. Standard library only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from members.evidence.reading import days, holds, numbers


class Agreement(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    NOT_READ = "not_read"  # no document has a text that a machine can read


class Fact(StrEnum):
    HOLDER = "holder"
    TITLE = "title"
    ISSUER = "issuer"
    NUMBER = "number"
    AWARDED = "awarded"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Every way in which a fact may be written; of a name both scripts and both orders."""

    holder: tuple[str, ...]
    title: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str = ""
    awarded_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """`found` is what the documents say: the claim itself, or what stands in its place there."""

    fact: Fact
    agreement: Agreement
    found: tuple[str | date, ...] = ()


def compare(claimed: Claimed, texts: Sequence[str]) -> list[Compared]:
    """A line for each fact that is claimed, in the order of Fact."""
    text = "\n".join(texts)
    read_days = days(text)
    lines = [
        of_words(Fact.HOLDER, claimed.holder, text),
        of_words(Fact.TITLE, claimed.title, text),
        of_words(Fact.ISSUER, claimed.issuer, text),
        of_words(Fact.NUMBER, (claimed.number,), text, instead=numbers(text)),
        of_day(Fact.AWARDED, claimed.awarded_on, text, read_days),
        of_day(Fact.ENDS, claimed.valid_until, text, read_days),
    ]
    return [line for line in lines if line]


def of_words(
    fact: Fact, words: Iterable[str], text: str, instead: Sequence[str] = ()
) -> Compared | None:
    known = [word for word in words if word]
    if not known:
        return None
    if not text.strip():
        return Compared(fact, Agreement.NOT_READ)
    there = tuple(word for word in known if holds(text, word))
    if there:
        return Compared(fact, Agreement.SAME, there)
    return Compared(fact, Agreement.DIFFERS, tuple(instead))


def of_day(fact: Fact, day: date | None, text: str, read_days: Sequence[date]) -> Compared | None:
    if day is None:
        return None
    if not text.strip():
        return Compared(fact, Agreement.NOT_READ)
    if day in read_days:
        return Compared(fact, Agreement.SAME, (day,))
    return Compared(fact, Agreement.DIFFERS, tuple(read_days))
