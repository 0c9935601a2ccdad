"""Audits of the member who is logged in: what is asked, the answer, more time, what was found."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed
from members.transitions import TransitionNotAllowed

from .forms import AnswerForm, EntryEvidenceForm, ExtensionForm
from .models import Audit
from .sheet import sheet
from .timeline import steps
from .workflow import extend, submit

State = Audit.State
A_PAGE = 25


@member_page
@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    paginator = Paginator(Audit.objects.of(request.member), A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "today": timezone.localdate(),
    }
    return render(request, "members/audits/audit_list.html", context)


@member_page
@form_page
def audit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    audit = own(request, pk)
    form = AnswerForm(typed(request), initial={"explanation": audit.explanation})
    if form.is_valid():
        return answered(request, audit, form)
    today = timezone.localdate()
    sent = chosen_round(request, audit)
    context = {
        "audit": audit,
        "form": form,
        "steps": steps(audit, audit.moves.all()),
        "is_overdue": audit.is_overdue(today),
        "may_extend": audit.may_be_extended(today),
        "sheet": sheet(audit) if audit.is_open_to_member and not sent else None,
        "sent": sent,
        "entries": entries_sent(audit, sent),
    }
    is_stale = form.is_bound and not audit.is_open_to_member
    return render(
        request, "members/audits/audit_detail.html", context, status=409 if is_stale else 200
    )


def answered(request: HttpRequest, audit: Audit, form: AnswerForm) -> HttpResponse:
    """A second press of the button finds it sent, and changes nothing."""
    if audit.state == State.SUBMITTED:
        messages.info(request, _("Your answer was sent before, and is with the Society."))
        return redirect(audit)
    try:
        submit(audit, by=request.user, **form.cleaned_data)
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sent: your answer to the audit"))
    return redirect(audit)


def chosen_round(request: HttpRequest, audit: Audit) -> int:
    """Which answer is shown: the newest, or an earlier one; 0 where the member is at work on it."""
    written = request.GET.get("sent", "")
    if written.isdecimal() and len(written) < 4 and 1 <= int(written) <= audit.rounds:
        return int(written)
    return 0 if audit.is_open_to_member else audit.rounds


def entries_sent(audit: Audit, number: int) -> list:
    if not number:
        return []
    return list(audit.entries.filter(round=number).in_order().prefetch_related("evidence"))


@member_page
@form_page
def audit_extend(request: HttpRequest, pk: int) -> HttpResponse:
    audit = own(request, pk)
    if not audit.may_be_extended(timezone.localdate()):
        return redirect(audit)
    form = ExtensionForm(typed(request))
    if form.is_valid():
        try:
            extend(audit, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("You have more time."))
        return redirect(audit)
    return render(request, "members/audits/audit_extend.html", {"audit": audit, "form": form})


@member_page
@form_page
def entry_evidence(request: HttpRequest, pk: int, record: int) -> HttpResponse:
    audit = own(request, pk)
    if not audit.is_open_to_member:
        messages.error(request, _("The audit is not with you any more, so it takes no evidence."))
        return redirect(audit)
    lines = {line.record.pk: line.record for line in sheet(audit).lines}
    if record not in lines or not lines[record].is_editable:
        raise Http404
    entry = lines[record]
    form = EntryEvidenceForm(typed(request), sent_files(request), instance=entry)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved: %(title)s") % {"title": entry.title})
        return redirect(f"{audit.get_absolute_url()}#entries")
    context = {"audit": audit, "record": entry, "form": form}
    return render(request, "members/audits/entry_evidence.html", context)


def own(request: HttpRequest, pk: int) -> Audit:
    """The member's own; held until the answer when it may be changed."""
    mine = Audit.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    return get_object_or_404(mine, pk=pk)
