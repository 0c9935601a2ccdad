"""How entries come in, one or many, and how a waiting one becomes the member's own."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.evidence.models import EvidenceFile
from members.twice import first_of_two

from .models import LEAST_HOURS, MOST_HOURS, Record

A_BATCH = 1_000  # rows of one statement, where the database takes so many

NO_TITLE = _("Write what you did.")
NO_HOURS = _("Hours must be a number between 0.25 and 999.75.")
DECIDED = _("A new entry is declared, or waits to be confirmed; the Society decides later.")


def log(record: Record, evidence: Iterable[EvidenceFile] = ()) -> bool:
    """Save a new entry; False when the same one came in within the last minute.

    The same: title, hours, day and kind. A second press of the button is not a second activity,
    but its files are added to the first.
    """
    first = first_of_two(record, ("member", "title", "hours", "done_on", "kind"))
    if first is None:
        record.save()
    (first or record).evidence.add(*evidence)
    return first is None


def objections(records: Sequence[Record]) -> dict[int, ValidationError]:
    """What stands against saving the new entries, by their place in the list, from 0.

    The one place where a set of entries is checked before it is saved: pages show it beside the
    rows, and `log_all` saves nothing against it. It asks the database the same few questions
    however many there are.
    """
    found = {place: objection(record) for place, record in enumerate(records)}
    return {place: ValidationError(said) for place, said in found.items() if said}


def objection(record: Record) -> str:
    """What the constraints of the table would refuse, before a statement fails on it."""
    if not record.title:
        return NO_TITLE
    if record.hours is None or not LEAST_HOURS <= record.hours <= MOST_HOURS:
        return NO_HOURS
    return "" if record.is_editable else DECIDED


def log_all(records: Sequence[Record]) -> None:
    """Save new entries, all of them or none. Raises ValidationError with what stands against it.

    Whoever calls it has left out what is there already, with the row of the member locked.
    """
    if against := objections(records):
        raise ValidationError(list(against.values()))
    Record.objects.bulk_create(records, batch_size=A_BATCH)


def confirm(record: Record) -> None:
    """The member says it took place. Entries that do not wait are left as they are."""
    Record.objects.filter(pk=record.pk, state=Record.State.TO_CONFIRM).update(
        state=Record.State.DECLARED, updated_at=timezone.now()
    )
