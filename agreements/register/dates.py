"""Dates that are known to the day, the month, the year, or only about."""

import re
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WRITTEN = re.compile(r"(?P<circa>c\.)?(?P<year>\d{4})(-(?P<month>\d\d))?(-(?P<day>\d\d))?")


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    CIRCA = "circa", _("about")


def precision_field() -> models.CharField:
    return models.CharField(
        _("known to"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )


class PartialDate(NamedTuple):
    """A first possible day, and how much of it is known."""

    first: date | None
    precision: str = Precision.DAY

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """From "2025-06-11", "2019-11", "2014", "c.2007" or "". Raises ValueError on others."""
        if not text:
            return cls(None)
        parts = WRITTEN.fullmatch(text)
        if not parts:
            raise ValueError(f"not a date, month or year: {text!r}")
        first = date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
        if parts["circa"]:
            return cls(first, Precision.CIRCA)
        if parts["day"]:
            return cls(first, Precision.DAY)
        return cls(first, Precision.MONTH if parts["month"] else Precision.YEAR)

    @classmethod
    def of_text(cls, first: str | None, precision: str) -> "PartialDate":
        """From the ISO date of a `Rows` column."""
        return cls(date.fromisoformat(first) if first else None, precision)

    def machine(self) -> str:
        """For `<time datetime>`: no more digits than are known; empty when it is only about."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(self.precision, 0)
        return self.first.isoformat()[:length] if self.first else ""

    def written(self, short: bool = False) -> str:
        """In the language of the page: 11 June 2025, November 2019, 2014, about 2007."""
        if self.first is None:
            return gettext("date not published")
        if self.precision == Precision.DAY:
            return date_format(self.first, "SHORT_DATE_FORMAT" if short else "DATE_FORMAT")
        if self.precision == Precision.MONTH:
            return date_format(self.first, "SHORT_MONTH_FORMAT" if short else "YEAR_MONTH_FORMAT")
        if self.precision == Precision.YEAR:
            return date_format(self.first, "YEAR_FORMAT")
        return gettext("about %(year)d") % {"year": self.first.year}
