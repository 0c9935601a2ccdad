"""What a pathway asks and what a person has, as plain values: rules.py holds one against the other.

Days are dates; the first and last day of a span both belong to it. A grade is written
"scheme/code". Keys name the row a fact comes from, so that a page can show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from agreements.requirements.rules import Verdict as CpdVerdict
from agreements.requirements.spans import Span

# --- What is asked -------------------------------------------------------------------------------


class Kind(StrEnum):
    """The vocabulary of real pathways; each asks one question of one person."""

    TITLE = "title"
    REGISTERED = "registered"
    STANDING = "standing"
    DEGREE = "degree"
    EXPERIENCE = "experience"
    CHARGE = "charge"
    CPD = "cpd"
    CODE = "code"
    NO_RECORD = "no_record"
    EXAM = "exam"
    INTERVIEW = "interview"
    TRAINING = "training"
    DISCIPLINE = "discipline"
    LOCAL_EXPERIENCE = "local_experience"
    LANGUAGE = "language"
    LOCAL_PARTNER = "local_partner"
    EXCLUDED = "excluded"
    REVIEW = "review"


class CountedFrom(StrEnum):
    """From when years of experience count."""

    GRADUATION = "graduation"  # the first degree
    TITLE = "title"  # the first day of one of the condition's titles
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked. What a kind does not read stays empty."""

    code: str
    kind: Kind
    group: str = ""  # one condition of a group is enough
    grades: frozenset[str] = frozenset()
    least_years: Decimal | None = None
    within_months: int | None = None  # a letter, a declaration may be this old
    accords: frozenset[str] = frozenset()  # none: any of them
    routes: frozenset[str] = frozenset()  # those that are not admitted
    disciplines: frozenset[str] = frozenset()  # none: not published
    counted_from: CountedFrom = CountedFrom.GRADUATION
    country: str = ""
    body: str = ""  # whose code of conduct
    requirement: str = ""
    is_by_person: bool = False
    is_waived: bool = False

    @property
    def months_needed(self) -> Fraction:
        return 12 * Fraction(self.least_years or 0)


class Gate(StrEnum):
    """What the agreement behind a pathway allows, whatever the conditions say."""

    OPEN = "open"
    NOT_OPEN = "not_open"  # still being prepared
    CLOSED = "closed"  # superseded or ended


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one pathway on one day."""

    pathway: str
    conditions: tuple[Condition, ...] = ()
    has_published_rules: bool = True
    gate: Gate = Gate.OPEN

    @property
    def requirements(self) -> frozenset[str]:
        """Short names of the CPD requirements that its conditions read."""
        reading = (one for one in self.conditions if not one.is_by_person)
        return frozenset(one.requirement for one in reading if one.requirement)


# --- What a person has ---------------------------------------------------------------------------


class Check(StrEnum):
    """How far the Society has come with a fact."""

    CHECKED = "checked"
    WAITING = "waiting"  # with a reviewer
    CLAIMED = "claimed"  # on the record, and nobody was asked to check it
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Title:
    """A title, a registration, a membership term, a certificate; without a last day it stays."""

    key: str
    grade: str
    first: date | None = None
    last: date | None = None
    check: Check = Check.CHECKED
    route: str = ""
    discipline: str = ""

    @property
    def scheme(self) -> str:
        return self.grade.partition("/")[0]

    @property
    def code(self) -> str:
        return self.grade.partition("/")[2]

    @property
    def is_sound(self) -> bool:
        return not (self.first and self.last and self.last < self.first)

    @property
    def is_checked(self) -> bool:
        return self.check is Check.CHECKED and self.is_sound

    def covers(self, on: date) -> bool:
        """An unknown first day lies before every day, a missing last day after."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Degree:
    key: str
    awarded_on: date | None
    accord: str = ""  # empty: not stated
    years: int | None = None
    check: Check = Check.CHECKED


@dataclass(frozen=True, slots=True)
class Letter:
    """Of good standing, from the body of a scheme."""

    key: str
    scheme: str
    dated: date | None
    check: Check = Check.CHECKED


@dataclass(frozen=True, slots=True)
class Period:
    """Of work; without a last day it goes on."""

    key: str
    first: date
    last: date | None = None
    is_in_charge: bool = False
    country: str = ""
    check: Check = Check.CHECKED


@dataclass(frozen=True, slots=True)
class Declaration:
    key: str
    kind: Kind  # CODE or NO_RECORD
    made_on: date
    body: str = ""


@dataclass(frozen=True, slots=True)
class Cpd:
    """How a person stands with a CPD requirement: in `span`, until the last day it is said for."""

    verdict: CpdVerdict
    span: Span | None = None
    until: date | None = None
    missing: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one person on one day. CPD by the requirement's short name."""

    titles: tuple[Title, ...] = ()
    degrees: tuple[Degree, ...] = ()
    letters: tuple[Letter, ...] = ()
    periods: tuple[Period, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    cpd: Mapping[str, Cpd] = field(default_factory=dict)
