"""Fill the portal with real agreements and news facts, and with invented members."""

from itertools import chain

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

from agreements.demo import loader as agreements
from cse_portal.models import DemonstrationRow
from members.demo import loader as members
from news.demo import loader as news


class Command(BaseCommand):
    help = "Load the demonstration. Rows that are there already are left as they are."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there is any account."
        )
        parser.add_argument(
            "--password", required=True, help="Of every demonstration account that is made."
        )

    @transaction.atomic
    def handle(self, *args, if_empty: bool, password: str, **options):
        if if_empty and get_user_model().objects.exists():
            return
        people = chain(members.load_service_targets(), members.load(password))
        rows = chain(agreements.load(), news.load(), people)
        notes = [DemonstrationRow(row=row) for row in rows]
        DemonstrationRow.objects.bulk_create(notes)
        self.stdout.write(f"Demonstration: {len(notes)} rows loaded.")
