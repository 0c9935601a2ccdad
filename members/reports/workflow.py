"""What becomes of a reader's report: an officer takes it, and settles it or says why not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from agreements.background import task
from agreements.pathways.models import Pathway
from agreements.register.models import Agreement
from members.profile.models import User
from members.transitions import advance

from . import emails
from .models import ChangeReport

State = ChangeReport.State
SETTLES = "members.settle_changereport"


def report(about: Agreement | Pathway, *, what: str, source: str, email: str) -> ChangeReport:
    """Kept for the agreements officer; a pathway's stands with its agreement too.

    The same once more, by a button pressed twice, is the same report as long as it is new. The
    officers are told by mail, but not again within a day while what they were told of lies
    untouched: their list has the rest.
    """
    pathway = about if isinstance(about, Pathway) else None
    said = {
        "agreement": pathway.agreement if pathway else about,
        "pathway": pathway,
        "what": what,
        "source": source,
        "email": email,
        "language": get_language(),
    }
    before = ChangeReport.objects.filter(**said, state=State.NEW).first()
    return before or keep(said)


@transaction.atomic
def keep(said: dict) -> ChangeReport:
    is_told = not ChangeReport.objects.told_and_untouched().exists()
    kept = ChangeReport.objects.create(**said, told_at=timezone.now() if is_told else None)
    if is_told:
        tell_officers.enqueue(kept.pk)
    return kept


@task
def tell_officers(report_pk: int) -> None:
    """Beside the page: its reader does not wait for a mail server."""
    officers = User.objects.staff_who_may(SETTLES)
    emails.waiting(ChangeReport.objects.get(pk=report_pk), officers)


def take(report: ChangeReport, *, by: User) -> None:
    """Of two officers at once the second is told. Raises TransitionNotAllowed."""
    advance(report, State.TAKEN, taken_by=by)


def put_back(report: ChangeReport, *, by: User) -> None:
    advance(report, State.NEW, taken_by=None)


def settle(report: ChangeReport, *, by: User, answer: str) -> None:
    decide(report, State.SETTLED, by, answer)


def decline(report: ChangeReport, *, by: User, answer: str) -> None:
    decide(report, State.DECLINED, by, answer)


def decide(report: ChangeReport, to: State, by: User, answer: str) -> None:
    """Signed; the reader is told where an address was left. Raises TransitionNotAllowed."""
    advance(report, to, decided_by=by, decided_at=timezone.now(), answer=answer)
    if report.email:
        emails.decided(report)


def clear_addresses() -> int:
    """Forget the addresses that are needed no more; how many."""
    return ChangeReport.objects.with_address_to_erase().update(email="")
