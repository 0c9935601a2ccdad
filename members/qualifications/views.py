"""Qualifications of the member who is logged in: see where each stands, add, correct, delete."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import typed

from .forms import QualificationForm
from .models import Qualification
from .timeline import steps
from .validity import validity
from .workflow import sent_twice

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
    held = own(request, pk)
    context = {
        "held": held,
        "validity": validity(held, timezone.localdate()),
        "steps": steps(held),
    }
    return render(request, "members/qualifications/qualification_detail.html", context)


@member_page
@form_page
def qualification_add(request: HttpRequest) -> HttpResponse:
    form = QualificationForm(typed(request), instance=Qualification(member=request.member))
    if form.is_readable and (first := sent_twice(form.instance)):
        said = _("This qualification was there already: %(title)s")
        messages.success(request, said % {"title": first.title})
        return redirect(first)
    if form.is_valid():
        held = form.save()
        messages.success(request, _("Saved as a draft: %(title)s") % {"title": held.title})
        return redirect(held)
    return render(request, "members/qualifications/qualification_add.html", {"form": form})


@member_page
@form_page
def qualification_edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = own(request, pk)
    form = QualificationForm(typed(request), instance=held)
    if held.is_editable and form.is_valid():
        form.save()
        messages.success(request, _("Saved: %(title)s") % {"title": held.title})
        return redirect(held)
    is_stale = form.is_bound and not held.is_editable
    context = {"held": held, "form": form}
    return render(
        request,
        "members/qualifications/qualification_edit.html",
        context,
        status=409 if is_stale else 200,
    )


@member_page
@form_page
def qualification_delete(request: HttpRequest, pk: int) -> HttpResponse:
    held = own(request, pk)
    is_asked = request.method == "POST"
    if is_asked and held.is_draft:
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
