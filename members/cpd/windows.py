"""The periods of the requirements that bind a member, as choices of the list of entries."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.pathways.in_force import RequirementInForce
from agreements.requirements.spans import DAY, Span, span_on
from agreements.requirements.terms import Window, WindowKind

from .facts import Holder, bond

EARLIER = 3  # periods before the running one


class Choice(NamedTuple):
    value: str
    label: str
    span: Span


def choices_of(holder: Holder, asked: RequirementInForce, on: date) -> list[Choice]:
    """Newest first, each span once. Calendar years are left out: the list has them anyway."""
    held = bond(holder, asked.scheme, on)
    registered_on = held.registered_on if held else None
    names = {window.code: window.name for window in asked.version.windows.all()}
    found = {
        span: choice(names[window.code], span)
        for window in asked.rules.windows
        for span in spans(window, on, registered_on)
        if not is_calendar_year(span)
    }
    return list(found.values())


def spans(window: Window, on: date, registered_on: date | None) -> Iterator[Span]:
    """The running span and those before it; of a window that ends every day the running one."""
    number = 1 if window.kind is WindowKind.ROLLING else 1 + EARLIER
    return islice(backwards(window, on, registered_on), number)


def backwards(window: Window, on: date, registered_on: date | None) -> Iterator[Span]:
    while span := span_on(window, on, registered_on):
        yield span
        on = span.first - DAY


def is_calendar_year(span: Span) -> bool:
    return span == Span(date(span.last.year, 1, 1), date(span.last.year, 12, 31))


def choice(name: str, span: Span) -> Choice:
    days = {
        "name": name,
        "first": date_format(span.first, "SHORT_DATE_FORMAT"),
        "last": date_format(span.last, "SHORT_DATE_FORMAT"),
    }
    label = _("%(name)s, %(first)s to %(last)s") % days
    return Choice(f"{span.first:%Y-%m-%d}..{span.last:%Y-%m-%d}", label, span)


def grouped(holder: Holder, binding: Iterable[RequirementInForce], on: date) -> dict:
    """By the name of the requirement, those that have any."""
    found = {asked.version.requirement.name: choices_of(holder, asked, on) for asked in binding}
    return {name: choices for name, choices in found.items() if choices}
