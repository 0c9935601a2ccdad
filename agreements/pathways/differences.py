"""What changed between two versions of a pathway's rules, condition by condition."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


class Difference(NamedTuple):
    change: Change
    before: str
    after: str


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Between the sentences of two versions, each by its condition's code.

    What was taken away first, then what was reworded, then what was added, each in its own order.
    """
    removed = [
        Difference(Change.REMOVED, text, "") for code, text in before.items() if code not in after
    ]
    reworded = [
        Difference(Change.REWORDED, before[code], text)
        for code, text in after.items()
        if code in before and before[code] != text
    ]
    added = [
        Difference(Change.ADDED, "", text) for code, text in after.items() if code not in before
    ]
    return [*removed, *reworded, *added]
