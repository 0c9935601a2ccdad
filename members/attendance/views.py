"""Events in the record of the member who is logged in: by code, not theirs, or missing."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.cpd.closing import PeriodClosed
from members.cpd.models import Record
from members.profile.access import form_page, member_page
from members.profile.fields import typed
from members.profile.models import Member
from members.transitions import TransitionNotAllowed
from news.events.models import Event

from . import workflow
from .forms import AttendForm, ReportForm
from .models import LOOKED_BACK, Attendance, MissingReport, that_give_cpd

LIST = "members:attendance:attendance_list"
MOST_LISTED = 20


@member_page
@require_safe
def attendance_list(request: HttpRequest) -> HttpResponse:
    member = request.member
    context = {
        "waiting": Record.objects.of(member).filter(
            state=Record.State.TO_CONFIRM, event__isnull=False
        ),
        "disowned": Attendance.objects.of(member).reclaimable(),
        "reports": MissingReport.objects.of(member)[:MOST_LISTED],
        "events": not_in_record(member)[:MOST_LISTED],
    }
    return render(request, "members/attendance/attendance_list.html", context)


def not_in_record(member: Member) -> QuerySet[Event]:
    """Events of the last year with CPD that are neither in the record nor reported."""
    known = Attendance.objects.filter(member=member).exclude(state=Attendance.State.TAKEN_BACK)
    reported = MissingReport.objects.filter(member=member).open()
    return (
        that_give_cpd()
        .published(for_members=True)
        .past()
        .filter(ends_at__gt=timezone.now() - LOOKED_BACK)
        .exclude(pk__in=known.values("event"))
        .exclude(pk__in=reported.values("event"))
        .defer("body_en", "body_zh")
    )


@member_page
@form_page
def attend(request: HttpRequest) -> HttpResponse:
    """A link with the code fills it in, and enters nothing by itself. Wrong tries are counted."""
    is_throttled = not ratelimit.consume(request, action="attend", dry_run=True)
    shown = {"code": request.GET.get("code", "")[:40]}
    form = AttendForm(typed(request), initial=shown, is_throttled=is_throttled)
    if not form.is_valid():
        if form.is_bound and not is_throttled:
            ratelimit.consume(request, action="attend")
        return attend_page(request, form, status=429 if is_throttled else 200)
    try:
        record, is_new = workflow.attend(form.cleaned_data["code"].event, request.member)
    except PeriodClosed as refusal:
        form.add_error("code", refusal)
        return attend_page(request, form)
    said = _("Entered: %(title)s") if is_new else _("This entry was there already: %(title)s")
    messages.success(request, said % {"title": record.title})
    return redirect(record)


def attend_page(request: HttpRequest, form: AttendForm, status: int = 200) -> HttpResponse:
    return render(request, "members/attendance/attend.html", {"form": form}, status=status)


@member_page
@require_POST
def disown(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Record.objects.of(request.member).filter(event__isnull=False)
    record = get_object_or_404(mine.select_for_update(), pk=pk)
    if record.state != Record.State.TO_CONFIRM:
        return redirect(record)
    workflow.disown(record)
    said = _("Taken out of your record: %(title)s. If it was you after all, take it back below.")
    messages.success(request, said % {"title": record.title})
    return redirect(LIST)


@member_page
@require_POST
def reclaim(request: HttpRequest, pk: int) -> HttpResponse:
    attendance = get_object_or_404(Attendance.objects.of(request.member), pk=pk)
    if attendance.state == Attendance.State.LISTED:
        messages.info(request, _("It waits for you already, or is in your record."))
        return redirect(LIST)
    if not Attendance.objects.reclaimable().filter(pk=pk).exists():
        messages.warning(request, _("This can no longer be taken back. Report it as missing."))
        return redirect(LIST)
    try:
        workflow.reclaim(attendance)
    except ValidationError:
        messages.warning(request, _("The event gives no CPD any more."))
        return redirect(LIST)
    messages.success(request, _("It waits for you again: %(event)s") % {"event": attendance.event})
    return redirect(LIST)


@member_page
@form_page
def report_missing(request: HttpRequest, slug: str) -> HttpResponse:
    member = request.member
    event = get_object_or_404(
        that_give_cpd().published_in_any_language(for_members=True).past(), slug=slug
    )
    record = Record.objects.of(member).filter(event=event).first()
    disowned = Attendance.objects.of(member).reclaimable().filter(event=event).first()
    earlier = list(MissingReport.objects.of(member).filter(event=event))
    is_open = any(report.is_open for report in earlier)
    form = ReportForm(typed(request), instance=MissingReport(member=member, event=event))
    if form.is_bound and is_open:
        messages.success(request, _("You have reported this already."))
        return redirect(LIST)
    may_report = record is None and disowned is None
    if may_report and form.is_valid():
        workflow.report_missing(form.instance)
        messages.success(request, _("Your report is with the Society. You are told by mail."))
        return redirect(LIST)
    context = {"event": event, "record": record, "disowned": disowned, "form": form}
    context |= {"earlier": earlier, "is_open": is_open}
    is_stale = form.is_bound and not may_report
    page = "members/attendance/report_missing.html"
    return render(request, page, context, status=409 if is_stale else 200)


@member_page
@require_POST
def report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    mine = MissingReport.objects.of(request.member).select_for_update(of=("self",))
    report = get_object_or_404(mine, pk=pk)
    if report.state == MissingReport.State.WITHDRAWN:
        return redirect(LIST)
    try:
        workflow.withdraw(report)
    except TransitionNotAllowed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Your report is withdrawn."))
    return redirect(LIST)
