"""A transcript: one member's CPD of a period on paper, in both languages, with the sums behind it.

What the Society has checked and what the member declares stand apart, in the totals and in each
row; what does not count is said in a number and not listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, override, pgettext_lazy
from django.utils.translation import gettext as _

from agreements.pathways.in_force import RequirementInForce, RulesInForce, rules_in_force
from agreements.requirements.rules import Verdict
from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.cpd.facts import Block, Holder, binding
from members.cpd.fields import plain
from members.cpd.models import Record
from members.cpd.sums import Period, count, periods
from members.profile.models import Member

from .columns import LANGUAGES
from .pdf import typeset

TEMPLATE = Path(__file__).with_name("transcript.typ")
TAGS = {"en": {"lang": "en", "region": "GB"}, "zh-hans": {"lang": "zh", "region": "CN"}}
VERDICTS = {
    Verdict.MET: gettext_lazy("Met"),
    Verdict.SHORT: gettext_lazy("Missing"),
    Verdict.EXEMPT: gettext_lazy("Exempt"),
    Verdict.UNKNOWN: gettext_lazy("Cannot say yet"),
}
State = Record.State
STATES = {
    State.VERIFIED: pgettext_lazy("an entry", "Checked"),
    State.DECLARED: pgettext_lazy("an entry", "Declared"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Of one member: all entries, and what binds them `on` the last day of `year` that has come.

    `year` None is all years.
    """

    member: Member
    records: Sequence[Record]
    year: int | None
    today: date
    on: date
    holder: Holder
    requirements: Sequence[RequirementInForce]

    @property
    def in_period(self) -> list[Record]:
        """Oldest first."""
        found = (one for one in self.records if self.year in (None, one.done_on.year))
        return sorted(found, key=lambda one: (one.done_on, one.pk))

    @property
    def listed(self) -> list[Record]:
        return [one for one in self.in_period if one.state in Record.COUNTING]

    @property
    def stated(self) -> list[Block]:
        """What accepted statements count for: one for each requirement that they serve."""
        return [one for one in self.holder.blocks if self.year in (None, one.done_on.year)]


def account(
    member: Member, held: Holder, rules: RulesInForce, year: int | None, today: date
) -> Account:
    """`rules` are those of today. One query, and one more for the rules of a past year."""
    records = list(Record.objects.of(member))
    on = min(date(year, 12, 31), today) if year else today
    bound = binding(held, rules if on == today else rules_in_force(on), on)
    return Account(member, records, year, today, on, held, bound)


def transcript(of: Account) -> bytes:
    """A PDF; the language of the page comes first in it. Raises FontMissing."""
    first = get_language()
    order = sorted(LANGUAGES, key=lambda code: code != first)
    said = []
    for code in order:
        with override(code):
            said.append(in_words(of))
    values = {
        "languages": [TAGS[code] for code in order],
        "said": said,
        "made_on": [of.today.year, of.today.month, of.today.day],
    }
    return typeset(TEMPLATE, values)


# --- In one language -----------------------------------------------------------------------------


def in_words(of: Account) -> dict:
    return {
        "society": _("Chinese Society of Engineers"),
        "title": _("CPD transcript"),
        "facts": facts(of),
        "sums_title": _("Hours"),
        "sums": sums(of),
        "requirements_title": _("What is asked"),
        "requirements": [
            requirement for asked in of.requirements for requirement in requirements(of, asked)
        ],
        "no_requirements": _("No CPD requirement binds this member on this day."),
        "entries_title": _("Entries"),
        "no_entries": _("No entries count in this period."),
        "heads": [_("Date"), _("Activity"), _("Kind"), _("Aspect"), _("State"), _("Hours")],
        "entries": [*map(entry, of.listed), *map(statement, of.stated)],
        "notes": notes(of),
        "page": _("Page {page} of {pages}"),
    }


def facts(of: Account) -> list[list[str]]:
    user = of.member.user
    names = [name for name in (user.name_latin, user.name_zh) if name] or [user.any_name]
    found = [[_("Name of the member"), " · ".join(names)]]
    if of.member.number:
        found.append([_("Member number"), of.member.number])
    found.append([_("Period covered"), str(of.year) if of.year else _("All years")])
    found.append([_("Made on"), date_format(of.today, "DATE_FORMAT")])
    return found


def sums(of: Account) -> list[list[str]]:
    """Of a statement that serves several requirements the most that it counts for under one."""
    hours = {
        state: sum((one.hours for one in of.listed if one.state == state), Decimal())
        for state in STATES
    }
    stated: dict[int, Decimal] = {}
    for one in of.stated:
        stated[one.statement] = max(one.hours, stated.get(one.statement, Decimal()))
    rows = [(_("Checked by the Society"), hours[State.VERIFIED])]
    rows.append((_("Declared by the member"), hours[State.DECLARED]))
    if stated:
        rows.append((_("Accepted from statements"), sum(stated.values(), Decimal())))
    rows.append((_("Together"), sum([*hours.values(), *stated.values()], Decimal())))
    return [[label, _("%(number)s h") % {"number": plain(number)}] for label, number in rows]


def requirements(of: Account, asked: RequirementInForce) -> list[dict]:
    """One for each of its periods on the day."""
    counted = count(of.holder, asked, of.records, of.on)
    name = asked.version.requirement.name
    return [requirement(name, one) for one in periods(counted, of.records)]


def requirement(name: str, period: Period) -> dict:
    return {
        "name": name,
        "period": _(", ").join([period.name, *days_of(period)]),
        "verdict": str(VERDICTS[period.verdict]),
        "sentence": str(period.sentence),
        "cells": [[cell.label, f"{cell.sign} {cell.said}".strip()] for cell in period.cells],
    }


def days_of(period: Period) -> list[str]:
    """From the first to the last; none of a period that does not run."""
    if period.span is None:
        return []
    first, last = (date_format(one, "SHORT_DATE_FORMAT") for one in period.span[:2])
    return [f"{first} – {last}"]


def entry(record: Record) -> dict:
    return {
        "day": record.done_on.isoformat(),
        "title": record.title,
        "provider": record.provider,
        "kind": str(ActivityKind(record.kind).label),
        "aspect": str(Aspect(record.aspect).short),
        "state": str(STATES[State(record.state)]),
        "hours": plain(record.hours),
    }


def statement(block: Block) -> dict:
    return {
        "day": block.done_on.isoformat(),
        "title": block.title,
        "provider": block.source,
        "kind": str(ActivityKind(block.activity.kind).label),
        "aspect": "–",
        "state": _("Accepted"),
        "hours": plain(block.hours),
    }


def notes(of: Account) -> list[str]:
    found = [
        _("Checked: the Society has seen proof. Declared: so says the member."),
        _("Made by the portal from the record of the member on this day. It is no certificate."),
    ]
    if left_out := len(of.in_period) - len(of.listed):
        said = ngettext(
            "%(number)s entry of the period waits to be confirmed or was not approved, and is not "
            "listed.",
            "%(number)s entries of the period wait to be confirmed or were not approved, and are "
            "not listed.",
            left_out,
        )
        found.append(said % {"number": left_out})
    return found
