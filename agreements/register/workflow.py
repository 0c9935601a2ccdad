"""How an agreement moves: its status by its history, and its days of checking by its checks."""

import calendar
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .checks import Check
from .models import Agreement

USUAL_MONTHS = 12  # until the next check, where the entry says nothing of its own


def settle_status(agreement: Agreement) -> None:
    """Make the status and its date those of the newest step in the history, if there is one."""
    newest = agreement.history.order_by(F("changed_on").desc(nulls_last=True), "-id").first()
    if newest is None:
        return
    agreement.status = newest.status
    agreement.status_on = newest.changed_on
    agreement.status_precision = newest.precision
    agreement.save(update_fields=["status", "status_on", "status_precision", "updated_at"])


@transaction.atomic
def check(agreement: Agreement, *, by, on: date | None = None, en: str = "", zh: str = "") -> Check:
    """Held against its source: nothing had changed, or what is said in both languages.

    The same once more, by a second press, is the same check.
    """
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    said = {
        "agreement": agreement,
        "checked_by": by,
        "checked_on": on or timezone.localdate(),
        "changes_en": en,
        "changes_zh": zh,
    }
    made = Check.objects.filter(**said).first() or Check.objects.create(**said)
    settle_check(agreement)
    return made


def settle_check(agreement: Agreement) -> None:
    """Make the day of the last check that of the newest, and count the next one from it."""
    newest = agreement.checks.first()
    if newest is None:
        return
    agreement.last_checked_on = newest.checked_on
    agreement.next_check_on = months_after(
        newest.checked_on, agreement.review_months or USUAL_MONTHS
    )
    agreement.save(update_fields=["last_checked_on", "next_check_on", "updated_at"])


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last: 31 January and one month is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
