"""A member's periods as the page tells them: what they add up to, then each, and the gaps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.requirements.spans import Span

from .models import Period
from .rules import Length, Summary, Work, length, spans_until


@dataclass(frozen=True, slots=True)
class Line:
    """A period, or a gap."""

    first: date
    length: str
    period: Period | None = None
    gap: Span | None = None


def sentence(works: Collection[Work], found: Summary, on: date) -> str:
    """`found` is the sum of the works that count, up to `on`."""
    if not works:
        return _("None of these periods counts.")
    values = {"day": date_format(on), "in_all": in_words(found.in_all)}
    if not any(one.is_in_charge for one in works):
        said = _("Up to %(day)s you have worked for %(in_all)s, at no time in responsible charge.")
        return said % values
    return _(
        "Up to %(day)s you have worked for %(in_all)s, for %(in_charge)s of it in "
        "responsible charge."
    ) % (values | {"in_charge": in_words(found.in_charge)})


def lines(periods: Iterable[Period], gaps: Iterable[Span], on: date) -> list[Line]:
    """Newest first."""
    found = [Line(gap.first, in_words(length([gap])), gap=gap) for gap in gaps]
    for period in periods:
        spans = spans_until([period.as_work()], on)
        found.append(Line(period.started_on, in_words(length(spans)), period=period))
    return sorted(found, key=lambda line: line.first, reverse=True)


def in_words(found: Length) -> str:
    """5 years and 4 months; 11 months; less than a month."""
    years = ngettext("%(years)s year", "%(years)s years", found.years) % {"years": found.years}
    months = ngettext("%(months)s month", "%(months)s months", found.months)
    months %= {"months": found.months}
    match found:
        case (0, 0):
            return _("less than a month")
        case (0, _months):
            return months
        case (_years, 0):
            return years
    return _("%(years)s and %(months)s") % {"years": years, "months": months}
