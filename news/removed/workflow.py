"""A file that no row names any more is put away, brought back with an older version, or let go of.

A download that is on its way ends well: it reads a file that is open already.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from secrets import token_urlsafe

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from news.pictures.models import Rendition
from news.pictures.workflow import clear

from .models import RemovedFile

KEPT = timedelta(days=90)
# An upload is written first, and its row a moment later.
ARRIVING = timedelta(hours=1)
FOLDER = "removed"


def put_away(name: str) -> None:
    """From now on its address is nothing. Call it when the row that named it is gone for good."""
    if not default_storage.exists(name):
        return
    kept_as = moved(name, f"{FOLDER}/{token_urlsafe(16)}/{PurePosixPath(name).name}")
    RemovedFile.objects.update_or_create(
        name=name, defaults={"kept_as": kept_as, "removed_at": timezone.now()}
    )
    for rendition in Rendition.objects.filter(source=name):
        clear(rendition)


def bring_back(names: Iterable[str]) -> int:
    """Call it for the files of a version that was restored; how many had been put away.

    One that lies at its address already was brought back by a restoring that was then refused.
    """
    found = list(RemovedFile.objects.filter(name__in=names))
    for removed in found:
        if default_storage.exists(removed.kept_as):
            moved(removed.kept_as, removed.name)
        removed.delete()
    return len(found)


def settle(folders: Iterable[str], named: set[str]) -> tuple[int, int, int]:
    """What rows name is where they say; what none names is put away, and after 90 days let go of.

    How many were put away, brought back, and let go of.
    """
    back = bring_back(named)
    unnamed = [name for folder in folders for name in uploads_in(folder) if name not in named]
    for name in unnamed:
        put_away(name)
    over = RemovedFile.objects.filter(removed_at__lt=timezone.now() - KEPT)
    return len(unnamed), back, let_go(over)


def uploads_in(folder: str) -> Iterator[str]:
    """Each upload has a folder of its own. What was made of a picture there goes with it."""
    before = timezone.now() - ARRIVING
    sources = set(Rendition.objects.values_list("source", flat=True))
    for inner in folders_in(folder):
        names = files_in(inner)
        for name in sources.intersection(names) or names:
            if default_storage.get_modified_time(name) < before:
                yield name


def folders_in(folder: str) -> list[str]:
    return [f"{folder}/{inner}" for inner in default_storage.listdir(folder)[0]]


def files_in(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def let_go(put_away: QuerySet[RemovedFile]) -> int:
    found = list(put_away)
    for removed in found:
        default_storage.delete(removed.kept_as)
        removed.delete()
    return len(found)


def delete_for_good(name: str) -> None:
    """Wherever it lies: at its address, or put away."""
    default_storage.delete(name)
    let_go(RemovedFile.objects.filter(name=name))


def moved(name: str, to: str) -> str:
    """Written whole at its new place before it goes from the old one."""
    with default_storage.open(name) as file:
        kept_as = default_storage.save(to, file)
    default_storage.delete(name)
    return kept_as
