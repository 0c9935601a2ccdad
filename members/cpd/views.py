"""CPD entries of the member who is logged in: log, find, copy, change, delete; and their sum."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.pathways.in_force import rules_in_force
from agreements.requirements.models import CpdRequirement, Version
from members.evidence.models import EvidenceFile
from members.evidence.suggestions import file_to_begin_with
from members.membership.models import Term
from members.membership.rules import standing
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from .closing import PeriodClosed, closed_days, mark
from .facts import binding, cpd_so_far, holder
from .filters import RecordFilter
from .forms import EARLIEST, RecordForm
from .gauge import gauges
from .models import Record
from .sums import count, earlier_spans, periods
from .what_if import what_ifs
from .workflow import change, confirm, delete, log

A_PAGE = 25
EARLIER = 4


@member_page
@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = Record.objects.of(request.member).newest_first()
    filters = RecordFilter(request.GET, mine, this_year=today.year)
    totals = filters.qs.totals()
    paginator = Paginator(filters.qs, A_PAGE)
    paginator.count = totals["entries"]
    page = paginator.get_page(request.GET.get("page"))
    held, rules = holder(request.member), rules_in_force(today)
    mark(page.object_list, closed_days(request.member, held=held, rules=rules))
    context = {
        "filters": filters,
        "totals": totals,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "requirements": [asked.slug for asked in binding(held, rules, today)],
    }
    return render(request, "members/cpd/record_list.html", context)


@member_page
@form_page
def record_add(request: HttpRequest) -> HttpResponse:
    earlier = list(Record.objects.of(request.member).newest_first())
    record = Record.blank(request.member, earlier)
    file = file_to_begin_with(request)
    return log_page(request, record, earlier, "members/cpd/record_add.html", file)


@member_page
@form_page
def record_copy(request: HttpRequest, pk: int) -> HttpResponse:
    earlier = list(Record.objects.of(request.member).newest_first())
    source = next((record for record in earlier if record.pk == pk), None)
    if source is None:
        raise Http404
    return log_page(request, source.copied(), earlier, "members/cpd/record_copy.html")


def log_page(
    request: HttpRequest,
    record: Record,
    earlier: list[Record],
    template: str,
    file: EvidenceFile | None = None,
) -> HttpResponse:
    """The form for a new entry; `record` holds what it starts with."""
    form = RecordForm(typed(request), sent_files(request), instance=record, file=file)
    if form.is_valid() and (is_new := logged(form)) is not None:
        said = _("Saved: %(title)s") if is_new else _("This entry was there already: %(title)s")
        messages.success(request, said % {"title": record.title})
        return redirect("members:cpd:record_add" if "again" in request.POST else shown_in(record))
    today = timezone.localdate()
    context = {
        "form": form,
        "year": str(today.year),
        "hours": cpd_so_far(earlier, today.year).hours,
        "gauge": next(
            iter(gauges(holder(request.member), earlier, rules_in_force(today), today)), None
        ),
        "earlier": earlier[:EARLIER],
    }
    return render(request, template, context)


def logged(form: RecordForm) -> bool | None:
    """Whether the entry is a new one; None where its day is closed, which the form then says."""
    try:
        return log(form.instance, form.cleaned_data["evidence"])
    except PeriodClosed as refusal:
        form.add_error("done_on", refusal)
        return None


@member_page
@form_page
def record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    was_on, corrections = record.done_on, record.corrections.all()
    form = RecordForm(typed(request), sent_files(request), instance=record)
    if record.is_editable and form.is_valid() and changed(form, was_on):
        messages.success(request, _("Saved: %(title)s") % {"title": record.title})
        return redirect(shown_in(record))
    context = {
        "record": record,
        "form": form,
        "files": record.evidence.newest_first(),
        "corrections": corrections,
    }
    is_stale = form.is_bound and not record.is_editable
    return render(request, "members/cpd/record_edit.html", context, status=409 if is_stale else 200)


def changed(form: RecordForm, was_on: date) -> bool:
    """Whether it is saved; the form says so where the day that it names is closed."""
    try:
        change(form.instance, form.cleaned_data["evidence"], was_on=was_on)
    except PeriodClosed as refusal:
        form.add_error("done_on", refusal)
        return False
    return True


@member_page
@require_POST
def record_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    if Record.objects.withheld(request.member).filter(pk=pk).exists():
        messages.warning(request, _("The Society has withdrawn this event: nothing is to confirm."))
        return redirect("members:home")
    record = own(request, pk)
    if record.closing:
        messages.error(request, record.closing.sentence)
    if not record.is_editable:
        return redirect(record)
    confirm(record)
    messages.success(request, _("Confirmed: %(title)s") % {"title": record.title})
    return redirect(shown_in(record) if "from_list" in request.POST else "members:home")


@member_page
@form_page
def record_delete(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    if request.method == "POST" and record.is_editable:
        delete(record)
        messages.success(request, _("Deleted: %(title)s") % {"title": record.title})
        return redirect("members:cpd:record_list")
    is_refused = request.method == "POST"
    context = {"record": record}
    return render(
        request, "members/cpd/record_delete.html", context, status=409 if is_refused else 200
    )


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
        context |= {
            "requirement": asked.version.requirement,
            "version": asked.version,
            "count": found,
            "periods": periods(found, records),
            "over": closed.find_on(requirement, on),
            "earlier": [
                (span, closed.find(requirement, span.last))
                for span in earlier_spans(found, records)
            ],
            "plans": what_ifs(found) if on == today else [],
        }
    else:
        context |= why_not_bound(request, requirement, on)
    return render(request, "members/cpd/counted.html", context)


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


def own(request: HttpRequest, pk: int) -> Record:
    """The member's own entry, marked; held until the answer when it may be changed."""
    mine = Record.objects.of(request.member).select_related("event")
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    record = get_object_or_404(mine, pk=pk)
    record.member = request.member
    mark([record], closed_days(request.member))
    return record


def shown_in(record: Record) -> str:
    """The list with the period in which the entry stands."""
    return f"{reverse('members:cpd:record_list')}?period={record.done_on.year}"
