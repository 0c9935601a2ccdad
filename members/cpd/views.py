"""CPD entries of the member who is logged in: log, find, copy, change, delete; and their sum."""

from datetime import UTC, date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agreements.pathways.in_force import rules_in_force
from agreements.requirements.models import CpdRequirement, Version
from members.evidence.forms import chosen_keys
from members.membership.models import Term
from members.membership.rules import standing
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from .duplicates import duplicates_of
from .facts import binding, cpd_so_far, holder
from .filters import RecordFilter
from .forms import EARLIEST, BulkForm, RecordForm
from .gauge import gauges
from .models import KEPT_DELETED, Record, RecordQuerySet
from .sums import count, earlier_spans, periods
from .workflow import change, confirm, delete, edit, keep_both, log, restore

A_PAGE = 25
EARLIER = 4
MOST_CHOSEN = 500
MOST_DELETED = 100
LIST = "members:cpd:record_list"
NEVER = datetime.fromtimestamp(0, UTC)


# --- The list ------------------------------------------------------------------------------------


@member_page
@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    held = holder(request.member)
    asked = binding(held, rules_in_force(today), today)
    mine = Record.objects.of(request.member)
    filters = RecordFilter(request.GET, mine, holder=held, binding=asked, today=today)
    totals = filters.qs.order_by().totals()
    paginator = Paginator(filters.qs, A_PAGE)
    paginator.count = totals["entries"]
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "totals": totals,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "requirements": [one.slug for one in asked],
        "bulk": BulkForm(),
    }
    return render(request, "members/cpd/record_list.html", context)


@member_page
@require_POST
def record_bulk(request: HttpRequest) -> HttpResponse:
    """What is chosen in the list is changed or deleted; what was decided stays, and is told."""
    keys = chosen_keys(request.POST.getlist("chosen"))[:MOST_CHOSEN]
    chosen = Record.objects.of(request.member).filter(pk__in=keys)
    number, form = chosen.count(), BulkForm(request.POST)
    if not number:
        messages.warning(request, _("Choose at least one entry."))
    elif "delete" in request.POST:
        tell_left(request, number - deleted(request, chosen))
    elif form.is_valid() and any(form.cleaned_data.values()):
        changed = change(chosen, **{name: one for name, one in form.cleaned_data.items() if one})
        said = ngettext("%(number)d entry changed.", "%(number)d entries changed.", changed)
        if changed:
            messages.success(request, said % {"number": changed})
        tell_left(request, number - changed)
    else:
        messages.warning(request, _("Choose from the lists what is to be set."))
    query = QueryDict(request.POST.get("query", "")).urlencode()
    return redirect(f"{reverse(LIST)}?{query}" if query else LIST)


def deleted(request: HttpRequest, records: RecordQuerySet) -> int:
    """How many; the message carries a button that brings them back."""
    number, at = delete(records)
    if number:
        gone = Record.bin.of(request.member).filter(deleted_at=at)
        title = gone.values_list("title", flat=True).first()
        many = ngettext("%(number)d entry deleted.", "%(number)d entries deleted.", number)
        said = _("Deleted: %(title)s") % {"title": title} if number == 1 else many
        messages.success(request, said % {"number": number}, extra_tags=at.isoformat())
    return number


def tell_left(request: HttpRequest, number: int) -> None:
    if number:
        said = ngettext(
            "%(number)d entry stayed as it is: the Society has decided on it.",
            "%(number)d entries stayed as they are: the Society has decided on them.",
            number,
        )
        messages.warning(request, said % {"number": number})


@member_page
@require_POST
def record_restore(request: HttpRequest) -> HttpResponse:
    found = restore(request.member, instant(request.POST.get("deleted", "")))
    if len(found) == 1:
        messages.success(request, _("Brought back: %(title)s") % {"title": found[0].title})
    elif found:
        said = _("%(number)d entries brought back.") % {"number": len(found)}
        messages.success(request, said)
    else:
        messages.info(request, _("There is nothing to bring back any more."))
    return redirect(shown_in(found[0]) if found else LIST)


def instant(written: str) -> datetime:
    """Of what cannot be read: one at which nothing was deleted."""
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if timezone.is_aware(found) else NEVER
    except (ValueError, OverflowError):
        return NEVER


@member_page
@require_safe
def record_bin(request: HttpRequest) -> HttpResponse:
    """What was deleted, newest first, while it can be brought back."""
    since = timezone.now() - KEPT_DELETED
    gone = (
        Record.bin.of(request.member).filter(deleted_at__gte=since).order_by("-deleted_at", "-id")
    )
    context = {"records": gone[:MOST_DELETED], "days": KEPT_DELETED.days}
    return render(request, "members/cpd/record_bin.html", context)


# --- One entry -----------------------------------------------------------------------------------


@member_page
@form_page
def record_add(request: HttpRequest) -> HttpResponse:
    earlier = list(Record.objects.of(request.member).newest_first())
    record = Record.blank(request.member, earlier)
    return log_page(request, record, earlier, "members/cpd/record_add.html")


@member_page
@form_page
def record_copy(request: HttpRequest, pk: int) -> HttpResponse:
    earlier = list(Record.objects.of(request.member).newest_first())
    source = next((record for record in earlier if record.pk == pk), None)
    if source is None:
        raise Http404
    return log_page(request, source.copied(), earlier, "members/cpd/record_copy.html")


def log_page(
    request: HttpRequest, record: Record, earlier: list[Record], template: str
) -> HttpResponse:
    """The form for a new entry; `record` holds what it starts with."""
    form = RecordForm(typed(request), sent_files(request), instance=record)
    if form.is_valid():
        is_new = log(record, form.cleaned_data["evidence"])
        tell_saved(request, record, is_new)
        return redirect(after_saving(request, record))
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
    record = own(request, pk)
    form = RecordForm(typed(request), sent_files(request), instance=record)
    if record.is_editable and form.is_valid() and edit(record, form.cleaned_data["evidence"]):
        tell_saved(request, record)
        return redirect(after_saving(request, record))
    context = {"record": record, "form": form, "files": record.evidence.newest_first()}
    is_stale = form.is_bound and not record.is_editable
    return render(request, "members/cpd/record_edit.html", context, status=409 if is_stale else 200)


@member_page
@require_POST
def record_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    record = own(request, pk)
    if not record.is_editable or record.is_to_finish:
        return redirect(record)
    confirm(record)
    messages.success(request, _("Confirmed: %(title)s") % {"title": record.title})
    if duplicates_of(record):
        return redirect("members:cpd:record_compare", record.pk)
    return redirect("members:home")


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


# --- How it was counted --------------------------------------------------------------------------


@member_page
@require_safe
def counted(request: HttpRequest, requirement: str) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    on = chosen_day(request.GET.get("on", ""), today)
    context = {"on": on, "is_today": on == today}
    held = holder(member)
    asked = {one.slug: one for one in binding(held, rules_in_force(on), on)}.get(requirement)
    if asked:
        records = list(Record.objects.of(member))
        found = count(held, asked, records, on)
        context |= {
            "requirement": asked.version.requirement,
            "version": asked.version,
            "count": found,
            "periods": periods(found, records),
            "earlier": earlier_spans(found, records),
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
    """The member's own entry; held until the answer when it may be changed."""
    mine = Record.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update()
    return get_object_or_404(mine, pk=pk)


def shown_in(record: Record) -> str:
    """The list with the period in which the entry stands."""
    return f"{reverse(LIST)}?period={record.done_on.year}"
