"""What is wrong with a requirement before anybody is measured by it: rules that cannot be met,
ask nothing, or contradict themselves. Standard library only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from .closing import is_over_one_day
from .terms import Category, Requirement, Selector, Share, Target, Window, WindowKind

LONGEST = 50  # years in one window


class Fault(StrEnum):
    NO_WINDOW = "no_window"
    ASKS_NOTHING = "asks_nothing"
    NO_LENGTH = "no_length"
    TOO_LONG = "too_long"
    LATE_ALONE = "late_alone"
    WEIGHT = "weight"
    NEGATIVE = "negative"
    NEVER_COUNTED = "never_counted"
    NEVER_ASKED = "never_asked"
    UNSERVED = "unserved"
    CAP_BELOW_SHARE = "cap_below_share"
    CAPS_BELOW_TARGET = "caps_below_target"
    VARIETY = "variety"
    NEVER_OVER = "never_over"
    DECLARED_TOO_LATE = "declared_too_late"


class Trouble(NamedTuple):
    """One thing that is wrong, and the code of the window, category or sub-minimum it is in."""

    fault: Fault
    where: str = ""


def troubles(requirement: Requirement) -> list[Trouble]:
    """Everything that is wrong, in the order of the form; [] when the rules can be published."""
    return [
        *in_categories(requirement),
        *in_windows(requirement),
        *(
            trouble
            for window in requirement.windows
            for trouble in (*in_window(window), *in_sums(requirement, window))
        ),
        *in_closing(requirement),
    ]


def in_categories(requirement: Requirement) -> Iterator[Trouble]:
    for category in requirement.categories:
        if category.factor <= 0:
            yield Trouble(Fault.WEIGHT, category.code)
        if is_negative(category.cap):
            yield Trouble(Fault.NEGATIVE, category.code)
    hidden = {
        later.code
        for earlier, later in combinations(requirement.categories, 2)
        if takes_all(earlier.selector, later.selector)
    }
    yield from (Trouble(Fault.NEVER_COUNTED, code) for code in sorted(hidden))
    if requirement.carry_over and is_negative(requirement.carry_over.cap):
        yield Trouble(Fault.NEGATIVE, requirement.code)


def in_windows(requirement: Requirement) -> Iterator[Trouble]:
    if not requirement.windows:
        yield Trouble(Fault.NO_WINDOW)
    elif all(window.is_for_late_renewal for window in requirement.windows):
        yield Trouble(Fault.LATE_ALONE)


def in_closing(requirement: Requirement) -> Iterator[Trouble]:
    """Whoever finds a mistake while declaring must still be able to mend it."""
    closes, declared = requirement.closes_after_days, requirement.declare_within_days
    if closes is None and declared is None:
        return
    if requirement.windows and not any(is_over_one_day(one) for one in requirement.windows):
        yield Trouble(Fault.NEVER_OVER)
    if closes is not None and declared is not None and declared > closes:
        yield Trouble(Fault.DECLARED_TOO_LATE)


def in_window(window: Window) -> Iterator[Trouble]:
    if not (window.targets or window.shares or window.least_activities or window.least_categories):
        yield Trouble(Fault.ASKS_NOTHING, window.code)
    if not has_length(window):
        yield Trouble(Fault.NO_LENGTH, window.code)
    elif window.years > LONGEST:
        yield Trouble(Fault.TOO_LONG, window.code)
    if any(is_negative(target.amount) or target.per_extra_field < 0 for target in window.targets):
        yield Trouble(Fault.NEGATIVE, window.code)
    if any(wins(earlier, later) for earlier, later in combinations(window.targets, 2)):
        yield Trouble(Fault.NEVER_ASKED, window.code)
    for share in window.shares:
        if is_negative(share.least):
            yield Trouble(Fault.NEGATIVE, share.code)


def in_sums(requirement: Requirement, window: Window) -> Iterator[Trouble]:
    """Numbers that the categories, full to their caps, cannot reach."""
    if window.least_categories > len(requirement.categories):
        yield Trouble(Fault.VARIETY, window.code)
    most = most_of(requirement.categories)
    asked = max((target.amount for target in window.targets if target.amount), default=Decimal())
    if most is not None and most < asked:
        yield Trouble(Fault.CAPS_BELOW_TARGET, window.code)
    for share in window.shares:
        serving = serving_categories(requirement.categories, share)
        most = most_of(serving)
        if not serving:
            yield Trouble(Fault.UNSERVED, share.code)
        elif most is not None and most < (share.least or 0):
            yield Trouble(Fault.CAP_BELOW_SHARE, share.code)


def serving_categories(categories: Sequence[Category], share: Share) -> list[Category]:
    """Those in which an activity of the share can be: an earlier one may take them all."""
    return [
        category
        for place, category in enumerate(categories)
        if any(
            not any(takes_all(earlier.selector, part) for earlier in categories[:place])
            for part in shared(category.selector, share.selector)
        )
    ]


def most_of(categories: Sequence[Category]) -> Decimal | None:
    """What these categories give at most in one window; None without an end."""
    caps = [category.cap for category in categories]
    return None if None in caps else sum((cap for cap in caps if cap is not None), Decimal())


def has_length(window: Window) -> bool:
    match window.kind:
        case WindowKind.ONCE:
            first, last = window.first_day, window.last_day
            return first is not None and last is not None and first < last
        case WindowKind.CYCLE:
            return window.years > 0 and window.first_day is not None
        case _:
            return window.years > 0


def is_negative(amount: Decimal | None) -> bool:
    """Nothing to have at all is as wrong as less than nothing."""
    return amount is not None and amount <= 0


def takes_all(wide: Selector, narrow: Selector) -> bool:
    """Whether everything that `narrow` takes is taken by `wide` too."""
    sets = [
        (wide.kinds, narrow.kinds),
        (wide.aspects, narrow.aspects),
        (wide.topics, narrow.topics),
        (wide.providers, narrow.providers),
    ]
    return (
        all(not outer or (inner and inner <= outer) for outer, inner in sets)
        and wide.is_verifiable in (None, narrow.is_verifiable)
        and wide.is_online in (None, narrow.is_online)
    )


def shared(one: Selector, other: Selector) -> list[Selector]:
    """What both take, a selector for each kind; [] where no activity can be of both.

    An activity has one kind, aspect and provider, and any number of topics.
    """
    sets = [
        (one.kinds, other.kinds),
        (one.aspects, other.aspects),
        (one.providers, other.providers),
    ]
    flags = [(one.is_verifiable, other.is_verifiable), (one.is_online, other.is_online)]
    if any(a and b and not a & b for a, b in sets):
        return []
    if any(a is not None and b is not None and a != b for a, b in flags):
        return []
    kinds, aspects, providers = (a & b if a and b else a | b for a, b in sets)
    is_verifiable, is_online = (b if a is None else a for a, b in flags)
    both = Selector(kinds, aspects, other.topics or one.topics, providers, is_verifiable, is_online)
    return [replace(both, kinds=frozenset({kind})) for kind in sorted(kinds)] or [both]


def wins(earlier: Target, later: Target) -> bool:
    """Whether everybody whom `later` fits is taken by `earlier` before."""
    sets = [(earlier.grades, later.grades), (earlier.statuses, later.statuses)]
    return (
        all(not outer or (inner and inner <= outer) for outer, inner in sets)
        and (earlier.age_from or 0) <= (later.age_from or 0)
        and (
            earlier.age_to is None or (later.age_to is not None and later.age_to <= earlier.age_to)
        )
    )
