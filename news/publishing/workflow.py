"""The moves of an item on its way to its readers: one verb each, for forms, lists and pages."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_permission_codename, get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.mail import told_lately
from news.approval import LANGUAGES
from news.publication import Publication, State

from . import emails
from .facts import stopping
from .sentences import sentence

NO_REQUEST = {"asked_at": None, "told_at": None, "asked_by": None, "asked_in": ""}
NO_RETURN = {"returned_at": None, "returned_reason": ""}
TIMES = [f"{name}_{language}" for name in ("published_at", "wished_at") for language in LANGUAGES]
MOVED = [*TIMES, "withdrawn_at", *NO_REQUEST, *NO_RETURN, "updated_at"]


class AnsweredAlready(Exception):
    """Somebody else was faster, or the item is another than the one that was read."""


def publishing(model: Model | type[Model]) -> str:
    """The permission to publish what is of this kind."""
    return f"{model._meta.app_label}.{get_permission_codename('publish', model._meta)}"


def may_publish(user, model: Model | type[Model]) -> bool:
    return user.has_perm(publishing(model))


def closed(item: Publication | None) -> list[str]:
    """Languages that are published or will be: their text changes only with the permission."""
    return [one for one in LANGUAGES if item and getattr(item, f"published_at_{one}")]


def to_publish(item: Publication, now: datetime) -> list[str]:
    """Languages that nobody can read yet: those that are whole.

    When none is, those in which something is written, or else all: what they lack can be named.
    """
    hidden = [one for one in LANGUAGES if item.state_in(one, now) is not State.PUBLISHED]
    whole = [language for language in hidden if not stopping(item, language)]
    return whole or [one for one in hidden if getattr(item, f"title_{one}")] or hidden


def publish(item: Publication, language: str, *, by, at: datetime | None = None) -> datetime:
    """Readable in this language from `at` (default: now) on. A past instant is taken as it is.

    An item that was withdrawn by then comes back, in the other language too if that had begun.
    Raises PermissionDenied, and ValidationError naming what must not be missing.
    """
    require(by, item)
    refuse_unfinished(item, [language])
    at = at or timezone.now()
    setattr(item, f"published_at_{language}", at)
    if item.withdrawn_at and item.withdrawn_at <= at:
        item.withdrawn_at = None
    settle(item, by=by)
    item.save(update_fields=MOVED)
    return at


def withdraw(item: Publication, *, by, at: datetime | None = None) -> bool:
    """Nowhere to be seen from `at` (default: now) on, in both languages.

    False when it is withdrawn by then already: the first moment stays.
    """
    require(by, item)
    at = at or timezone.now()
    if item.withdrawn_at and item.withdrawn_at <= at:
        return False
    item.withdrawn_at = at
    item.save(update_fields=MOVED)
    return True


def settle(item: Publication, *, by) -> None:
    """A wish is over once its language has its time; with the last one the request is answered.

    Changes the item without saving it.
    """
    for language in closed(item):
        setattr(item, f"wished_at_{language}", None)
    if not item.wishes:
        if item.is_waiting:
            emails.approved(item, emails.author_of(item), by=by)
        put(item, NO_REQUEST | NO_RETURN)


def ask(item: Publication, *, by) -> None:
    """Let somebody who may publish look at it. Without a wish: what is whole, when approved.

    All who may are told by mail, but for who asks; not again within a day while what they were
    told of, of this kind, is not answered: their list has the rest. A second request changes
    nothing. Raises ValidationError naming what is missing.
    """
    if item.is_waiting:
        return
    now = timezone.now()
    wishes = item.wishes or dict.fromkeys(to_publish(item, now), now)
    if not wishes:
        raise ValidationError(_("Everything is published already."))
    refuse_unfinished(item, wishes)
    wished = {f"wished_at_{language}": at for language, at in wishes.items()}
    kind = type(item)._default_manager
    is_told = not told_lately(kind.filter(asked_at__isnull=False)).exists()
    request = {"asked_at": now, "asked_by": by, "asked_in": get_language(), "updated_at": now}
    request["told_at"] = now if is_told else None
    is_first = kind.filter(pk=item.pk, asked_at=None).update(**wished, **request, **NO_RETURN)
    put(item, wished | request | NO_RETURN)
    if is_first and is_told:
        approvers = get_user_model().objects.staff_who_may(publishing(item))
        emails.asked(item, approvers.exclude(pk=by.pk))


def take_back(item: Publication) -> None:
    """The wishes stay for the next time."""
    answer(item, item.updated_at, NO_REQUEST)


def approve(item: Publication, *, by, seen: datetime) -> dict[str, datetime]:
    """Published as wished, at once where that time has passed: the moments by language.

    `seen` is `updated_at` of what was read. Raises AnsweredAlready when it is not that any more,
    PermissionDenied, and ValidationError naming what must not be missing.
    """
    require(by, item)
    refuse_unfinished(item, item.wishes)
    now = timezone.now()
    moments = {language: max(at, now) for language, at in item.wishes.items()}
    if item.withdrawn_at and item.withdrawn_at <= max(moments.values(), default=now):
        raise ValidationError(_("Nobody would read it: it is withdrawn by then."))
    starts = {f"published_at_{language}": at for language, at in moments.items()}
    wishes = {f"wished_at_{language}": None for language in LANGUAGES}
    author = emails.author_of(item)
    answer(item, seen, starts | wishes | NO_REQUEST)
    transaction.on_commit(item.put_files_in_place, robust=True)
    emails.approved(item, author, by=by)
    return moments


def send_back(item: Publication, *, by, seen: datetime, reason: str) -> None:
    """To the author, with a reason that the form and a mail tell. The wishes stay."""
    require(by, item)
    author = emails.author_of(item)
    returned = {"returned_at": timezone.now(), "returned_reason": reason}
    answer(item, seen, NO_REQUEST | returned)
    emails.returned(item, author, by=by)


def answer(item: Publication, seen: datetime, changes: dict) -> None:
    """One UPDATE that finds the row only while it waits, and as it was read."""
    changes = {**changes, "updated_at": timezone.now()}
    waiting = type(item)._default_manager.filter(pk=item.pk, asked_at__isnull=False)
    with transaction.atomic():
        if not waiting.filter(updated_at=seen).update(**changes):
            raise AnsweredAlready(why(item, is_waiting=waiting.exists()))
    put(item, changes)


def why(item: Publication, *, is_waiting: bool) -> str:
    if is_waiting:
        return _("“%(item)s” was changed since you opened it. Read it again before you answer.") % {
            "item": item
        }
    return _("“%(item)s” waits for no answer any more: somebody was faster.") % {"item": item}


def refuse_unfinished(item: Publication, languages: Iterable[str]) -> None:
    missing = [sentence(gap) for language in languages for gap in stopping(item, language)]
    if missing:
        raise ValidationError(missing)


def require(by, item: Publication) -> None:
    if not may_publish(by, item):
        raise PermissionDenied


def put(item: Publication, changes: dict) -> None:
    for name, value in changes.items():
        setattr(item, name, value)
