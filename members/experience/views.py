"""Experience of the member who is logged in: see what it adds up to, add, correct, delete."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import typed

from .forms import PeriodForm
from .ledger import lines, sentence
from .models import Period
from .rules import summed
from .workflow import correct, sent_twice


@member_page
@require_safe
def period_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    periods = list(Period.objects.of(request.member).newest_first())
    works = [one.as_work() for one in periods if one.is_counting]
    found = summed(works, today)
    context = {
        "number": len(periods),
        "sentence": sentence(works, found, today),
        "lines": lines(periods, found.gaps, today),
    }
    return render(request, "members/experience/period_list.html", context)


@member_page
@form_page
def period_add(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(typed(request), instance=Period(member=request.member))
    if form.is_valid():
        first = sent_twice(form.instance)
        said = _("This period was there already: %(period)s") if first else _("Saved: %(period)s")
        messages.success(request, said % {"period": first or form.save()})
        return redirect("members:experience:period_list")
    return render(request, "members/experience/period_add.html", {"form": form})


@member_page
@form_page
def period_edit(request: HttpRequest, pk: int) -> HttpResponse:
    period = own(request, pk)
    was_checked = period.state == Period.State.VERIFIED
    form = PeriodForm(typed(request), instance=period)
    if form.is_valid():
        if form.has_changed():
            correct(period)
        is_open_again = was_checked and form.has_changed()
        said = (
            _("Saved, to be checked anew: %(period)s") if is_open_again else _("Saved: %(period)s")
        )
        messages.success(request, said % {"period": period})
        return redirect("members:experience:period_list")
    context = {"period": period, "form": form}
    return render(request, "members/experience/period_edit.html", context)


@member_page
@form_page
def period_delete(request: HttpRequest, pk: int) -> HttpResponse:
    period = own(request, pk)
    if request.method == "POST":
        period.delete()
        messages.success(request, _("Deleted: %(period)s") % {"period": period})
        return redirect("members:experience:period_list")
    return render(request, "members/experience/period_delete.html", {"period": period})


def own(request: HttpRequest, pk: int) -> Period:
    """The member's own; held until the answer when it may be changed."""
    mine = Period.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update()
    return get_object_or_404(mine, pk=pk)
