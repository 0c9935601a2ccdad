"""Fill the portal with as many invented members as a measurement needs, or take them away."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils import timezone

from agreements.progress import Progress
from agreements.titles.models import Grade, Scheme
from members.cpd.models import Adjustment, Record
from members.declarations.models import Declaration
from members.demo.crowd import Person, Plan, people
from members.demo.loader import SCHEME
from members.experience.models import Period
from members.membership.models import Term
from members.profile.models import Member, User
from members.qualifications.models import Qualification

OFFICER = "reviewer@load.example"
MARK = "LOAD-"  # begins their member numbers
A_CHUNK = 200  # members: with 60 activities each some 60 MB of memory
TABLES = {
    "terms": Term,
    "qualifications": Qualification,
    "periods": Period,
    "declarations": Declaration,
    "adjustments": Adjustment,
    "records": Record,
}


class Command(BaseCommand):
    help = "Have N invented members to measure with; those that are there already are kept."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, default=0, metavar="N")
        parser.add_argument("--activities", type=int, default=60, help="CPD entries of each.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed, other members.")
        parser.add_argument("--clear", action="store_true", help="Remove all of them instead.")

    def handle(self, *args, number: int, activities: int, seed: int, clear: bool, **options):
        if clear:
            self.stdout.write(f"{remove():,} invented members removed.")
            return
        if number < 1 or activities < 0:
            raise CommandError("Write how many members to have, from 1 up; activities from 0 up.")
        plan = Plan(seed, timezone.localdate(), activities, grades(), society(), officer())
        self.stdout.write(f"{add(number, plan):,} invented members made, to have {number:,}.")


def made() -> models.QuerySet[Member]:
    return Member.objects.filter(number__startswith=MARK, is_demonstration=True)


def chunks(whole: Sequence):
    return (whole[first : first + A_CHUNK] for first in range(0, len(whole), A_CHUNK))


# --- Remove --------------------------------------------------------------------------------------


def remove() -> int:
    """With whatever hangs on them, a chunk at a time; then who signed for the Society."""
    accounts = list(made().order_by("pk").values_list("user_id", flat=True))
    progress = Progress("members", len(accounts))
    for chunk in chunks(accounts):
        User.objects.filter(pk__in=chunk).delete()
        progress.add(len(chunk))
    User.objects.filter(email=OFFICER).delete()
    return len(accounts)


# --- Add -----------------------------------------------------------------------------------------


def grades() -> dict[str, int]:
    found = dict(Grade.objects.filter(scheme__slug=SCHEME).values_list("code", "pk"))
    if not found:
        raise CommandError("The Society's grades are not here: run load_demo first.")
    return found


def society() -> int:
    return Scheme.objects.get(slug=SCHEME).body_id


def officer() -> int:
    """Signs, and cannot log in."""
    closed = {"password": make_password(None), "is_active": False}
    return User.objects.get_or_create(email=OFFICER, defaults=closed)[0].pk


def add(number: int, plan: Plan) -> int:
    """Those of the first `number` that are not there; gives how many."""
    there = set(made().values_list("number", flat=True))
    missing = [one for one in range(1, number + 1) if member_number(one) not in there]
    progress = Progress("members", len(missing))
    for chunk in chunks(missing):
        save(list(people(chunk, plan)))
        progress.add(len(chunk))
    return len(missing)


def member_number(number: int) -> str:
    return f"{MARK}{number:06}"


@transaction.atomic
def save(crowd: list[Person]) -> None:
    """A table in one go."""
    members = opened(crowd)
    for name, model in TABLES.items():
        model.objects.bulk_create(
            model(member_id=member.pk, **row)
            for member, person in zip(members, crowd, strict=True)
            for row in getattr(person, name)
        )


def opened(crowd: list[Person]) -> list[Member]:
    """Accounts, with the address that each has confirmed, and their records."""
    users = User.objects.bulk_create(account(person) for person in crowd)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users
    )
    return Member.objects.bulk_create(
        Member(
            user=user,
            number=member_number(person.number),
            language=person.language,
            is_demonstration=True,
        )
        for user, person in zip(users, crowd, strict=True)
    )


def account(person: Person) -> User:
    email = f"member{person.number:06}@load.example"
    return User(email=email, password=make_password(None), **person.names)
