"""How an agreement's status moves: by its history, and only by it."""

from django.db.models import F

from .models import Agreement


def settle_status(agreement: Agreement) -> None:
    """Make the status and its date those of the newest step in the history, if there is one."""
    newest = agreement.history.order_by(F("changed_on").desc(nulls_last=True), "-id").first()
    if newest is None:
        return
    agreement.status = newest.status
    agreement.status_on = newest.changed_on
    agreement.status_precision = newest.precision
    agreement.save(update_fields=["status", "status_on", "status_precision", "updated_at"])
