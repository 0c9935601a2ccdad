"""Write the search index anew from the public rows, while the site runs."""

from django.apps import apps
from django.core.management.base import BaseCommand

from agreements.progress import Progress
from agreements.search.index import A_BATCH, Concerned, Searched, missing, renew, take_away_lost
from agreements.search.models import SearchEntry


class Command(BaseCommand):
    help = "Write the search index anew: after a change of addresses, or of how words are read."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-incomplete",
            action="store_true",
            help="Only kinds that lack an entry, or have one of an older reading.",
        )

    def handle(self, *args, if_incomplete: bool, **options):
        for model in searched_models():
            if not if_incomplete or missing(model):
                self.index(model)
        entries = SearchEntry.objects.count()
        self.stdout.write(f"The search index is complete: {entries:,} entries.")

    def index(self, model: type[Searched]) -> None:
        take_away_lost(model)
        rows = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        progress = Progress(str(model._meta.verbose_name_plural), len(rows), self.stderr._out)
        for start in range(0, len(rows), A_BATCH):
            batch = rows[start : start + A_BATCH]
            renew(Concerned(model, frozenset(batch)))
            progress.add(len(batch))


def searched_models() -> list[type[Searched]]:
    return [
        model for model in apps.get_models() if issubclass(model, Searched) and model.search_kind
    ]
