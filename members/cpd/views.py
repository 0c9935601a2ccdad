"""CPD entries of the member who is logged in: log, find, copy, change, delete."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import typed

from .filters import RecordFilter
from .forms import RecordForm
from .models import Record
from .workflow import confirm, log

A_PAGE = 25
EARLIER = 4


@member_page
@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    mine = Record.objects.of(request.member).newest_first()
    filters = RecordFilter(request.GET, mine, this_year=timezone.localdate().year)
    totals = filters.qs.totals()
    paginator = Paginator(filters.qs, A_PAGE)
    paginator.count = totals["entries"]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "totals": totals,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
    }
    return render(request, "members/cpd/record_list.html", context)


@member_page
@form_page
def record_add(request: HttpRequest) -> HttpResponse:
    mine = Record.objects.of(request.member)
    return log_page(request, mine.blank(request.member), "members/cpd/record_add.html")


@member_page
@form_page
def record_copy(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Record.objects.of(request.member), pk=pk)
    return log_page(request, source.copied(), "members/cpd/record_copy.html")


def log_page(request: HttpRequest, record: Record, template: str) -> HttpResponse:
    """The form for a new entry; `record` holds what it starts with."""
    form = RecordForm(typed(request), instance=record)
    if form.is_valid():
        is_new = log(record)
        said = _("Saved: %(title)s") if is_new else _("This entry was there already: %(title)s")
        messages.success(request, said % {"title": record.title})
        return redirect("members:cpd:record_add" if "again" in request.POST else shown_in(record))
    mine = Record.objects.of(request.member)
    year = timezone.localdate().year
    context = {
        "form": form,
        "year": str(year),
        "hours": mine.in_year(year).counting().hours(),
        "earlier": mine.newest_first()[:EARLIER],
    }
    return render(request, template, context)


@member_page
@form_page
def record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    form = RecordForm(typed(request), instance=record)
    if record.is_editable and form.is_valid():
        record.state = Record.State.DECLARED
        form.save()
        messages.success(request, _("Saved: %(title)s") % {"title": record.title})
        return redirect(shown_in(record))
    context = {"record": record, "form": form}
    is_stale = form.is_bound and not record.is_editable
    return render(request, "members/cpd/record_edit.html", context, status=409 if is_stale else 200)


@member_page
@require_POST
def record_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    confirm(record)
    messages.success(request, _("Confirmed: %(title)s") % {"title": record.title})
    return redirect("members:home")


@member_page
@form_page
def record_delete(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    if request.method == "POST" and record.is_editable:
        record.delete()
        messages.success(request, _("Deleted: %(title)s") % {"title": record.title})
        return redirect("members:cpd:record_list")
    is_refused = request.method == "POST"
    context = {"record": record}
    return render(
        request, "members/cpd/record_delete.html", context, status=409 if is_refused else 200
    )


def own(request: HttpRequest, pk: int) -> Record:
    """The member's own entry; held until the answer when it may be changed."""
    mine = Record.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update()
    return get_object_or_404(mine, pk=pk)


def shown_in(record: Record) -> str:
    """The list with the period in which the entry stands."""
    return f"{reverse('members:cpd:record_list')}?period={record.done_on.year}"
