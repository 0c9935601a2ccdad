"""What a CPD requirement asks, as plain values: the questions that rules.py answers.

Amounts are `Decimal` in the requirement's own unit (hours, credit hours, PDH, points). Days are
dates; the first and last day of a span both belong to it.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class WindowKind(StrEnum):
    YEAR = "year"  # twelve months from the first of `start_month`
    ANNIVERSARY = "anniversary"  # years from the day of registration
    CYCLE = "cycle"  # fixed spans of `years` from `first_day`
    ROLLING = "rolling"  # the `years` that end on the day asked about
    ONCE = "once"  # from `first_day` to `last_day`, never again


class Per(StrEnum):
    HOUR = "hour"
    ITEM = "item"  # a paper, a patent: counted by the piece, whatever the hours


class Shortfall(StrEnum):
    FORGET = "forget"
    ADD = "add"  # what was missing is asked on top in the next window


class Relief(StrEnum):
    """What a dated circumstance does to the target."""

    EXEMPT = "exempt"  # nothing is asked in any window it touches
    PAUSE = "pause"  # the days do not count: the target shrinks in proportion
    AMOUNT = "amount"  # `amount` is asked instead of the target in any window it touches
    STATUS = "status"  # another status for these days: the target is mixed in proportion


@dataclass(frozen=True, slots=True)
class Selector:
    """Which activities are meant. An empty set or None asks nothing."""

    kinds: frozenset[str] = frozenset()
    aspects: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    is_verifiable: bool | None = None
    is_online: bool | None = None

    def takes(self, activity: "Activity") -> bool:
        return (
            (not self.kinds or activity.kind in self.kinds)
            and (not self.aspects or activity.aspect in self.aspects)
            and (not self.topics or bool(activity.topics & self.topics))
            and (not self.providers or activity.provider.casefold() in self.providers)
            and self.is_verifiable in (None, activity.is_verifiable)
            and self.is_online in (None, activity.is_online)
        )


@dataclass(frozen=True, slots=True)
class Category:
    """How some activities are weighed and capped. An activity is in the first that takes it."""

    code: str
    selector: Selector = Selector()
    factor: Decimal = Decimal(1)
    per: Per = Per.HOUR
    cap: Decimal | None = None  # of weighted credit, in one window
    carries_over: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """A sub-minimum. One hour may serve several shares, and counts once in the total."""

    code: str
    selector: Selector = Selector()
    least: Decimal | None = None
    least_activities: int = 0
    is_each_area: bool = False  # `least` in every area of practice the person names
    is_audited: bool = True  # False: recorded, not yet held against anybody


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of whom. The first one whose conditions all hold is taken."""

    amount: Decimal | None  # None: not published
    grades: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    age_from: int | None = None
    age_to: int | None = None  # inclusive
    per_extra_field: Decimal = Decimal()
    is_personal: bool = False  # the person's own target replaces `amount`


@dataclass(frozen=True, slots=True)
class Window:
    code: str
    kind: WindowKind = WindowKind.YEAR
    years: int = 1
    start_month: int = 1
    first_day: date | None = None
    last_day: date | None = None
    targets: tuple[Target, ...] = ()  # none: no numeric minimum
    shares: tuple[Share, ...] = ()
    least_categories: int = 0
    least_activities: int = 0
    is_required: bool = True  # False: recommended, told but not held against anybody
    is_for_late_renewal: bool = False


@dataclass(frozen=True, slots=True)
class CarryOver:
    cap: Decimal | None = None
    windows: int = 1  # for how many further windows


@dataclass(frozen=True, slots=True)
class Requirement:
    code: str
    windows: tuple[Window, ...]
    categories: tuple[Category, ...] = (Category("any"),)
    carry_over: CarryOver | None = None
    shortfall: Shortfall = Shortfall.FORGET
    is_pro_rata_on_joining: bool = False
    step: Decimal = Decimal("0.01")  # targets are rounded to it, halves up
    closes_after_days: int | None = None  # after the last day of a period; None: never
    declare_within_days: int | None = None  # None: no declaration is asked


class Standing(StrEnum):
    """What became of an activity before any counting."""

    COUNTS = "counts"
    UNFINISHED = "unfinished"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Activity:
    """What a person did. It belongs whole to the day it ended, `done_on`, in Beijing.

    One that goes over midnight, or over the end of a window, is not cut: it is of the later day.
    """

    key: int | str
    done_on: date
    hours: Decimal
    kind: str = ""
    aspect: str = ""
    topics: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    provider: str = ""
    is_verifiable: bool = False
    is_online: bool = False
    items: int = 1
    standing: Standing = Standing.COUNTS


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Leave, part time, retirement, relief for everybody: dated, with its reason."""

    first: date
    last: date
    relief: Relief
    reason: str = ""
    amount: Decimal | None = None
    categories: int = 0  # how many kinds are still asked beside `amount`
    status: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    registered_on: date | None = None
    grade: str = ""
    status: str = "practising"
    born_on: date | None = None
    fields: int = 1
    areas: frozenset[str] = frozenset()
    personal_target: Decimal | None = None
    renews_late: bool = False
    adjustments: tuple[Adjustment, ...] = field(default=())
