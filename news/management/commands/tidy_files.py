"""Make small pictures that are owed, and put every file where its readers find it, or nobody."""

from django.core.management.base import BaseCommand

from news.articles.models import Picture
from news.file_readers import SHOWN_BY
from news.pictures.workflow import ask_again
from news.removed.models import RemovedFile
from news.removed.named import named, naming
from news.removed.workflow import settle
from news.withheld.workflow import put_in_place


class Command(BaseCommand):
    help = "Ask again for small pictures that failed, and put away files that no row names."

    def handle(self, *args, **options):
        asked = ask_again(list(Picture.objects.values_list("file", flat=True)))
        folders = [model._meta.model_name for model in naming()]
        away, back, gone = settle(folders, named())
        for_all = named_in_the_open()
        removed = set(RemovedFile.objects.values_list("kept_as", flat=True))
        moved = put_in_place(for_all, is_open=True)
        moved += put_in_place((named() | removed) - for_all, is_open=False)
        self.stdout.write(f"Pictures: {asked} asked for again.")
        self.stdout.write(f"Files: {away} put away, {back} brought back, {gone} let go of.")
        self.stdout.write(f"Files: {moved} moved to where their readers are.")


def named_in_the_open() -> set[str]:
    """By items that everybody may read, with no end set. A query for each way to a file."""
    ways = [
        (model.objects.in_the_open(), way) for model, found in SHOWN_BY.values() for way in found
    ]
    return {name for items, way in ways for name in items.values_list(way, flat=True) if name}
