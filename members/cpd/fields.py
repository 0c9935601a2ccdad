"""How hours are typed."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .goals import Goal
from .hours import LEAST_HOURS, MOST_HOURS

UNIT = r"(?:h|hrs?|hours?|credit hours?|学时|小时)"
NUMBER = r"(?P<whole>[0-9]{0,6})(?:\.(?P<point>[0-9]{1,6})|,(?P<comma>[0-9]{1,2}))?"
WRITTEN = re.compile(rf"{NUMBER}\s*{UNIT}?\.?", re.IGNORECASE)
QUARTER = Decimal("0.25")


# Lengths that people write as time. They are not taken, since 1.30 and 1:30 are too easily
# mistaken for each other, but answered with the number that says the same.
CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
TIMES = (
    re.compile(
        r"(?P<h>[0-9]{1,3})\s*(?:h|hrs?|hours?|小时|:)\s*(?P<m>[0-5]?[0-9])\s*(?:m|min|分钟?)?"
    ),
    re.compile(r"(?P<m>[0-9]{1,4})\s*(?:m|mins?|minutes?|分钟?)"),
    re.compile(rf"(?P<zh>[{''.join(CHINESE)}])个?(?P<half>半)?(?:小时|学时)"),
    re.compile(r"(?P<half>半)个?(?:小时|学时)"),
)


def plain(value: Decimal) -> str:
    """2.00 is written 2, and 2.50 is written 2.5."""
    return f"{value.normalize():f}"


def read_number(typed: str) -> Decimal | None:
    """None when it is not a number, with or without a word for hours after it."""
    number = WRITTEN.fullmatch(typed)
    if number is None or not any(number.groups()):
        return None
    return Decimal(f"{number['whole'] or 0}.{number['point'] or number['comma'] or 0}")


def read_time(typed: str) -> Decimal | None:
    """Of 3h30, 3:30, 90 min, 一个半小时: hours to the nearest quarter; None of anything else."""
    found = next((time for one in TIMES if (time := one.fullmatch(typed.lower()))), None)
    if found is None:
        return None
    parts = found.groupdict()
    hours = Decimal(CHINESE.get(parts.get("zh"), 0)) + Decimal(parts.get("h") or 0)
    hours += Decimal(parts.get("m") or 0) / 60 + (Decimal("0.5") if parts.get("half") else 0)
    return (hours / QUARTER).quantize(Decimal(1), ROUND_HALF_UP) * QUARTER


class HoursField(forms.Field):
    """Hours in quarter steps; reads "3,5", "３.５", "3.5 h" and "3.5学时" as they are meant.

    A comma is a decimal comma, so "1,000" is not read at all: it could be one or a thousand.
    """

    unit = _("credit hours")
    may_wait = False  # it can be left empty and written later: not asked for, and not optional
    widget = forms.TextInput(
        attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
    )
    default_error_messages = {
        "required": _("Write the hours as a number, such as 3.5."),
        "impossible": _(
            "Hours must be a number between 0.25 and 999.75. You wrote “%(typed)s”. "
            "Write a number such as 3.5."
        ),
        "as_time": _(
            "Hours must be a number between 0.25 and 999.75. You wrote “%(typed)s”. "
            "Write %(hours)s."
        ),
        "between_quarters": _(
            "Hours go in quarters. You wrote “%(typed)s”. The nearest are %(below)s and %(above)s."
        ),
    }

    def to_python(self, value) -> Decimal | None:
        typed = unicodedata.normalize("NFKC", str(value or "")[:1000]).strip()
        if not typed:
            return None
        hours = read_number(typed)
        if hours is None and LEAST_HOURS <= (time := read_time(typed) or 0) <= MOST_HOURS:
            self.refuse("as_time", typed, hours=plain(time))
        if hours is None or not LEAST_HOURS <= hours <= MOST_HOURS:
            self.refuse("impossible", typed)
        if rest := hours % QUARTER:
            below = hours - rest
            self.refuse("between_quarters", typed, below=plain(below), above=plain(below + QUARTER))
        return hours

    def refuse(self, code: str, typed: str, **params) -> None:
        params["typed"] = typed if len(typed) <= 20 else f"{typed[:20]}…"
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value


class Named(Protocol):
    """A goal, as a row or as a fact."""

    pk: int
    text: str
    year: int


class GoalField(forms.ModelChoiceField):
    """One of the member's own goals. Offers nothing until `offer` says whose."""

    default_error_messages = {"invalid_choice": _("Choose one from the list.")}

    def __init__(self, **kwargs):
        super().__init__(
            Goal.objects.none(), required=False, empty_label=_("No goal"), label=_("Goal"), **kwargs
        )
        self.is_offered = False

    def offer(self, member: int, goals: Sequence[Named], chosen: Named | None) -> None:
        """The goals of the member, and the chosen one even if it is archived. No query."""
        mine = Goal.objects.filter(member=member)
        self.queryset = mine.filter(Q(archived_on__isnull=True) | Q(pk=chosen and chosen.pk))
        known = {one.pk: self.named(one) for one in (*goals, *([chosen] if chosen else []))}
        self.is_offered = bool(known)
        self.choices = [("", self.empty_label), *known.items()]

    @staticmethod
    def named(goal: Named) -> str:
        return gettext("%(goal)s (%(year)s)") % {"goal": goal.text, "year": goal.year}
