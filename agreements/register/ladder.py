"""The ladder of a multilateral body: its steps, and what each of them means for one engineer."""

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Membership(models.TextChoices):
    """Provisional gives no rights (IEA, Become a member)."""

    EXPLORING = "exploring", _("Exploring")
    APPLICANT = "applicant", _("Applicant")
    PROVISIONAL = "provisional", _("Provisional member")
    FULL = "full", _("Full member")
    SUSPENDED = "suspended", _("Suspended member")
    WITHDRAWN = "withdrawn", pgettext_lazy("membership", "Withdrawn")


UPWARDS = [Membership.EXPLORING, Membership.APPLICANT, Membership.PROVISIONAL, Membership.FULL]
MEANING = {
    Membership.EXPLORING: _("Joining is being looked into. Nothing has been asked for yet."),
    Membership.APPLICANT: _("Membership has been asked for. It gives no rights."),
    Membership.PROVISIONAL: _(
        "Accompanied by mentors while its system is examined. Provisional gives no rights."
    ),
    Membership.FULL: _(
        "An authorised member, with all rights. What that opens to an individual, the body’s "
        "rules say."
    ),
    Membership.SUSPENDED: _("Membership rests. While it does, nobody gains a right from it."),
    Membership.WITHDRAWN: _("Membership has ended. Nobody gains a right from it any more."),
}


class Rung(NamedTuple):
    step: Membership
    meaning: Promise
    is_current: bool
    is_passed: bool


def rungs(current: str) -> list[Rung]:
    """From the first step to the last, and the current one; a way out stands after full."""
    steps = UPWARDS if current in UPWARDS else [*UPWARDS, Membership(current)]
    reached = steps.index(Membership(current))
    return [
        Rung(step, MEANING[step], place == reached, place < reached)
        for place, step in enumerate(steps)
    ]
