"""Make small pictures that are owed, and put every file where its readers find it, or nobody."""

from django.core.management.base import BaseCommand

from news.articles.models import Attachment, Picture
from news.newsletters.models import Newsletter
from news.pictures.workflow import ask_again
from news.removed.named import named, names_in, naming
from news.removed.workflow import settle
from news.withheld.workflow import put_in_place

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
        folders = [model._meta.model_name for model in naming()]
        away, back, gone = settle(folders, named())
        moved = sum(put_in_place(named_for(only), for_members=only) for only in (True, False))
        self.stdout.write(f"Pictures: {asked} asked for again.")
        self.stdout.write(f"Files: {away} put away, {back} brought back, {gone} let go of.")
        self.stdout.write(f"Files: {moved} moved to where their readers are.")


def named_for(members_only: bool) -> set[str]:
    """By items for members only, or by the others."""
    rows = (model._base_manager.filter(**{field: members_only}) for model, field in READERS.items())
    return {name for found in rows for name in names_in(found)}
