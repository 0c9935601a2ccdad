"""The membership of the member who is logged in: where it stands, and applying for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import typed

from . import workflow
from .applications import Application
from .forms import ApplicationForm
from .models import Suspension, Term
from .rules import open_renewals, renewals, standing
from .timeline import steps, stretches


@member_page
@require_safe
def membership_detail(request: HttpRequest) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    terms, suspensions = list(Term.objects.of(member)), list(Suspension.objects.of(member))
    applications = list(Application.objects.of(member))
    context = {
        "member": member,
        "standing": standing(terms, today, suspensions),
        "renewals": [one for one in renewals(terms) if today <= one.closes_on],
        "open_renewals": open_renewals(terms, today, suspensions),
        "stretches": stretches(terms, suspensions, today),
        "applications": applications,
        "open_application": next((one for one in applications if one.is_open), None),
    }
    return render(request, "members/membership/membership_detail.html", context)


@member_page
@form_page
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A second press finds the term that the first one added."""
    member, today = request.member, timezone.localdate()
    term = get_object_or_404(Term.objects.of(member), pk=pk)
    is_asked = request.method == "POST"
    if is_asked and (added := workflow.renew(term, on=today)):
        said = _("Your membership is renewed to %(day)s.") % {"day": date_format(added.ends_on)}
        messages.success(request, said)
        return redirect("members:membership:membership_detail")
    found = open_renewals(Term.objects.of(member), today, Suspension.objects.of(member))
    renewal = next((one for one in found if one.term == term), None)
    context = {"term": term, "renewal": renewal}
    if renewal:
        context |= {"days": renewal.next_term(today), "leaves_gap": renewal.leaves_gap(today)}
    status = 409 if is_asked else 200
    return render(request, "members/membership/renew.html", context, status=status)


@member_page
@form_page
def apply(request: HttpRequest) -> HttpResponse:
    form = ApplicationForm(typed(request), instance=Application(member=request.member))
    if form.is_readable and (first := workflow.sent_twice(form.instance)):
        messages.success(request, _("This application was there already."))
        return redirect(first)
    if form.is_valid():
        workflow.submit(form.instance)
        messages.success(request, _("Your application is sent."))
        return redirect(form.instance)
    return render(request, "members/membership/apply.html", {"form": form})


@member_page
@require_safe
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    context = {"application": application, "steps": steps(application)}
    return render(request, "members/membership/application_detail.html", context)


@member_page
@form_page
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    form = ApplicationForm(typed(request), instance=application)
    if application.is_returned and form.is_valid():
        workflow.resubmit(application)
        messages.success(request, _("Your application is sent again."))
        return redirect(application)
    is_stale = form.is_bound and not application.is_returned
    context = {"application": application, "form": form}
    return render(
        request,
        "members/membership/application_edit.html",
        context,
        status=409 if is_stale else 200,
    )


@member_page
@form_page
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    is_asked = request.method == "POST"
    if is_asked and application.is_open:
        workflow.withdraw(application)
        messages.success(request, _("Your application is withdrawn."))
        return redirect(application)
    return render(
        request,
        "members/membership/application_withdraw.html",
        {"application": application},
        status=409 if is_asked else 200,
    )


def own(request: HttpRequest, pk: int) -> Application:
    """The member's own; held until the answer when it may be moved."""
    mine = Application.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    return get_object_or_404(mine, pk=pk)
