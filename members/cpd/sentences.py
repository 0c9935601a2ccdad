"""What the rules of CPD find, in sentences: a row for every word that a rule can answer."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from agreements.requirements.asked import Unknown
from agreements.requirements.counting import Outcome, Why
from agreements.requirements.models import CpdRequirement
from agreements.requirements.rules import Asks, Verdict
from agreements.requirements.terms import Per

from .fields import plain

Unit = CpdRequirement.Unit

AMOUNTS = {
    Unit.HOUR: _("%(number)s h"),
    Unit.CREDIT_HOUR: _("%(number)s h"),
    Unit.PDU: _("%(number)s PDU"),
    Unit.PDH: _("%(number)s PDH"),
    Unit.POINT: _("%(number)s points"),
}
IN_FULL = {
    Unit.HOUR: _("%(number)s hours"),
    Unit.CREDIT_HOUR: _("%(number)s credit hours"),
    Unit.PDU: _("%(number)s professional development units"),
    Unit.PDH: _("%(number)s professional development hours"),
    Unit.POINT: _("%(number)s points"),
}
OF_TARGET = {
    Unit.HOUR: _("%(have)s of %(need)s hours"),
    Unit.CREDIT_HOUR: _("%(have)s of %(need)s credit hours"),
    Unit.PDU: _("%(have)s of %(need)s professional development units"),
    Unit.PDH: _("%(have)s of %(need)s professional development hours"),
    Unit.POINT: _("%(have)s of %(need)s points"),
}

VERDICTS = {
    Verdict.MET: _("All that is asked in this period is there."),
    Verdict.SHORT: _("Something that is asked in this period is missing."),
    Verdict.EXEMPT: _("Nothing is asked of you in this period."),
    Verdict.UNKNOWN: _("It cannot be said yet whether this is enough."),
}
UNKNOWNS = {
    Unknown.NOT_PUBLISHED: _("The body has not published how much it asks."),
    Unknown.NO_TARGET: _("The rules name no amount for your grade and way of practising."),
    Unknown.NO_BIRTHDAY: _("The amount depends on your age, and your record holds no birthday."),
    Unknown.NO_PERSONAL_TARGET: _("The amount is agreed with each person, and yours is not here."),
    Unknown.NO_REGISTRATION: _("The period runs from your registration, and its day is not here."),
    Unknown.NO_AREAS: _("Your entries name no area of practice yet. Add it to them, under More."),
    Unknown.NOT_RUNNING: _("No period of this kind runs on this day."),
    Unknown.CONTRADICTION: _("Two facts on your record cannot both be true."),
    Unknown.ADJUSTMENTS_DIFFER: _("Two adjustments say different things of the same days."),
}
OUTCOMES = {
    Outcome.COUNTED: _("In full"),
    Outcome.WEIGHTED: _("Weighted"),
    Outcome.CAPPED: _("In part"),
    Outcome.LEFT_OUT: _("Left out"),
}
WHYS = {
    Why.NONE: _("Every hour counts once."),
    Why.FACTOR: _("The category has a factor of its own."),
    Why.CAP: _("The limit of the category is reached; it fills in the order of the days."),
    Why.UNFINISHED: _("The entry is not finished. It counts once it is."),
    Why.PENDING: _("It waits for you to confirm it, and counts at once when you do."),
    Why.REJECTED: _("The Society did not approve it."),
    Why.AHEAD: _("It lies in the future, and counts once its day has come."),
    Why.NO_CATEGORY: _("No category of these rules takes an activity like this."),
}
FACTORS = {Per.HOUR: _("%(factor)s an hour"), Per.ITEM: _("%(factor)s a piece")}

TITLES = {
    Asks.TOTAL: _("At least %(need)s in all"),
    Asks.SHARE: _("At least %(need)s of them: %(name)s"),
    Asks.AREA: _("At least %(need)s in the area of practice “%(name)s”"),
    Asks.ACTIVITIES: _("At least so many activities: %(need)s"),
    Asks.VARIETY: _("At least so many categories: %(need)s"),
}
SO_FAR = {
    Asks.TOTAL: _("Counted so far: %(have)s."),
    Asks.SHARE: _("Counted so far: %(have)s."),
    Asks.AREA: _("Counted so far: %(have)s."),
    Asks.ACTIVITIES: _("Activities that count so far: %(have)s."),
    Asks.VARIETY: _("Categories so far: %(have)s."),
}
NAMED_ACTIVITIES = _("At least so many activities of “%(name)s”: %(need)s")
EVERY_AREA = _("At least %(need)s in every area of practice")
ENOUGH = _("Enough in all")
MISSING = _("%(amount)s missing")


def amount(number: Decimal, unit: str) -> str:
    """12.5 h, 30 PDU."""
    return AMOUNTS[Unit(unit)] % {"number": plain(number)}


def in_full(number: Decimal, unit: str) -> str:
    """27.5 credit hours."""
    return IN_FULL[Unit(unit)] % {"number": plain(number)}


def of_target(have: Decimal, need: Decimal, unit: str) -> str:
    """27.5 of 40 credit hours."""
    return OF_TARGET[Unit(unit)] % {"have": plain(have), "need": plain(need)}
