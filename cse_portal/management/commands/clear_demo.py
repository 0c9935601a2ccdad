"""Take the demonstration away again."""

from functools import partial

from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError

from agreements.register.models import Agreement
from agreements.register.removal import Removal
from cse_portal.models import DemonstrationRow
from members.following.models import Follow
from news.pictures.workflow import forget
from news.removed.workflow import delete_for_good


class Command(BaseCommand):
    help = "Remove what load_demo brought, and nothing else."

    @transaction.atomic
    def handle(self, *args, **options):
        # Newest first: what was loaded later rests on what was loaded before.
        notes = list(DemonstrationRow.objects.order_by("-pk").prefetch_related("row"))
        entries = [note.row.pk for note in notes if isinstance(note.row, Agreement)]
        kept = [str(note.row) for note in notes if not removed(note)]
        # Nobody relied on a demonstration.
        Removal.objects.filter(entry__in=entries).delete()
        Follow.objects.filter(agreement=None, entry__in=entries).delete()
        self.stdout.write(f"Demonstration: {len(notes) - len(kept)} rows removed.")
        if kept:
            self.stdout.write(f"Kept, because other records rest on them: {', '.join(kept)}.")


def removed(note: DemonstrationRow) -> bool:
    """Remove the row with its files, and the note of it. False when something rests on the row."""
    row = note.row
    try:
        if row is not None:
            with transaction.atomic():
                files = files_of(row)
                row.delete()
                forget([file.name for file in files])
            for file in files:
                transaction.on_commit(partial(delete_for_good, file.name))
    except (ProtectedError, RestrictedError):
        return False
    note.delete()
    return True


def files_of(row: models.Model) -> list:
    fields = [field for field in row._meta.get_fields() if isinstance(field, models.FileField)]
    return [file for file in (getattr(row, field.name) for field in fields) if file]
