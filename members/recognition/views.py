"""Where a member can register: all pathways by distance, one of them line by line, and what if."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.pathways.in_force import RulesInForce, rules_in_force
from members.profile.access import member_page

from .facts import person
from .forms import SupposeForm
from .proofs import proofs
from .prospects import Prospect, Start, of_agreement, prospects
from .told import keys_of, told


@dataclass(frozen=True, slots=True)
class Outlook:
    """All pathways on the day that is looked at, as things are or as they are supposed."""

    form: SupposeForm
    on: date
    rules: RulesInForce
    found: list[Prospect]

    @property
    def query(self) -> str:
        """Takes a supposition along to the next page."""
        return f"?{self.form.data.urlencode()}" if self.form.is_supposing else ""

    def starting(self, start: Start) -> list[Prospect]:
        return [one for one in self.found if one.start is start]


def outlook(request: HttpRequest) -> Outlook:
    today = timezone.localdate()
    rules = rules_in_force(today)
    form = SupposeForm(request.GET, rules=rules, today=today)
    if form.day != today:
        rules = rules_in_force(form.day)
    found = prospects(person(request.member), rules, form.day, form.supposed)
    return Outlook(form, form.day, rules, found)


@member_page
@require_safe
def pathway_list(request: HttpRequest) -> HttpResponse:
    seen = outlook(request)
    context = {
        "outlook": seen,
        "held": seen.starting(Start.HELD),
        "near": seen.starting(Start.NEAR),
        "elsewhere": seen.starting(Start.OTHER),
    }
    return render(request, "members/recognition/pathway_list.html", context)


@member_page
@require_safe
def pathway_detail(request: HttpRequest, slug: str) -> HttpResponse:
    seen = outlook(request)
    prospect = next((one for one in seen.found if one.pathway.slug == slug), None)
    if prospect is None:
        raise Http404
    context = {"outlook": seen} | line_by_line(request, prospect, seen.rules)
    return render(request, "members/recognition/pathway_detail.html", context)


@member_page
@require_safe
def band(request: HttpRequest, agreement: str) -> HttpResponse:
    """A part of the agreement's page, which a member's browser asks for: its nearest pathway."""
    today = timezone.localdate()
    rules = rules_in_force(today)
    found = prospects(person(request.member), rules, today)
    nearest = next(of_agreement(found, agreement), None)
    if nearest is None or not nearest.is_told:
        raise Http404
    context = {"on": today} | line_by_line(request, nearest, rules)
    return render(request, "members/recognition/band.html", context)


def line_by_line(request: HttpRequest, prospect: Prospect, rules: RulesInForce) -> dict:
    known = proofs(request.member, keys_of([prospect]), rules)
    return {"prospect": prospect, "lines": told(prospect, known)}
