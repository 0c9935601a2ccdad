"""Files go where their item is read: into the open once it is for everybody, and apart again."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from agreements.background import at_the_earliest, task

from .storage import apart, files_in, folder_of, in_the_open


def put_in_place(names: Iterable[str], *, is_open: bool) -> int:
    """Each with what was made of it. Call it after the commit; how many uploads were moved.

    Each file is written whole at its new place before it goes from the old one.
    """
    source, to = (apart(), in_the_open()) if is_open else (in_the_open(), apart())
    moved = 0
    for folder in {folder_of(name) for name in names if name}:
        found = files_in(source, folder)
        for name in found:
            with source.open(name) as file:
                to.delete(name)  # what a move that was broken off has left there
                to.save(name, file)
        for name in found:
            source.delete(name)
        moved += bool(found)
    return moved


def open_from(item: Model, start: datetime) -> None:
    """Its files come into the open then, if it is for everybody. Till then the portal gives them.

    A start that has passed is now. The portal goes on to give them while no worker runs.
    """
    kind = ContentType.objects.get_for_model(item)
    at_the_earliest(start, bring_into_the_open).enqueue(kind.pk, item.pk)


@task
def bring_into_the_open(kind_pk: int, pk: int) -> None:
    items = ContentType.objects.get_for_id(kind_pk).model_class()._default_manager
    for item in items.in_the_open().filter(pk=pk):
        put_in_place(item.file_names(), is_open=True)
