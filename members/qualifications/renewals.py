"""A renewal: a new record that follows an earlier one, and the chain that they form."""

from datetime import date

from django.db.models import Q

from members.profile.models import Member

from .models import Qualification

KEPT = ("member", "kind", "grade", "name", "issuer", "discipline", "number", "route", "edition")


def renewal_of(earlier: Qualification) -> Qualification:
    """Not saved: the same title of the same issuer; the new days are for the member to say."""
    return Qualification(renews=earlier, **{name: getattr(earlier, name) for name in KEPT})


def chain(held: Qualification, member: Member) -> list[Qualification]:
    """All records that renew each other, `held` among them, oldest first; [] when it is alone."""
    linked = Qualification.objects.of(member).filter(
        Q(renews__isnull=False) | Q(renewals__isnull=False)
    )
    by_key = {one.pk: one for one in linked}
    if held.pk not in by_key:
        return []
    same = (one for one in by_key.values() if first(one, by_key) == first(held, by_key))
    return sorted(same, key=lambda one: (one.awarded_on or date.max, one.pk))


def first(one: Qualification, by_key: dict[int, Qualification]) -> int:
    """The key of the record that the chain began with. Ends, since each renews an older key."""
    while one.renews_id:
        one = by_key[one.renews_id]
    return one.pk
