"""What the member's home says of their CPD, in one query."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from agreements.requirements.vocabulary import Aspect
from members.profile.models import Member

from .models import Record, total_hours

SHORTEST_SCALE = Decimal(16)  # hours, so that a first half day does not fill the drawing


@dataclass(frozen=True, slots=True)
class AspectHours:
    aspect: Aspect
    hours: Decimal
    width: str  # of the bar in the drawing, in per cent of the scale


@dataclass(frozen=True, slots=True)
class CpdSoFar:
    hours: Decimal  # that count, in the year
    aspects: list[AspectHours]
    entries: int  # of all years and states
    waiting: int  # to be confirmed, of all years


def cpd_so_far(member: Member, year: int) -> CpdSoFar:
    in_year = Q(done_on__year=year)
    rows = (
        Record.objects.of(member)
        .order_by()
        .values("aspect")
        .annotate(
            year_hours=total_hours(in_year & Record.is_counting()),
            entries=Count("id"),
            waiting=Count("id", filter=Q(state=Record.State.TO_CONFIRM)),
        )
    )
    found = {row["aspect"]: row for row in rows}
    hours = dict.fromkeys(Aspect, Decimal())
    hours |= {Aspect(aspect): row["year_hours"] for aspect, row in found.items()}
    scale = max(SHORTEST_SCALE, *hours.values())
    return CpdSoFar(
        hours=sum(hours.values(), Decimal()),
        aspects=[
            AspectHours(aspect, hours[aspect], f"{hours[aspect] / scale * 100:.2f}%")
            for aspect in Aspect
        ],
        entries=sum(row["entries"] for row in found.values()),
        waiting=sum(row["waiting"] for row in found.values()),
    )
