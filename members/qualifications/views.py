"""Qualifications of the member who is logged in: add, correct, send for review, renew, delete."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.evidence.models import EvidenceFile
from members.evidence.suggestions import file_to_begin_with
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed
from members.transitions import TransitionNotAllowed

from .forms import QualificationForm
from .history import Move
from .models import Qualification
from .renewals import chain, renewal_of
from .timeline import steps
from .validity import validity
from .waiting import usual_working_days
from .workflow import resubmit, sent_twice, submit, withdraw

State = Qualification.State
A_PAGE = 25


@member_page
@require_safe
def qualification_list(request: HttpRequest) -> HttpResponse:
    paginator = Paginator(Qualification.objects.of(request.member).newest_first(), A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "rows": [(held, validity(held, today)) for held in page],
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
    }
    return render(request, "members/qualifications/qualification_list.html", context)


@member_page
@require_safe
def qualification_detail(request: HttpRequest, pk: int) -> HttpResponse:
    held, now = own(request, pk), timezone.now()
    today = timezone.localdate()
    context = {
        "held": held,
        "validity": validity(held, today),
        "steps": steps(held, held.moves.all()),
        "chain": [(one, validity(one, today)) for one in chain(held, request.member)],
        "usual": usual_working_days(now) if held.state == State.SUBMITTED else None,
        "files": held.evidence.newest_first(),
    }
    return render(request, "members/qualifications/qualification_detail.html", context)


@member_page
@form_page
def qualification_add(request: HttpRequest) -> HttpResponse:
    held, file = Qualification(member=request.member), file_to_begin_with(request)
    return add_page(request, held, "members/qualifications/qualification_add.html", file)


@member_page
@form_page
def qualification_renew(request: HttpRequest, pk: int) -> HttpResponse:
    earlier = own(request, pk)
    if not earlier.may_be_renewed:
        return redirect(earlier)
    held = renewal_of(earlier)
    return add_page(request, held, "members/qualifications/qualification_renew.html")


def add_page(
    request: HttpRequest, held: Qualification, template: str, file: EvidenceFile | None = None
) -> HttpResponse:
    """The form for a new record; `held` holds what it starts with."""
    form = QualificationForm(typed(request), sent_files(request), instance=held, file=file)
    if form.is_readable and (first := sent_twice(form.instance)):
        first.evidence.add(*form.cleaned_data["evidence"])
        said = _("This qualification was there already: %(title)s")
        messages.success(request, said % {"title": first.title})
        return redirect(first)
    if form.is_valid():
        held = form.save()
        messages.success(request, _("Saved as a draft: %(title)s") % {"title": held.title})
        return redirect(held)
    return render(request, template, {"form": form, "earlier": held.renews})


@member_page
@form_page
def qualification_edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = own(request, pk)
    returned = last_return(held)
    faults = returned and returned.fault
    form = QualificationForm(typed(request), sent_files(request), instance=held, faults=faults)
    if held.is_editable and form.is_valid():
        form.save()
        if "send" in request.POST:
            return sent(request, held)
        messages.success(request, _("Saved: %(title)s") % {"title": held.title})
        return redirect(held)
    return edit_page(request, held, form, returned)


def edit_page(
    request: HttpRequest, held: Qualification, form: QualificationForm, returned: Move | None
) -> HttpResponse:
    is_stale = form.is_bound and not held.is_editable
    return render(
        request,
        "members/qualifications/qualification_edit.html",
        {"held": held, "form": form, "returned": returned},
        status=409 if is_stale else 200,
    )


def last_return(held: Qualification) -> Move | None:
    """What the reviewer asked for, while it is the member's turn."""
    return held.moves.last() if held.state == State.RETURNED else None


@member_page
@require_POST
def qualification_send(request: HttpRequest, pk: int) -> HttpResponse:
    return sent(request, own(request, pk))


def sent(request: HttpRequest, held: Qualification) -> HttpResponse:
    """Sent to a reviewer; or the form, with what is missing beside each field."""
    returned = last_return(held)
    try:
        if held.state != State.SUBMITTED:
            (resubmit if returned else submit)(held, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, _("Not sent yet. What is missing is marked below."))
        faults = {name: texts[0] for name, texts in refusal.message_dict.items()}
        form = QualificationForm(instance=held, faults=faults)
        return edit_page(request, held, form, returned)
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sent to a reviewer: %(title)s") % {"title": held.title})
    return redirect(held)


@member_page
@require_POST
def qualification_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    held = own(request, pk)
    try:
        if not held.is_draft:
            withdraw(held, by=request.user)
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn: %(title)s") % {"title": held.title})
    return redirect(held)


@member_page
@form_page
def qualification_delete(request: HttpRequest, pk: int) -> HttpResponse:
    held = own(request, pk)
    is_asked = request.method == "POST"
    if is_asked and held.is_deletable:
        held.delete()
        messages.success(request, _("Deleted: %(title)s") % {"title": held.title})
        return redirect("members:qualifications:qualification_list")
    return render(
        request,
        "members/qualifications/qualification_delete.html",
        {"held": held},
        status=409 if is_asked else 200,
    )


def own(request: HttpRequest, pk: int) -> Qualification:
    """The member's own; held until the answer when it may be changed."""
    mine = Qualification.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    return get_object_or_404(mine, pk=pk)
