"""Bring bytes and rows of the evidence vault together again."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.evidence.models import EvidenceFile
from members.evidence.workflow import vault

# An upload writes its bytes first, and its row a moment later.
ARRIVING = timedelta(hours=1)


class Command(BaseCommand):
    help = "Remove evidence bytes that no row knows any more, and name rows whose bytes are gone."

    def handle(self, *args, **options):
        stored = keys_in_the_vault()
        known = dict(EvidenceFile.objects.values_list("key", "pk"))
        removed = [key for key in stored - known.keys() if removed_as_left_over(key)]
        self.stdout.write(f"Evidence: {len(removed)} left-over files removed.")
        for pk in sorted(known[key] for key in known.keys() - stored):
            self.stderr.write(f"Evidence file {pk}: its bytes are gone. They are in a backup.")


def keys_in_the_vault() -> set[str]:
    try:
        return set(vault().listdir("")[1])
    except FileNotFoundError:  # nothing was ever kept
        return set()


def removed_as_left_over(key: str) -> bool:
    if vault().get_modified_time(key) > timezone.now() - ARRIVING:
        return False
    vault().delete(key)
    return True
