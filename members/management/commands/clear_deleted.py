"""Let go of CPD entries that were deleted some time ago."""

from django.core.management.base import BaseCommand

from members.cpd.workflow import clear_deleted


class Command(BaseCommand):
    help = "Remove for good the CPD entries that were deleted more than 30 days ago."

    def handle(self, *args, **options):
        self.stdout.write(f"CPD: {clear_deleted()} deleted entries removed for good.")
