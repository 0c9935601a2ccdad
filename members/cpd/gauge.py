"""How far a member is with what is asked, and what the home and the quick log say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.pathways.in_force import RulesInForce
from agreements.requirements.forecast import Forecast, forecast
from agreements.requirements.models import CpdRequirement
from agreements.requirements.rules import Result, Verdict

from . import sentences
from .facts import Holder, binding
from .fields import plain
from .models import Record
from .sums import Count, Told, count, running, told
from .what_if import WithPlan, what_if

ENDS_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Gauge:
    """The window that tells most, and the verdict over all of them."""

    requirement: CpdRequirement
    verdict: Verdict
    result: Result
    forecast: Forecast | None
    missing_else: list[Told]  # what is missing beside the total
    plan: WithPlan | None  # how the window would end, if anything is planned in it

    @property
    def unit(self) -> str:
        return self.requirement.unit

    @property
    def has_target(self) -> bool:
        return self.result.target is not None

    @property
    def share(self) -> str:
        """Of the ring, which is 100 long."""
        if not self.result.target:
            return "100.00"
        return f"{min(Decimal(1), self.result.total / self.result.target) * 100:.2f}"

    @property
    def have_short(self) -> str:
        return plain(self.result.total)

    @property
    def need_short(self) -> str:
        """of 40 h: under the figure in the ring."""
        return _("of %(amount)s") % {"amount": sentences.amount(self.result.target, self.unit)}

    @property
    def said(self) -> str:
        """27.5 of 40 credit hours."""
        if self.result.target is None:
            return sentences.in_full(self.result.total, self.unit)
        return sentences.of_target(self.result.total, self.result.target, self.unit)

    @property
    def to_go(self) -> str:
        """12.5 h to go in 96 days."""
        if self.result.target is None:
            if self.result.unknown:
                return sentences.UNKNOWNS[self.result.unknown]
            return sentences.VERDICTS[self.verdict]
        missing = self.result.target - self.result.total
        if missing <= 0:
            return _("The total is reached.")
        values = {"amount": sentences.amount(missing, self.unit)}
        if self.forecast is None:
            return _("%(amount)s to go.") % values
        if not self.forecast.days_left:
            return _("%(amount)s to go today, the last day.") % values
        values["days"] = self.forecast.days_left
        return (
            ngettext(
                "%(amount)s to go in %(days)d day.",
                "%(amount)s to go in %(days)d days.",
                self.forecast.days_left,
            )
            % values
        )

    @property
    def pace(self) -> str:
        """On course, or behind by how much, and what a month has to bring from now on."""
        if self.forecast is None or not self.forecast.missing or not self.forecast.days_left:
            return ""
        values = {
            "ahead": sentences.amount(abs(self.forecast.ahead), self.unit),
            "a_month": sentences.amount(self.forecast.a_month, self.unit),
        }
        if not self.forecast.is_on_course:
            return _("Behind an even pace by %(ahead)s: it takes %(a_month)s a month.") % values
        if not self.forecast.ahead:
            return _("On course: it takes %(a_month)s a month.") % values
        return _("On course, ahead of an even pace by %(ahead)s.") % values

    @property
    def is_due_soon(self) -> bool:
        """Something is missing, and the period ends within 60 days."""
        return bool(
            self.forecast
            and self.forecast.missing
            and self.forecast.days_left <= ENDS_SOON.days
            and self.result.is_required
        )

    @property
    def missing(self) -> str:
        return sentences.amount(self.forecast.missing, self.unit) if self.forecast else ""


def gauges(holder: Holder, records: Sequence[Record], rules: RulesInForce, on: date) -> list[Gauge]:
    """One for each requirement that binds the holder, those with something missing first."""
    counts = (count(holder, asked, records, on) for asked in binding(holder, rules, on))
    found = [gauge(counted) for counted in counts if counted.assessment.results]
    return sorted(found, key=lambda one: one.verdict is not Verdict.SHORT)


def gauge(counted: Count) -> Gauge:
    result = telling(counted.assessment.results)
    plan = what_if(counted, result)
    planned = plan.result.total - result.total if plan else Decimal()
    kinds = dict(zip((one.code for one in running(counted)), running(counted), strict=True))
    return Gauge(
        requirement=counted.version.requirement,
        verdict=counted.assessment.verdict,
        result=result,
        forecast=forecast(result, kinds[result.window].kind, counted.on, planned),
        missing_else=missing_else(counted),
        plan=plan,
    )


def telling(results: Iterable[Result]) -> Result:
    """A required window before a recommended one, one with a number before one without."""
    return min(
        results,
        key=lambda one: (
            not one.is_required,
            one.target is None,
            one.verdict is not Verdict.SHORT,
        ),
    )


def missing_else(counted: Count) -> list[Told]:
    return [
        one
        for result in counted.assessment.results
        if result.is_required and result.verdict is Verdict.SHORT
        for one in told(counted, result)
        if one.verdict is Verdict.SHORT and not one.is_total
    ]
