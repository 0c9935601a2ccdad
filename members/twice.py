"""A second press of a button is not a second row."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from django.db import models
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)

WITHIN = timedelta(minutes=1)


def first_of_two(row: Row, same: Iterable[str], **where) -> Row | None:
    """What the first press made within the last minute, alike in all fields of `same`; or None."""
    alike = {name: getattr(row, name) for name in same}
    lately = timezone.now() - WITHIN
    return type(row)._base_manager.filter(created_at__gt=lately, **alike, **where).first()
