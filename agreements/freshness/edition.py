"""The edition of the public pages: one name for all that they show at this instant."""

from hashlib import blake2b

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .models import Moment

PASSED = f"SELECT change FROM {Moment._meta.db_table} WHERE at <= %s ORDER BY at"  # noqa: S608


def edition() -> str:
    """Differs after any public change, scheduled minute, midnight in Beijing, and release.

    One query, written out: every public page asks it, and it costs more to build than to answer.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(PASSED, [connection.ops.adapt_datetimefield_value(now)])
        changes = [change for (change,) in cursor]
    named = (settings.RELEASE, timezone.localdate(now), *changes)
    return blake2b(repr(named).encode(), digest_size=12).hexdigest()


def edition_of(request: HttpRequest) -> str:
    """The same through one request, however often it is asked."""
    if not hasattr(request, "edition"):
        request.edition = edition()
    return request.edition
