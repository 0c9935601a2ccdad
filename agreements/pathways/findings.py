"""What a rule answers to one condition, and the words in which it can."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .terms import Check, Condition


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    EXEMPT = "exempt"


class Why(StrEnum):
    """The reason of an answer. Each stands for one answer only: see ANSWERS."""

    HELD = "held"
    ENOUGH = "enough"
    OTHER_ROUTE = "other_route"
    WAIVED = "waived"
    RELIEVED = "relieved"
    NONE = "none"
    ENDED = "ended"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    TOO_SHORT = "too_short"
    TOO_OLD = "too_old"
    NO_LETTER = "no_letter"
    NOT_ACCREDITED = "not_accredited"
    OTHER_FIELD = "other_field"
    EXCLUDED_ROUTE = "excluded_route"
    CLAIMED = "claimed"
    WAITING = "waiting"
    NOT_STATED = "not_stated"
    NO_TITLE = "no_title"
    NO_START = "no_start"
    NOT_PUBLISHED = "not_published"
    CONTRADICTION = "contradiction"
    BY_PERSON = "by_person"


ANSWERS = {
    Answer.MET: {Why.HELD, Why.ENOUGH, Why.OTHER_ROUTE},
    Answer.EXEMPT: {Why.WAIVED, Why.RELIEVED},
    Answer.NOT_MET: {
        Why.NONE,
        Why.ENDED,
        Why.NOT_YET,
        Why.SUSPENDED,
        Why.TOO_SHORT,
        Why.TOO_OLD,
        Why.NO_LETTER,
        Why.NOT_ACCREDITED,
        Why.OTHER_FIELD,
        Why.EXCLUDED_ROUTE,
    },
    Answer.UNKNOWN: {
        Why.CLAIMED,
        Why.WAITING,
        Why.NOT_STATED,
        Why.NO_TITLE,
        Why.NO_START,
        Why.NOT_PUBLISHED,
        Why.CONTRADICTION,
        Why.BY_PERSON,
    },
}
ANSWER_OF = {why: answer for answer, reasons in ANSWERS.items() for why in reasons}
UNCHECKED = {Check.WAITING: Why.WAITING, Check.CLAIMED: Why.CLAIMED}


@dataclass(frozen=True, slots=True)
class Finding:
    """`evidence` holds the keys of the facts it rests on. Days are inclusive.

    `since` and `until`: from and to when it is met, as far as known; no `until` is no end.
    `earliest`: when it can be met if nothing changes but time. `have` and `need` are months;
    `missing` is in the unit of the CPD requirement.
    """

    condition: Condition
    why: Why
    evidence: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    earliest: date | None = None
    have: Fraction | None = None
    need: Fraction | None = None
    missing: Decimal | None = None

    @property
    def answer(self) -> Answer:
        return ANSWER_OF[self.why]

    @property
    def is_met(self) -> bool:
        """Nothing more is to be done: met, or not asked of this person."""
        return self.answer in (Answer.MET, Answer.EXEMPT)
