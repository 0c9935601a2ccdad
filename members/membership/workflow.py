"""How a membership is suspended, and how the suspension ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.profile.models import User

from . import emails
from .models import Suspension


@transaction.atomic
def suspend(suspension: Suspension, *, by: User) -> None:
    """Save a new suspension, signed, and tell the member. Its days include both ends."""
    suspension.decided_by, suspension.decided_at = by, timezone.now()
    suspension.save(force_insert=True)
    emails.suspended(suspension)


@transaction.atomic
def end_suspension(suspension: Suspension, *, ends_on: date, by: User) -> None:
    """Let `ends_on` be the last day, earlier than was decided, and tell the member.

    Raises ValidationError when it lies before the first day, or ends by then already.
    """
    now = timezone.now()
    changed = (
        Suspension.objects.filter(pk=suspension.pk, starts_on__lte=ends_on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on))
        .update(ends_on=ends_on, ended_by=by, ended_at=now)
    )
    if not changed:
        raise ValidationError(_("It does not hold on this day, or ends with it already."))
    suspension.ends_on, suspension.ended_by, suspension.ended_at = ends_on, by, now
    emails.suspension_ended(suspension)
