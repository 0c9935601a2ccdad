"""Which declarations can be made, how one is made, and how it is withdrawn."""

from datetime import date

from agreements.titles.models import Body
from members.profile.models import Member

from .models import Declaration
from .texts import current_edition

Kind = Declaration.Kind
SOCIETY = "cse"  # the short name of the Society among the bodies


def offered(member: Member) -> list[Declaration]:
    """Those that a member can make, unsaved, whether they stand or not.

    The Society's code of conduct is among them where the Society is among the bodies.
    """
    society = Body.objects.filter(slug=SOCIETY)
    asked = [*((Kind.CODE, body) for body in society), (Kind.NO_RECORD, None)]
    return [
        Declaration(member=member, kind=kind, body=body, edition=current_edition(kind))
        for kind, body in asked
    ]


def declare(declaration: Declaration, *, on: date) -> None:
    """Let it stand from `on`. Raises IntegrityError when the same one stands already."""
    declaration.made_on = on
    declaration.save(force_insert=True)


def withdraw(declaration: Declaration, *, on: date) -> None:
    """From `on` it stands no more; one that was withdrawn keeps its day.

    Never before it was made, in whichever time zone either day was written.
    """
    last = max(on, declaration.made_on)
    Declaration.objects.standing().filter(pk=declaration.pk).update(withdrawn_on=last)
    declaration.refresh_from_db(fields=["withdrawn_on"])
