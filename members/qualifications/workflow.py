"""How a qualification comes in."""

from datetime import timedelta

from django.utils import timezone

from .models import Qualification

SENT_TWICE_WITHIN = timedelta(minutes=1)


def sent_twice(held: Qualification) -> Qualification | None:
    """The draft that the first press of the button made, when this is the second one."""
    return Qualification.objects.filter(
        state=Qualification.State.DRAFT,
        created_at__gt=timezone.now() - SENT_TWICE_WITHIN,
        **{name: getattr(held, name) for name in ("member", *Qualification.SAID)},
    ).first()
