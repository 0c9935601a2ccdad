"""How a period is declared, how an officer withdraws that, and how one corrects a closed entry.

Every verb is one transaction that holds the member's record, as the pages of the member do: of
two at once the second sees what the first has done.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.pathways.in_force import rules_in_force
from agreements.requirements.counting import Outcome
from members.profile.models import Member, User

from . import emails
from .closing import Ended, closed_days, today
from .corrections import CORRECTABLE, Correction, written
from .declarations import PeriodDeclaration
from .facts import Holder
from .gauge import telling
from .models import Record
from .sums import Count, count
from .wording import current_edition

# --- A declaration -------------------------------------------------------------------------------


def counted_at_the_end(held: Holder, ended: Ended, records: Iterable[Record]) -> Count:
    """By the rules of the last day of the period, on that day."""
    last = ended.span.last
    asked = rules_in_force(last).requirements[ended.requirement.slug]
    return count(held, asked, records, last)


def drafted(member: Member, ended: Ended, counted: Count) -> PeriodDeclaration:
    """What the member would declare today, unsaved: the sum as it stands."""
    result = telling(counted.assessment.results)
    return PeriodDeclaration(
        member=member,
        requirement=ended.requirement,
        version=counted.version,
        first_on=ended.span.first,
        last_on=ended.span.last,
        declared_on=today(),
        edition=current_edition(),
        verdict=counted.assessment.verdict.value,
        total=result.total,
        target=result.target,
        entries=sum(line.outcome is not Outcome.LEFT_OUT for line in result.lines),
    )


def period_of(declaration: PeriodDeclaration, held: Holder) -> Ended | None:
    """None where the period is no longer one of the member's, as when a term was taken away."""
    closed = closed_days(declaration.member, held=held)
    return closed.find(declaration.requirement.slug, declaration.last_on)


def drafted_anew(declaration: PeriodDeclaration, held: Holder, ended: Ended) -> PeriodDeclaration:
    """What would be declared in its place today, unsaved."""
    member = declaration.member
    return drafted(member, ended, counted_at_the_end(held, ended, Record.objects.of(member)))


def seal(declaration: PeriodDeclaration, counted: Count) -> str:
    """Another one as soon as what the member reads and agrees to is another.

    The same in every process, so nothing whose order is not given has a part in it.
    """
    results = [
        (
            result.window,
            result.verdict.value,
            f"{result.total} {result.target}",
            [f"{line.activity.key} {line.outcome} {line.credit}" for line in result.lines],
        )
        for result in counted.assessment.results
    ]
    read = (declaration.edition, declaration.version_id, results)
    return blake2b(repr(read).encode(), digest_size=8).hexdigest()


@transaction.atomic
def declare(declaration: PeriodDeclaration) -> PeriodDeclaration:
    """Let it stand, and send the member a receipt; the one that stands already is returned.

    From then on the entries of the period are closed (closing.py).
    """
    member = Member.objects.select_for_update().get(pk=declaration.member_id)
    same = PeriodDeclaration.objects.of(member).standing()
    there = same.filter(requirement=declaration.requirement, last_on=declaration.last_on).first()
    if there:
        return there
    declaration.save(force_insert=True)
    emails.declared(declaration)
    return declaration


@transaction.atomic
def withdraw(declaration: PeriodDeclaration, *, by: User, reason: str) -> None:
    """By an officer: it stands no more, its entries are open again unless the date has closed
    them, and the member is told and may declare anew.

    Raises ValidationError when it is withdrawn already.
    """
    if by.pk == declaration.member_id:
        raise PermissionDenied
    Member.objects.select_for_update().get(pk=declaration.member_id)
    signed = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "reason": reason}
    standing = PeriodDeclaration.objects.standing().filter(pk=declaration.pk)
    if not standing.update(**signed):
        raise ValidationError(_("This declaration is withdrawn already."))
    for name, value in signed.items():
        setattr(declaration, name, value)
    emails.withdrawn(declaration)


# --- A correction --------------------------------------------------------------------------------


def is_closed(record: Record, on: date | None = None) -> bool:
    return closed_days(record.member, on).on(record.done_on) is not None


@transaction.atomic
def correct(record: Record, *, by: User, reason: str, **values: str | Decimal | date) -> None:
    """By an officer, in a closed period: write `values` over the entry, keep what was and is, and
    tell the member. They are some of CORRECTABLE.

    Raises ValidationError when nothing differs, or when the member can still change the entry.
    """
    if by.pk == record.member_id:
        raise PermissionDenied
    Member.objects.select_for_update().get(pk=record.member_id)
    kept = Record.objects.select_related("member__user").get(pk=record.pk)
    if not is_closed(kept):
        raise ValidationError(_("This entry is open: its member can change it."))
    before = written(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    after = written(kept)
    changed = [name for name in CORRECTABLE if before[name] != after[name]]
    if not changed:
        raise ValidationError(_("Nothing differs from what is kept."))
    kept.save()
    correction = Correction.objects.create(
        record=kept,
        member=kept.member,
        made_by=by,
        reason=reason,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    emails.corrected(correction)
