"""Carrying out a draw, once, and the notices to those who were drawn."""

from collections.abc import Iterator
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.background import task
from members.profile.models import User

from . import emails
from .draws import Draw
from .facts import Found, found
from .models import Audit
from .rules import as_file

AT_ONCE = 500


def seal(outcome: Found) -> str:
    """The same as long as the same people would be drawn from the same population."""
    selection = outcome.selection
    said = repr((selection.population, selection.drawn, selection.added))
    return sha256(said.encode()).hexdigest()


@transaction.atomic
def carry_out(draw: Draw, *, by: User, seen: str) -> None:
    """Draw, write an audit for each who is drawn or added, and leave the notices to the background.

    `seen` is the seal of what was previewed. Raises ValidationError where it was drawn before, or
    where the outcome is another one by now.
    """
    held = Draw.objects.select_for_update().get(pk=draw.pk)
    if held.is_drawn:
        raise ValidationError(_("This was drawn already, by %(by)s.") % {"by": held.drawn_by})
    today = timezone.localdate()
    if held.due_on <= today:
        raise ValidationError(_("The day to answer has passed. Write a later one first."))
    outcome = found(held)
    if seal(outcome) != seen:
        raise ValidationError(_("The outcome has changed since. Look at the preview again."))
    if not (outcome.selection.drawn or outcome.selection.added):
        raise ValidationError(_("There is nobody to draw."))
    keep(held, outcome, by=by)
    notify.enqueue(held.pk)


def keep(draw: Draw, outcome: Found, *, by: User) -> None:
    """Sign the draw, with what it was made from, and write the audits."""
    selection = outcome.selection
    draw.drawn_at, draw.drawn_by = timezone.now(), by
    draw.population, draw.fingerprint = as_file(selection.population), selection.fingerprint
    draw.population_size, draw.sample_size = len(selection.population), len(selection.drawn)
    draw.save()
    Audit.objects.bulk_create(audits(draw, outcome), batch_size=AT_ONCE)


def audits(draw: Draw, outcome: Found) -> Iterator[Audit]:
    selection = outcome.selection
    for numbers, is_added in ((selection.drawn, False), (selection.added, True)):
        for number in numbers:
            yield Audit(
                draw=draw,
                member_id=outcome.keys[number],
                is_added=is_added,
                due_on=draw.due_on,
            )


@task
def notify(draw: int) -> None:
    """A mail to each who has none yet; run again after a failure it goes on where it stopped."""
    waiting = Audit.objects.filter(draw=draw, notified_at=None).order_by("pk")
    for key in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            give_notice(key)


def give_notice(key: int) -> None:
    """Whoever comes second finds it given. One that is answered or decided meanwhile needs none."""
    rows = Audit.objects.filter(pk=key, notified_at=None)
    if rows.update(notified_at=timezone.now()):
        audit = Audit.objects.select_related("member__user", "draw__requirement").get(pk=key)
        if audit.state == Audit.State.OPEN:
            emails.notice(audit)
