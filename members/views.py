"""The member's home: what needs them, and where they stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.pathways.in_force import rules_in_force
from agreements.search.results import search_page
from agreements.titles.names import names_for
from members.audits.needs import audit_rows
from members.audits.needs import needs as audits
from members.cpd.closing import closed_days, mark
from members.cpd.facts import activities_of, cpd_so_far, with_own
from members.cpd.gauge import gauges
from members.cpd.models import Record
from members.membership.models import Term
from members.membership.rules import open_renewals, standing
from members.profile.access import member_page
from members.profile.models import Member
from members.qualifications.models import Qualification
from members.qualifications.validity import validity
from members.recognition.facts import person_of, with_facts
from members.recognition.prospects import nearest, prospects

MOST_NEEDS = 3
PROSPECTS = 6
RECENT = 5
QUALIFICATIONS = 5


@member_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    records = list(Record.objects.of(member).newest_first())
    mine = with_own(with_facts(Member.objects.filter(pk=member.pk)))
    row = mine.annotate(audit_rows=audit_rows()).get()
    rules, known = rules_in_force(today), person_of(row, tuple(activities_of(records)))
    closed = closed_days(member, held=known.holder, rules=rules)
    mark(records, closed)
    waiting, to_finish = (
        [record for record in records if record.state == state and record.is_editable]
        for state in (Record.State.TO_CONFIRM, Record.State.TO_FINISH)
    )
    terms, suspensions = list(Term.objects.of(member)), known.holder.suspensions
    renewals = [one for one in open_renewals(terms, today, suspensions) if one.is_near(today)]
    asked = gauges(known.holder, records, rules, today)
    due = [gauge for gauge in asked if gauge.is_due_soon]
    qualifications = list(Qualification.objects.of(member).needing_first()[:QUALIFICATIONS])
    unfinished = [held for held in qualifications if held.needs_member]
    needs = [
        *audits(row.audit_rows),
        *due[:1],
        *closed.to_declare(),
        *renewals,
        *waiting,
        *to_finish,
        *unfinished,
    ]
    context = {
        "member": member,
        "year": str(today.year),
        "standing": standing(terms, today, suspensions),
        "needs": needs[:MOST_NEEDS],
        "cpd": cpd_so_far(records, today.year),
        "entries": len(records),
        "gauge": asked[0] if asked else None,
        "other_gauges": asked[1:],
        "recent": records[:RECENT],
        "qualifications": [(held, validity(held, today)) for held in qualifications],
        "prospects": nearest(prospects(known, rules, today), PROSPECTS),
    }
    return render(request, "members/home.html", context)


@member_page
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search of the public, and in the same list what is for members alone."""
    return render(
        request, "members/search.html", search_page(request, names_for(request), for_members=True)
    )
