"""One CPD entry of the member who is logged in: log, copy, change, confirm, compare, delete."""

from datetime import date

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.pathways.in_force import rules_in_force
from members.evidence.models import EvidenceFile
from members.evidence.suggestions import file_to_begin_with
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from .closing import PeriodClosed, closed_days, mark
from .corrections import Correction
from .duplicates import duplicates_of
from .facts import Holder, cpd_so_far, holder
from .forms import RecordForm
from .gauge import gauges
from .list_views import LIST, deleted, shown_in, tell_left
from .models import KEPT_DELETED, Record
from .workflow import confirm, edit, keep_both, log

EARLIER = 4


@member_page
@form_page
def record_add(request: HttpRequest) -> HttpResponse:
    earlier = list(Record.objects.of(request.member).newest_first())
    record, file = Record.blank(request.member, earlier), file_to_begin_with(request)
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
    held = holder(request.member)
    form = RecordForm(
        typed(request), sent_files(request), instance=record, file=file, goals=held.goals
    )
    if form.is_valid() and (is_new := logged(form)) is not None:
        tell_saved(request, record, is_new)
        return redirect(after_saving(request, record))
    today = timezone.localdate()
    context = {
        "form": form,
        "year": str(today.year),
        "hours": cpd_so_far(earlier, today.year).hours,
        "gauge": next(iter(gauges(held, earlier, rules_in_force(today), today)), None),
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


def tell_saved(request: HttpRequest, record: Record, is_new: bool = True) -> None:
    if not is_new:
        said = _("This entry was there already: %(title)s")
    elif record.hours is None:
        said = _("Kept to finish: %(title)s. It counts once you write the hours.")
    else:
        said = _("Saved: %(title)s")
    messages.success(request, said % {"title": record.title})


def after_saving(request: HttpRequest, record: Record) -> str:
    """First to what may be the same activity; else to the next entry, or to the list."""
    if duplicates_of(record):
        return reverse("members:cpd:record_compare", args=[record.pk])
    return reverse("members:cpd:record_add") if "again" in request.POST else shown_in(record)


@member_page
@form_page
def record_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry beside those that may be the same activity: the member keeps all or drops it."""
    record = own(request, pk)
    others = duplicates_of(record)
    if not others:
        return redirect(shown_in(record))
    if request.method == "POST":
        if "drop" in request.POST:
            tell_left(
                request, 1 - deleted(request, Record.objects.of(request.member).filter(pk=pk))
            )
        else:
            keep_both(record, others)
            messages.success(request, _("Kept as activities of their own."))
        return redirect(shown_in(record))
    context = {"record": record, "files": list(record.evidence.all()), "others": others}
    return render(request, "members/cpd/record_compare.html", context)


@member_page
@form_page
def record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    held = holder(request.member)
    record = own(request, pk, held)
    was_on = record.done_on
    form = RecordForm(typed(request), sent_files(request), instance=record, goals=held.goals)
    if record.is_editable and form.is_valid() and edited(form, was_on):
        tell_saved(request, record)
        return redirect(after_saving(request, record))
    context = {
        "record": record,
        "form": form,
        "files": record.evidence.newest_first(),
        "corrections": record.corrections.all() if record.is_corrected else [],
    }
    is_stale = form.is_bound and not record.is_editable
    return render(request, "members/cpd/record_edit.html", context, status=409 if is_stale else 200)


def edited(form: RecordForm, was_on: date) -> bool:
    """Whether it is saved; the form says so where the day that it names is closed."""
    try:
        return edit(form.instance, form.cleaned_data["evidence"], was_on=was_on)
    except PeriodClosed as refusal:
        form.add_error("done_on", refusal)
        return False


@member_page
@require_POST
def record_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    if Record.objects.withheld(request.member).filter(pk=pk).exists():
        messages.warning(request, _("The Society has withdrawn this event: nothing is to confirm."))
        return redirect("members:home")
    record = own(request, pk)
    if record.closing:
        messages.error(request, record.closing.sentence)
    if not record.is_editable or record.is_to_finish:
        return redirect(record)
    confirm(record)
    messages.success(request, _("Confirmed: %(title)s") % {"title": record.title})
    if duplicates_of(record):
        return redirect("members:cpd:record_compare", record.pk)
    return redirect(shown_in(record) if "from_list" in request.POST else "members:home")


@member_page
@form_page
def record_delete(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    is_asked = request.method == "POST"
    if is_asked and deleted(request, Record.objects.of(request.member).filter(pk=pk)):
        return redirect(LIST)
    context = {"record": record, "days": KEPT_DELETED.days}
    status = 409 if is_asked else 200
    return render(request, "members/cpd/record_delete.html", context, status=status)


def own(request: HttpRequest, pk: int, held: Holder | None = None) -> Record:
    """The member's own entry, marked; held until the answer when it may be changed."""
    corrected = Exists(Correction.objects.filter(record=OuterRef("pk")))
    mine = Record.objects.of(request.member).select_related("event", "goal")
    mine = mine.annotate(is_corrected=corrected)
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    record = get_object_or_404(mine, pk=pk)
    record.member = request.member
    mark([record], closed_days(request.member, held=held))
    return record
