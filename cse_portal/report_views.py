"""«Report a change»: a form for any reader of the register, and what became of a report.

The pages of the register set no cookie; this form does, for its token alone.
"""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agreements.pathways.models import Pathway
from agreements.register.models import Agreement
from members.profile.fields import typed
from members.reports.forms import ChangeReportForm, stamp
from members.reports.models import ChangeReport
from members.reports.workflow import report

THROTTLE = "report_change"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_report(request: HttpRequest, slug: str) -> HttpResponse:
    return asked(request, get_object_or_404(Agreement, slug=slug))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_report(request: HttpRequest, slug: str) -> HttpResponse:
    return asked(request, get_object_or_404(Pathway.objects.select_related("agreement"), slug=slug))


def asked(request: HttpRequest, about: Agreement | Pathway) -> HttpResponse:
    """Only what is kept counts towards the limit: whoever mistypes is not shut out."""
    is_throttled = not ratelimit.consume(request, action=THROTTLE, dry_run=True)
    form = ChangeReportForm(typed(request), is_throttled=is_throttled)
    if form.is_valid():
        ratelimit.consume(request, action=THROTTLE)
        return redirect(report(about, **form.answers))
    status = 429 if form.is_bound and is_throttled else 200
    context = {"form": form, "about": about, "stamp": stamp()}
    return render(request, "cse_portal/report.html", context, status=status)


@never_cache
@require_safe
def change_report(request: HttpRequest, reference: str) -> HttpResponse:
    """What became of a report. Nothing of what was written, and nothing of who wrote it."""
    found = get_object_or_404(
        ChangeReport.objects.select_related("agreement", "pathway"), reference=reference
    )
    return render(request, "cse_portal/change_report.html", {"report": found})
