"""Keeping versions: a save with its author, what was saved elsewhere, and the way back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import reversion
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from .comparison import label_of
from .restoring import fill, lost_files, restore_parts, set_many
from .snapshots import Values, accessor, as_it_stands, as_kept, fields_of, key_of, key_to, parts_of

# When an item is public, and for whom: to take back a text must not publish or withdraw it.
TIMES = ("published_at_en", "published_at_zh", "withdrawn_at")
PUBLISHING = (
    *(*TIMES, "members_only"),
    *("pinned_until", "wished_at_en", "wished_at_zh"),
)
# Notes on a version, told in words by the page; what follows the colon is the other version's key.
FOUND, RESTORED, OVER = "found", "restored:", "over:"


@contextmanager
def recorded(*, by: models.Model | None, note: str = "") -> Iterator[None]:
    """What is saved inside becomes one version of each item, or nothing when it fails."""
    with reversion.create_revision():
        reversion.set_user(by)
        reversion.set_comment(note)
        yield


def versions_of(item: models.Model) -> models.QuerySet[Revision]:
    """Newest first."""
    kept = Version.objects.get_for_object(item).order_by()
    return Revision.objects.filter(pk__in=kept.values("revision")).order_by("-pk")


def held(item: models.Model) -> models.Model | None:
    """The row as it is now, nobody else's until the transaction ends; None when it is gone."""
    return type(item)._base_manager.select_for_update().filter(pk=item.pk).first()


def catch_up(item: models.Model) -> None:
    """Keep the item as it stands, if it was last saved by something that keeps no version."""
    newest = versions_of(item).prefetch_related("version_set").first()
    if newest and as_kept(newest, item) == as_it_stands(item):
        return
    with reversion.create_revision():
        reversion.set_comment(FOUND)
        reversion.set_date_created(item.updated_at)
        reversion.add_to_revision(item)


def restore(item: models.Model, revision: Revision, *, by, with_publishing: bool) -> list[str]:
    """Make the item what it was in `revision`, as a new version.

    Returns what had to be left as it is, in words. Raises ValidationError when the older text
    cannot stand today: its address belongs to another item, or a title is missing.
    """
    catch_up(item)
    kept_back = () if with_publishing else PUBLISHING
    return lay(revision, item, by=by, kept_back=kept_back)


def restore_deleted(
    item: models.Model, revision: Revision, *, by, changes: Values | None = None
) -> list[str]:
    """Make the row anew under its old key, as a draft, from one of its versions.

    `item` has its key alone; `changes` are fields that get another value, such as its address.
    Returns and raises as `restore`.
    """
    return lay(revision, item, by=by, kept_back=TIMES, changes=changes)


def lay(
    revision: Revision,
    item: models.Model,
    *,
    by,
    kept_back: Iterable[str],
    changes: Values | None = None,
) -> list[str]:
    """The text of a version upon the rows of today, but for the fields that are `kept_back`."""
    wanted = as_kept(revision, item)
    left_out: list[str] = []
    with recorded(by=by, note=f"{RESTORED}{revision.pk}"):
        values = {
            name: value for name, value in wanted[key_of(item)].items() if name not in kept_back
        }
        values |= changes or {}
        fill(item, values, [field.name for field in fields_of(type(item))], left_out)
        item.full_clean()
        item.save(force_insert=item._state.adding)
        set_many(item, values, left_out)
        for part in parts_of(type(item)):
            restore_parts(item, part, wanted, left_out)
    return left_out


def brought_back(item: models.Model, part: type[models.Model], keys: set[int]) -> None:
    """Rows that somebody removed while another editor was writing in them, from their versions."""
    there = getattr(item, accessor(type(item), part))
    for key in keys - set(there.filter(pk__in=keys).values_list("pk", flat=True)):
        kept = Version.objects.get_for_object_reference(part, key)
        found = Revision.objects.filter(pk__in=kept.values("revision")).order_by("-pk")
        revision = found.prefetch_related("version_set").first()
        values = revision and as_kept(revision, item).get((part._meta.label_lower, str(key)))
        if values is None:
            continue
        row = part(pk=key, **{key_to(type(item), part).name: item})
        if not lost_files(row, values):
            fill(row, values, [field.name for field in part._meta.fields], [])
            row.save()


def refusal_in_words(item: models.Model, refusal: ValidationError) -> list[str]:
    """Each message with the name of its field."""
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    names = {field.name: label_of(field) for field in item._meta.fields}
    return [
        names[name] + _(": ") + message if name in names else message
        for name, messages in refusal.message_dict.items()
        for message in messages
    ]
