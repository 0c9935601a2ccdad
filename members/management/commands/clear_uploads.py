"""Delete the files of members that were chosen and never saved."""

from django.core.management.base import BaseCommand

from members.exchange.workflow import clear


class Command(BaseCommand):
    help = "Delete files of entries that nobody can open any more (two hours after choosing)."

    def handle(self, *args, **options):
        self.stdout.write(f"Uploads: {clear()} files deleted.")
