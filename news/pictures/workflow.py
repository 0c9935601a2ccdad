"""Small versions of a picture are asked for, made beside the pages, and asked for again."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image

from agreements.background import task
from news.files import is_drawing

from .models import Rendition
from .names import KINDS, name_of, widths_for

AS_WRITTEN = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 80, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}


@transaction.atomic
def ask(source: str) -> None:
    """Call it in the transaction that saves the row which names the file."""
    rendition, is_new = Rendition.objects.get_or_create(source=source)
    if is_new:
        make.enqueue(rendition.pk)


@transaction.atomic
def ask_again(sources: Iterable[str]) -> int:
    """Those that were never made, or have failed, or got stuck; how many."""
    known = {one.source: one for one in Rendition.objects.filter(source__in=sources)}
    owed = [one for one in sources if one not in known or known[one].is_owed]
    for source in owed:
        fresh = {"asked_at": timezone.now(), "started_at": None, "failed_at": None}
        rendition, _is_new = Rendition.objects.update_or_create(source=source, defaults=fresh)
        make.enqueue(rendition.pk)
    return len(owed)


@task
def make(rendition_pk: int) -> None:
    """What a killed worker has left behind is written over by the next."""
    # Not by its own manager: public pages change at the end alone.
    waiting = Rendition._base_manager.filter(pk=rendition_pk, finished_at=None)
    if not waiting.update(started_at=timezone.now()):
        return
    try:
        widths = drawn(waiting.get().source)
    except Exception:
        waiting.update(failed_at=timezone.now())
        raise
    Rendition.objects.filter(pk=rendition_pk).update(
        widths=" ".join(map(str, widths)), finished_at=timezone.now(), failed_at=None
    )


def drawn(source: str) -> list[int]:
    """A line drawing is smaller and sharper as it came in: there are none of it."""
    with default_storage.open(source) as file, Image.open(file) as picture:
        widths = [] if is_drawing(picture) else widths_for(picture.width)
        for width in widths:
            height = max(1, round(picture.height * width / picture.width))
            smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
            for kind in KINDS:
                write(name_of(source, width, kind), encoded(smaller, kind))
    return widths


def encoded(picture: Image.Image, kind: str) -> bytes:
    content = BytesIO()
    fit = on_white(picture) if kind == "jpeg" else picture
    fit.save(content, kind.upper(), **AS_WRITTEN[kind])
    return content.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def write(name: str, content: bytes) -> None:
    default_storage.delete(name)
    if default_storage.save(name, ContentFile(content)) != name:
        raise FileExistsError(name)


def forget(sources: Iterable[str]) -> None:
    """The small versions of pictures that are deleted for good go with them."""
    for rendition in Rendition.objects.filter(source__in=sources):
        clear(rendition)


def clear(rendition: Rendition) -> None:
    """The row first: from then on no page names the files, which lie beside the picture alone."""
    rendition.delete()
    folder = PurePosixPath(rendition.source).parent
    for name in default_storage.listdir(str(folder))[1]:
        if str(folder / name) != rendition.source:
            default_storage.delete(str(folder / name))
