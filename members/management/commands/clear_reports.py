"""Forget the addresses of readers whose reports were answered some time ago."""

from django.core.management.base import BaseCommand

from members.reports.workflow import clear_addresses


class Command(BaseCommand):
    help = "Erase readers' addresses from reports that were decided more than 30 days ago."

    def handle(self, *args, **options):
        self.stdout.write(f"Reports: {clear_addresses()} addresses erased.")
