"""The list of CPD entries: find, change and delete several, bring back what was deleted."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agreements.pathways.in_force import rules_in_force
from members.evidence.suggestions import chosen_keys
from members.profile.access import member_page

from .closing import closed_days, mark
from .facts import holder
from .filters import chosen_in_list
from .forms import BulkForm
from .models import KEPT_DELETED, Record, RecordQuerySet
from .workflow import change, delete, restore

A_PAGE = 25
MOST_CHOSEN = 500
MOST_DELETED = 100
LIST = "members:cpd:record_list"
NEVER = datetime.fromtimestamp(0, UTC)


@member_page
@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    held, rules = holder(request.member), rules_in_force(today)
    filters = chosen_in_list(request.GET, request.member, held, rules, today)
    totals = filters.qs.order_by().totals()
    paginator = Paginator(filters.qs, A_PAGE)
    paginator.count = totals["entries"]
    page = paginator.get_page(request.GET.get("page"))
    mark(page.object_list, closed_days(request.member, held=held, rules=rules))
    context = {
        "filters": filters,
        "totals": totals,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "requirements": list(filters.asked),
        "bulk": BulkForm(),
        "has_statements": bool(held.blocks),
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
            "%(number)d entry stayed as it is: its period is closed, or it was decided on.",
            "%(number)d entries stayed as they are: "
            "their period is closed, or they were decided on.",
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


def shown_in(record: Record) -> str:
    """The list with the period in which the entry stands."""
    return f"{reverse(LIST)}?period={record.done_on.year}"
