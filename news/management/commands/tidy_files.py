"""Make small pictures that are owed, and take away what nothing that is published names."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand

from news.articles.models import Attachment, Picture
from news.newsletters.models import Newsletter
from news.pictures.workflow import ask_again
from news.removed.workflow import settle
from news.withheld.workflow import put_in_place

NAMING = {Picture: ["file"], Attachment: ["file"], Newsletter: ["cover", "pdf_en", "pdf_zh"]}
# What says of each whether it is for members only.
READERS = {
    Picture: "article__members_only",
    Attachment: "article__members_only",
    Newsletter: "members_only",
}


class Command(BaseCommand):
    help = "Ask again for small pictures that failed, and put away files that no row names."

    def handle(self, *args, **options):
        asked = ask_again(list(Picture.objects.values_list("file", flat=True)))
        folders = [model._meta.model_name for model in NAMING]
        away, back, gone = settle(folders, named())
        self.stdout.write(f"Pictures: {asked} asked for again.")
        moved = sum(put_in_place(names, for_members=apart) for apart, names in named_by_reader())
        self.stdout.write(f"Files: {away} put away, {back} brought back, {gone} let go of.")
        self.stdout.write(f"Files: {moved} moved to where their readers are.")


def named() -> set[str]:
    return {name for _for_members, names in named_by_reader() for name in names}


def named_by_reader() -> Iterator[tuple[bool, set[str]]]:
    """Files of items for members only, and those of the others."""
    for for_members in (True, False):
        rows = [
            row
            for model, fields in NAMING.items()
            for row in model.objects.filter(**{READERS[model]: for_members}).values_list(*fields)
        ]
        yield for_members, {name for row in rows for name in row if name}
