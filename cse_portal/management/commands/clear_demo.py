"""Take the demonstration away again."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import ProtectedError

from cse_portal.models import DemonstrationRow


class Command(BaseCommand):
    help = "Remove what load_demo brought, and nothing else."

    @transaction.atomic
    def handle(self, *args, **options):
        kept = []
        removed = 0
        # Newest first: what was loaded later rests on what was loaded before.
        for note in DemonstrationRow.objects.order_by("-pk").prefetch_related("row"):
            try:
                if note.row is not None:
                    with transaction.atomic():
                        note.row.delete()
                    removed += 1
            except ProtectedError:
                kept.append(str(note.row))
            else:
                note.delete()
        self.stdout.write(f"Demonstration: {removed} rows removed.")
        if kept:
            self.stdout.write(f"Kept, because other records rest on them: {', '.join(kept)}.")
