"""The edition of the public pages: one name for all that they show at this instant."""

from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .models import Moment

PASSED = f"SELECT at, change FROM {Moment._meta.db_table} WHERE at <= %s ORDER BY at"  # noqa: S608


class Edition(NamedTuple):
    name: str
    changed_at: datetime | None  # None before anything was published


def edition() -> Edition:
    """Its name differs after any public change, scheduled minute, midnight in Beijing and release.

    One query, written out: every public page asks it, and it costs more to build than to answer.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(PASSED, [connection.ops.adapt_datetimefield_value(now)])
        passed = cursor.fetchall()
    changes = [change for _at, change in passed]
    named = repr((settings.RELEASE, timezone.localdate(now), *changes))
    name = blake2b(named.encode(), digest_size=12).hexdigest()
    return Edition(name, instant(passed[-1][0]) if passed else None)


def instant(at: datetime | str) -> datetime:
    """SQLite keeps it in UTC, and gives it as text or without a zone."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def edition_of(request: HttpRequest) -> Edition:
    """The same through one request, however often it is asked."""
    if not hasattr(request, "edition"):
        request.edition = edition()
    return request.edition
