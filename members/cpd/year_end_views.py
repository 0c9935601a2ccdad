"""The end of a period for the member who is logged in: declare it, add proof to what is closed."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from . import year_end
from .closing import Ended, closed_days
from .declarations import PeriodDeclaration
from .facts import Holder, holder
from .models import Record
from .sums import periods
from .workflow import add_evidence
from .year_end_forms import DeclareForm, MoreEvidenceForm


@member_page
@form_page
def declare(request: HttpRequest, requirement: str, last: date) -> HttpResponse:
    """One page: what is declared, then the button; afterwards what was declared, as it stood."""
    member, held = request.member, holder(request.member)
    ended = closed_days(member, held=held).find(requirement, last)
    mine = PeriodDeclaration.objects.of(member).filter(requirement__slug=requirement, last_on=last)
    made = list(mine)
    if not made and (ended is None or ended.declare_by is None):
        raise Http404
    if (standing := next((one for one in made if one.is_standing), None)) or ended is None:
        return declared(request, standing or made[0], held, ended)
    records = list(Record.objects.of(member))
    counted = year_end.counted_at_the_end(held, ended, records)
    draft = year_end.drafted(member, ended, counted)
    seal = year_end.seal(draft, counted)
    form = DeclareForm(typed(request), seal=seal, is_short=draft.is_short)
    if form.is_valid():
        draft.shortfall = form.cleaned_data.get("shortfall", "")
        draft.explanation = form.cleaned_data.get("explanation", "")
        year_end.declare(draft)
        messages.success(request, _("Declared. A receipt is on its way to you by mail."))
        return redirect(draft)
    waiting = [
        one for one in records if one.done_on in ended.span and one.state == Record.State.TO_CONFIRM
    ]
    context = {
        "shown": draft,
        "draft": draft,
        "ended": ended,
        "form": form,
        "seal": seal,
        "periods": periods(counted, records),
        "waiting": waiting,
        "withdrawn": made[0] if made else None,
    }
    return render(request, "members/cpd/declare.html", context)


def declared(
    request: HttpRequest, declaration: PeriodDeclaration, held: Holder, ended: Ended | None
) -> HttpResponse:
    """A second press finds what the first one declared."""
    if request.method == "POST":
        messages.info(request, _("This period was declared already."))
        return redirect(declaration)
    context = {"shown": declaration, "declaration": declaration, "ended": ended}
    if ended and declaration.is_standing:
        now = year_end.drafted_anew(declaration, held, ended)
        context["now"] = None if now.says_the_same_as(declaration) else now
    return render(request, "members/cpd/declare.html", context)


@member_page
@form_page
def record_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """For an entry that is closed; one that is open has its files in its form."""
    record = get_object_or_404(Record.objects.of(request.member), pk=pk)
    form = MoreEvidenceForm(typed(request), sent_files(request), instance=record)
    if form.is_valid():
        add_evidence(record, form.cleaned_data["evidence"])
        messages.success(request, _("Evidence added to: %(title)s") % {"title": record.title})
        return redirect(record)
    context = {"record": record, "form": form, "files": record.evidence.newest_first()}
    return render(request, "members/cpd/record_evidence.html", context)
