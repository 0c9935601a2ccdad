"""How what a member did was counted for a requirement, in this period or in an earlier one."""

from datetime import date

from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from agreements.pathways.in_force import rules_in_force
from agreements.requirements.models import CpdRequirement, Version
from members.membership.models import Term
from members.membership.rules import standing
from members.profile.access import member_page
from members.profile.models import Member

from .closing import Ended, closed_days
from .declarations import PeriodDeclaration
from .facts import binding, holder
from .forms import EARLIEST
from .models import Record
from .sums import count, earlier_spans, periods
from .what_if import what_ifs


@member_page
@require_safe
def counted(request: HttpRequest, requirement: str) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    on = chosen_day(request.GET.get("on", ""), today)
    context = {"on": on, "is_today": on == today}
    held, rules = holder(member), rules_in_force(on)
    asked = {one.slug: one for one in binding(held, rules, on)}.get(requirement)
    if asked:
        records = list(Record.objects.of(member))
        found = count(held, asked, records, on)
        closed = closed_days(member, held=held, rules=rules)
        over = closed.find_on(requirement, on)
        context |= {
            "requirement": asked.version.requirement,
            "version": asked.version,
            "count": found,
            "periods": periods(found, records),
            "over": over,
            "declaration": declaration_of(request.member, over),
            "earlier": [
                (span, closed.find(requirement, span.last))
                for span in earlier_spans(found, records)
            ],
            "plans": what_ifs(found) if on == today else [],
        }
    else:
        context |= why_not_bound(request, requirement, on)
    return render(request, "members/cpd/counted.html", context)


def declaration_of(member: Member, over: Ended | None) -> PeriodDeclaration | None:
    if over is None or over.declared is None:
        return None
    mine = PeriodDeclaration.objects.of(member).standing()
    return mine.get(requirement=over.requirement, last_on=over.span.last)


def chosen_day(written: str, today: date) -> date:
    """A day that is written as 2025-12-31 and has come; any other is today."""
    try:
        day = parse_date(written)
    except ValueError:
        return today
    return day if day and EARLIEST <= day <= today else today


def why_not_bound(request: HttpRequest, slug: str, on: date) -> dict:
    """What the page says of a requirement that asks nothing of the member on that day."""
    with_rules = CpdRequirement.objects.filter(versions__in=Version.objects.live()).distinct()
    requirement = get_object_or_404(with_rules.select_related("scheme", "body"), slug=slug)
    terms = Term.objects.of(request.member).filter(grade__scheme=requirement.scheme)
    since = requirement.versions.live().aggregate(first=Min("effective_from"))["first"]
    return {
        "requirement": requirement,
        "standing": standing(terms, on),
        "rules_since": since if since > on else None,
    }
