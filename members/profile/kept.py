"""What was typed into a form of the members' area or of the administration and was not taken.

Either the session had ended, or the form was older than the last log-in in another tab. It waits
for an hour in the session of this browser (in the database, signed), for the person to whom the
form was shown, and for nobody else who may log in there.

Who that was is told by the token that guards the form against forgery: it changes with every
log-in, and a signed cookie says for whom each was made. Nobody else can make up either.
"""

import json
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (
    CSRF_TOKEN_LENGTH,
    InvalidTokenFormat,
    _check_token_format,
    _unmask_cipher_token,
)
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import User
from .refilled import Kept

IN_SESSION = "typed"
COOKIE = "form_readers"
SALT = "members.profile.kept"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
FOR_SECONDS = 3600
MOST_BYTES = 64_000
MOST_BYTES_OF_STAFF = 500_000  # an issue of the newsletter, with its stories in both languages
MOST_FORMS = 3  # of one browser at once; the oldest goes
MOST_READERS = 4
MOST_FILES = 10
LONGEST_NAME = 100


class Typed(NamedTuple):
    """What waits for one address: the fields, and the names of files, which cannot be kept."""

    fields: Kept
    files: list[str]


# --- For whom a form is --------------------------------------------------------------------------


def remember_reader(request: HttpRequest, response: HttpResponse) -> None:
    """Sign for whom the forms of this page are made; nothing when that is signed already."""
    secret, reader = request.META.get("CSRF_COOKIE"), request.user.pk
    readers = readers_of(request)
    if not secret or readers.get(fingerprint(secret)) == reader:
        return
    readers.pop(fingerprint(secret), None)
    newest = dict([*readers.items(), (fingerprint(secret), reader)][-MOST_READERS:])
    response.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def readers_of(request: HttpRequest) -> dict[str, int]:
    try:
        return signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE
        )
    except signing.BadSignature:
        return {}


def fingerprint(secret: str) -> str:
    return salted_hmac(SALT, secret).hexdigest()[:16]


def reader_of(request: HttpRequest) -> int | None:
    """The key of the account to which the form was shown that is sent; None when nobody knows."""
    token = request.POST.get(TOKEN, "")
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return None
    secret = _unmask_cipher_token(token) if len(token) == CSRF_TOKEN_LENGTH else token
    return readers_of(request).get(fingerprint(secret))


# --- Keep and give back --------------------------------------------------------------------------


def keep(request: HttpRequest) -> bool:
    """Whether what is sent now waits for its writer, at the address to which it was sent."""
    reader = reader_of(request)
    if reader is None or is_anothers(request, reader):
        return False
    fields = {name: values for name, values in request.POST.lists() if name != TOKEN}
    if len(json.dumps(fields)) > most_bytes_of(reader):
        return False
    files = [one.name or "" for _name, some in request.FILES.lists() for one in some]
    waiting = request.session.get(IN_SESSION, {})
    waiting.pop(request.path, None)
    waiting[request.path] = {
        "reader": reader,
        "until": timezone.now().timestamp() + FOR_SECONDS,
        "fields": fields,
        "files": [name[:LONGEST_NAME] for name in files[:MOST_FILES]],
    }
    request.session[IN_SESSION] = dict([*waiting.items()][-MOST_FORMS:])
    if not request.user.is_authenticated:
        request.session.set_expiry(FOR_SECONDS)  # the log-in sets its own
    return True


def is_anothers(request: HttpRequest, reader: int) -> bool:
    """Whether somebody else is logged in by now."""
    return request.user.is_authenticated and request.user.pk != reader


def most_bytes_of(reader: int) -> int:
    is_staff = User.objects.filter(pk=reader, is_staff=True).exists()
    return MOST_BYTES_OF_STAFF if is_staff else MOST_BYTES


def waiting_for(request: HttpRequest) -> Typed | None:
    """What the reader of this page sent to its address before."""
    found = request.session.get(IN_SESSION, {}).get(request.path)
    if not found or found["reader"] != request.user.pk:
        return None
    if found["until"] < timezone.now().timestamp():
        return None
    fields = Kept(mutable=True)
    for name, values in found["fields"].items():
        fields.setlist(name, values)
    return Typed(fields, found["files"])


def forget(request: HttpRequest) -> None:
    """What waited for this address: something else is sent there now."""
    if request.path in request.session.get(IN_SESSION, {}):
        del request.session[IN_SESSION][request.path]
        request.session.modified = True


def forget_others(request: HttpRequest) -> None:
    """At the log-in: of what waits in this browser, all that is not of whoever is here now."""
    if waiting := request.session.pop(IN_SESSION, None):
        mine = {path: one for path, one in waiting.items() if one["reader"] == request.user.pk}
        request.session[IN_SESSION] = mine
        request.session.set_expiry(None)
