"""A member's entries in and out: a file with its columns and its rows, exports, a transcript."""

import logging

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.pathways.in_force import rules_in_force
from members.cpd.facts import holder
from members.cpd.filters import RecordFilter, chosen_in_list
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from .forms import MatchForm, SaveForm, UploadForm
from .models import Sheet
from .pdf import FontMissing
from .readings import Outcome
from .tables import unpacked
from .transcripts import account
from .transcripts import transcript as typeset
from .workflow import Opened, begin, keep, opened, set_columns
from .writing import csv_lines, workbook

log = logging.getLogger(__name__)

A_PAGE = 25
RENEWED_EVERY = "2"  # seconds, while rows are saved
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# --- In ------------------------------------------------------------------------------------------


@member_page
@form_page
def sheet_add(request: HttpRequest) -> HttpResponse:
    """One file after the other: another one would take the place of one that is being saved."""
    before = Sheet.objects.of(request.member).kept().defer("table").first()
    if before and before.is_at_work:
        messages.info(request, _("This file is being saved. Then choose the next one."))
        return redirect("members:exchange:sheet_detail", before.pk)
    form = UploadForm(typed(request), sent_files(request))
    if form.is_valid():
        name = form.cleaned_data["file"].name
        sheet = keep(request.member, name, form.table)
        return redirect(next_step(sheet), sheet.pk)
    return render(request, "members/exchange/sheet_add.html", {"form": form})


def next_step(sheet: Sheet) -> str:
    return f"members:exchange:{'sheet_detail' if sheet.is_matched else 'sheet_match'}"


@member_page
@form_page
def sheet_match(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = own(request, pk)
    if sheet is None or sheet.saved_at:
        return gone(request)
    if sheet.is_awaited:
        return redirect("members:exchange:sheet_detail", pk)
    table = unpacked(sheet.table)
    form = MatchForm(typed(request), sheet=sheet, table=table)
    if form.is_valid():
        set_columns(sheet, form.columns, form.cleaned_data["kind"], form.cleaned_data["aspect"])
        return redirect("members:exchange:sheet_detail", pk)
    context = {"form": form, "sheet": sheet, "table": table}
    return render(request, "members/exchange/sheet_match.html", context)


@member_page
@form_page
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before saving what would become of each row, meanwhile how far it is, then what did."""
    sheet = own(request, pk)
    if sheet is None:
        return gone(request)
    if not sheet.is_matched:
        return redirect("members:exchange:sheet_match", pk)
    if sheet.is_awaited:
        return saving(request, sheet)
    found = opened(sheet)
    form = SaveForm(typed(request), wrong=found.numbers[Outcome.WRONG])
    if form.is_valid():
        begin(sheet, found)
        return redirect("members:exchange:sheet_detail", pk)
    shown = shown_first(sheet, found, request.GET.get("show", ""))
    rows = [one for one in found.readings if one.outcome == shown]
    paginator = Paginator(rows, A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "form": form,
        "source": found.table.source,
        "numbers": {str(outcome): found.numbers[outcome] for outcome in Outcome},
        "total": len(found.readings),
        "shown": str(shown),
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
    }
    return render(request, "members/exchange/sheet_detail.html", context)


def saving(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """A second press of the button leads to where the first did."""
    if request.method == "POST":
        return redirect("members:exchange:sheet_detail", sheet.pk)
    context = {"sheet": sheet, "awaited": sheet.stage}
    response = render(request, "members/exchange/sheet_detail.html", context)
    response.headers["Refresh"] = RENEWED_EVERY
    return response


def shown_first(sheet: Sheet, found: Opened, asked: str) -> Outcome:
    """What is asked for, or what needs the member. Once saved, only what is left to put right."""
    some = [Outcome.WRONG] if sheet.saved_at else [one for one in Outcome if found.numbers[one]]
    return next((one for one in some if one == asked), some[0])


def own(request: HttpRequest, pk: int) -> Sheet | None:
    """Without its rows, which are large: they come when they are asked for."""
    kept = Sheet.objects.of(request.member).kept().select_related("member").defer("table")
    return kept.filter(pk=pk).first()


def gone(request: HttpRequest) -> HttpResponse:
    """Also for the number of somebody else's file."""
    return render(request, "members/exchange/gone.html", status=404)


# --- Out -----------------------------------------------------------------------------------------


def chosen(request: HttpRequest) -> RecordFilter:
    """The entries that the list shows by the same query, all pages of them."""
    member, today = request.member, timezone.localdate()
    return chosen_in_list(request.GET, member, holder(member), rules_in_force(today), today)


def file_name(filters: RecordFilter, ending: str) -> str:
    return f"cpd-entries-{filters.year or 'all'}.{ending}"


@member_page
@require_safe
def export_csv(request: HttpRequest) -> HttpResponse:
    filters = chosen(request)
    name = content_disposition_header(True, file_name(filters, "csv"))
    return StreamingHttpResponse(
        csv_lines(filters.qs),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


@member_page
@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponse:
    filters = chosen(request)
    return FileResponse(
        workbook(filters.qs, _("CPD entries")),
        as_attachment=True,
        filename=file_name(filters, "xlsx"),
        content_type=XLSX,
    )


@member_page
@require_safe
def transcript(request: HttpRequest) -> HttpResponse:
    """Of a whole period: a narrower choice of the list is passed over."""
    member, today = request.member, timezone.localdate()
    held, rules = holder(member), rules_in_force(today)
    year = chosen_in_list(request.GET, member, held, rules, today).year
    try:
        pdf = typeset(account(member, held, rules, int(year) if year else None, today))
    except FontMissing:
        log.exception("No transcript can be made")
        return render(request, "members/exchange/transcript.html", status=503)
    name = content_disposition_header(True, f"cpd-transcript-{year or 'all'}.pdf")
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
