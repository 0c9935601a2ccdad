"""The one step in which a record changes its state, for every table of allowed moves."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _


class TransitionNotAllowed(Exception):
    """The table has no such move, or somebody else moved the record first.

    Says it in a sentence for the reader: where the record stands (`now`) and where it was to go.
    """

    def __init__(self, now: models.TextChoices | None, to: models.TextChoices):
        self.now, self.to = now, to
        super().__init__(now, to)

    def __str__(self) -> str:
        if self.now is None:
            return _("This is no longer there, so it cannot become “%(to)s”.") % {
                "to": self.to.label
            }
        words = {"now": self.now.label, "to": self.to.label}
        if self.now == self.to:
            return _("This stands at “%(now)s” already.") % words
        return _("This stands at “%(now)s”, from where it cannot become “%(to)s”.") % words


class ChangedMeanwhile(TransitionNotAllowed):
    """The state is the one that was read, but what was read with it is not there any more."""

    def __str__(self) -> str:
        return _("Somebody else changed this meanwhile. Read it again before you decide.")


def advance(
    record: models.Model, to: models.TextChoices, *, unchanged: Iterable[str] = (), **changes
) -> None:
    """Move `record` to the state `to`, by the table `NEXT` of its model, and save `changes`.

    One UPDATE that finds the row only in the state in which it was read, and with the fields
    `unchanged` as they were read: of two at once the second finds none. Raises
    TransitionNotAllowed and then has changed nothing. What must hold in a state (who signed, when)
    is refused by the constraints of the model.
    """
    old = record.State(record.state)
    if to not in record.NEXT.get(old, ()):
        raise TransitionNotAllowed(old, to)
    write(record, to, unchanged, state=to, **changes)


def write(
    record: models.Model, to: models.TextChoices, unchanged: Iterable[str] = (), **changes
) -> None:
    """The UPDATE of `advance`; by itself for a step on the way to `to` that keeps the state."""
    old = record.State(record.state)
    changes = {**stamped_anew(record), **changes}
    rows = type(record)._default_manager.filter(pk=record.pk)
    as_read = {name: getattr(record, name) for name in unchanged}
    if not rows.filter(state=old, **as_read).update(**changes):
        found = rows.values_list("state", flat=True).first()
        refusal = ChangedMeanwhile if found == old else TransitionNotAllowed
        raise refusal(found and record.State(found), to)
    for name, value in changes.items():
        setattr(record, name, value)


def stamped_anew(record: models.Model) -> dict:
    """What `save` would set by itself (`auto_now`) and an UPDATE does not."""
    now = timezone.now()
    fields = record._meta.concrete_fields
    return {field.name: now for field in fields if getattr(field, "auto_now", False)}
