"""Make small pictures that are owed, and take away what nothing that is published names."""

from django.core.management.base import BaseCommand

from news.articles.models import Picture
from news.pictures.workflow import ask_again
from news.removed.named import named, naming
from news.removed.workflow import settle


class Command(BaseCommand):
    help = "Ask again for small pictures that failed, and put away files that no row names."

    def handle(self, *args, **options):
        asked = ask_again(list(Picture.objects.values_list("file", flat=True)))
        folders = [model._meta.model_name for model in naming()]
        away, back, gone = settle(folders, named())
        self.stdout.write(f"Pictures: {asked} asked for again.")
        self.stdout.write(f"Files: {away} put away, {back} brought back, {gone} let go of.")
