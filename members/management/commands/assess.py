"""Work out how members stand and keep it for the lists of staff: everybody, or whoever changed."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from agreements.progress import Progress
from members.cpd.models import Record
from members.profile.models import Member
from members.recognition.keeping import keep_changed
from members.recognition.tasks import assess, begin


class Command(BaseCommand):
    help = "Assess every member by the rules in force today, and keep the answers for lists."

    def add_arguments(self, parser):
        parser.add_argument(
            "--changed", action="store_true", help="Only those of whom a fact has changed since."
        )
        parser.add_argument(
            "--processes", type=int, default=1, help="Side by side; SQLite has room for one."
        )

    def handle(self, *args, changed: bool, processes: int, **options):
        if processes < 1 or (processes > 1 and connection.vendor == "sqlite"):
            raise CommandError("Write how many processes, from 1 up; on SQLite there can be one.")
        began = monotonic()
        if changed:
            number = keep_changed(timezone.localdate())
            self.stdout.write(f"{number:,} members assessed of whom a fact had changed.")
            return
        total = Member.objects.count()
        progress = Progress("members", max(1, total))
        run = begin(timezone.localdate())
        assess(run, processes, progress.add)
        seconds = monotonic() - began
        pace = round(Record.objects.count() / seconds)
        self.stdout.write(
            f"{run.members:,} members assessed in {seconds:.1f} s, {pace:,} activities a second."
        )
