"""Facts that cannot all be true: they give no verdict, rather than a wrong one.

Standard library only.
"""

from collections.abc import Sequence

from .asked import Unknown
from .terms import Activity, Adjustment, Circumstances, Relief


def contradiction(activities: Sequence[Activity], about: Circumstances) -> Unknown | None:
    """CONTRADICTION, or None where the facts agree. `activities` are in the order of their days."""
    if (
        is_born_too_late(activities, about)
        or any(is_impossible(one) for one in about.adjustments)
        or any(done.hours < 0 or done.items < 1 for done in activities)
        or (about.personal_target is not None and about.personal_target < 0)
    ):
        return Unknown.CONTRADICTION
    return None


def is_born_too_late(activities: Sequence[Activity], about: Circumstances) -> bool:
    """Registered before the birth, or on its day; active before it."""
    if about.born_on is None:
        return False
    is_registered_before = about.registered_on is not None and about.registered_on <= about.born_on
    return is_registered_before or bool(activities and activities[0].done_on < about.born_on)


def is_impossible(adjustment: Adjustment) -> bool:
    """Ends before it begins, or grants a thing that it does not name."""
    if adjustment.last < adjustment.first:
        return True
    if adjustment.relief is Relief.AMOUNT:
        return adjustment.amount is None or adjustment.amount < 0
    return adjustment.relief is Relief.STATUS and not adjustment.status
