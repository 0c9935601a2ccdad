"""The membership of the member who is logged in: where it stands, and how it came about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.profile.access import member_page

from .models import Suspension, Term
from .rules import renewals, standing
from .timeline import stretches


@member_page
@require_safe
def membership_detail(request: HttpRequest) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    terms, suspensions = list(Term.objects.of(member)), list(Suspension.objects.of(member))
    context = {
        "member": member,
        "standing": standing(terms, today, suspensions),
        "renewals": [one for one in renewals(terms) if today <= one.closes_on],
        "stretches": stretches(terms, suspensions, today),
    }
    return render(request, "members/membership/membership_detail.html", context)
