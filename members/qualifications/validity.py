"""How long a title holds, in the steps in which the look calms or warns."""

from datetime import date, timedelta
from enum import StrEnum

from .models import Qualification

SOON = timedelta(days=30)
IN_SIGHT = timedelta(days=60)


class Validity(StrEnum):
    ENDED = "ended"  # refused, suspended or revoked: its dates say nothing
    RENEWED = "renewed"  # it has ended, and a checked record follows
    OPEN_ENDED = "open_ended"
    EXPIRED = "expired"
    SOON = "soon"
    IN_SIGHT = "in_sight"
    LONG = "long"


def validity(held: Qualification, on: date) -> Validity:
    """`valid_until` is the last valid day. Without one it holds without end, never "expiring"."""
    if held.state in Qualification.ENDED:
        return Validity.ENDED
    if held.valid_until is None:
        return Validity.OPEN_ENDED
    if held.is_expired(on):
        return Validity.RENEWED if held.is_renewed else Validity.EXPIRED
    left = held.valid_until - on
    if left <= SOON:
        return Validity.SOON
    return Validity.IN_SIGHT if left <= IN_SIGHT else Validity.LONG
