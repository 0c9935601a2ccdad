"""The life of an agreement as one line: those before it, its own steps, those after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .dates import PartialDate
from .models import Agreement, StatusChange


@dataclass(frozen=True, slots=True)
class Step:
    state: str
    heading: str
    on: PartialDate
    text: str = ""
    url: str = ""
    is_ahead: bool = False


def timeline(
    agreement: Agreement, history: list[StatusChange], relatives: list[Agreement], today: date
) -> list[Step]:
    """Oldest first. Where a day is not known, what comes before stands first, what follows last."""
    before = [row for row in relatives if row.depth < 0]
    after = [row for row in relatives if row.depth > 0]
    steps = [
        *((row.signed.first or date.min, of_relative(row, agreement, before)) for row in before),
        *((row.date.first or date.min, of_history(row)) for row in history),
        *((row.signed.first or date.max, of_relative(row, agreement, after)) for row in after),
    ]
    in_order = [step for _day, step in sorted(steps, key=lambda pair: pair[0])]
    return [*in_order, *due(agreement, today)]


def of_history(row: StatusChange) -> Step:
    return Step(row.status, row.get_status_display(), row.date, row.note)


def of_relative(row: Agreement, agreement: Agreement, others: list[Agreement]) -> Step:
    words = {"kind": row.get_kind_display(), "place": place_of(row, agreement, others)}
    text = _("%(kind)s. %(place)s") % words
    return Step(row.status, row.label, row.signed, text, row.get_absolute_url())


def place_of(row: Agreement, agreement: Agreement, others: list[Agreement]) -> str:
    """How it is related, in a sentence; to another than this entry, by that one's name."""
    if row.depth > 0 and row.predecessor_id == agreement.pk:
        if agreement.is_over:
            return _("Took the place of this entry.")
        return _("Follows on from this entry.")
    if row.pk == agreement.predecessor_id:
        return _("This entry follows on from it.")
    if row.depth > 0:
        nearer = next((one for one in others if one.pk == row.predecessor_id), None)
        return _("Follows on from: %(label)s.") % {"label": nearer.label} if nearer else ""
    later = next((one for one in others if one.predecessor_id == row.pk), None)
    return _("Followed by: %(label)s.") % {"label": later.label} if later else ""


def due(agreement: Agreement, today: date) -> Iterator[Step]:
    """What is still to come, and a check that should have come."""
    if agreement.expires_on and not agreement.has_run_out(today):
        on = PartialDate(agreement.expires_on)
        yield Step("scheduled", _("Last day it applies"), on, is_ahead=True)
    if agreement.next_check_on:
        is_overdue = agreement.is_overdue(today)
        text = _("It is overdue.") if is_overdue else ""
        on = PartialDate(agreement.next_check_on)
        yield Step("scheduled", _("Next check by the Secretariat"), on, text, is_ahead=True)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What took the place of an entry: by itself, and what of the later ones is in force now."""

    direct: list[Agreement]
    in_force: list[Agreement]


def replacement(relatives: list[Agreement]) -> Replacement:
    after = [row for row in relatives if row.depth > 0]
    return Replacement(
        [row for row in after if row.depth == 1],
        [row for row in after if row.depth > 1 and row.status == Agreement.Status.IN_FORCE],
    )
