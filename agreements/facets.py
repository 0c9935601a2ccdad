"""The choices of a filter, each with how many entries it has, and those that were made."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.formats import localize
from django.utils.translation import gettext


class Choice(NamedTuple):
    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def with_count(self) -> str:
        return gettext("%(name)s (%(total)s)") % {"name": self.label, "total": localize(self.count)}


def choices_with_counts(
    choices: Iterable[tuple[str, str]], counts: Mapping[str, int], chosen: Iterable[str]
) -> list[Choice]:
    """In the order of `choices`; those without an entry are left out unless they are chosen."""
    chosen = set(chosen)
    return [
        Choice(value, label, counts.get(value, 0), value in chosen)
        for value, label in choices
        if counts.get(value) or value in chosen
    ]


class Chosen(NamedTuple):
    """What narrows a list, in words; `value` is empty where the filter takes one value alone."""

    name: str
    label: str
    value: str = ""


def chosen(name: str, of: str, label: str, value: str = "") -> Chosen:
    """`of` is what the filter is called: "Status: In force"."""
    return Chosen(name, gettext("%(filter)s: %(choice)s") % {"filter": of, "choice": label}, value)
