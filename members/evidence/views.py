"""The vault of the member who is logged in, and the one door to the bytes of a file."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed

from .checks import page_drawn
from .forms import UploadForm
from .models import EvidenceFile, FileView
from .sentences import MEGABYTE
from .suggestions import FILLED, SHOWN, offers
from .uses import uses_of, with_claims
from .workflow import Kept, read, remove, role_of

log = logging.getLogger(__name__)

A_PAGE = 25
VIEWS_SHOWN = 20
ONE_LOOK = timedelta(minutes=30)
# A file runs nothing, loads nothing and is in no frame, whatever a browser makes of it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@member_page
@form_page
def file_list(request: HttpRequest) -> HttpResponse:
    form = UploadForm(typed(request), sent_files(request), member=request.member)
    is_taken = form.is_valid()
    for kept in form.kept:
        messages.success(request, said_of(kept))
    if is_taken:
        return redirect("members:evidence:file_list")
    mine = with_claims(request.member).newest_first().defer("text")
    paginator = Paginator(mine, A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(file, uses_of(file)) for file in page],
        "page_numbers": paginator.get_elided_page_range(page.number),
        "space": mine.total_bytes(),
        "quota": settings.EVIDENCE_QUOTA_BYTES // MEGABYTE,
    }
    return render(request, "members/evidence/file_list.html", context)


def said_of(kept: Kept) -> str:
    said = _("Added: %(name)s") if kept.is_new else _("This file was there already: %(name)s")
    return said % {"name": kept.file.name}


@member_page
@require_safe
def file_detail(request: HttpRequest, pk: int) -> HttpResponse:
    file = get_object_or_404(with_claims(request.member), pk=pk)
    context = {
        "file": file,
        "uses": uses_of(file),
        "views": file.views.all()[:VIEWS_SHOWN],
        "found": offers(file, SHOWN),
    }
    return render(request, "members/evidence/file_detail.html", context)


@member_page
@require_safe
def file_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a page, for a form in which the file is chosen (reading.js)."""
    file = get_object_or_404(EvidenceFile.objects.of(request.member), pk=pk)
    context = {"file": file, "found": offers(file, FILLED)}
    return render(request, "members/evidence/file_reading.html", context)


@never_cache
@login_required
@require_GET
def file_content(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes: for their owner, and for staff who may open evidence.

    Of all pages that are only asked for (GET), this door alone writes: that the file was opened.
    """
    file, content = opened(request, pk)
    if not content:
        return away(request, file)
    disposition = content_disposition_header(False, file.name)
    return shown(content, file.media_type, {"Content-Disposition": disposition})


@never_cache
@login_required
@require_GET
def file_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of a PDF as a picture, through the same door."""
    file, content = opened(request, pk, number)
    picture = page_drawn(content, number) if content else b""
    return shown(picture, "image/webp") if picture else away(request, file)


def opened(request: HttpRequest, pk: int, page: int | None = None) -> tuple[EvidenceFile, bytes]:
    """The one door to a file: who it is for, and that it was opened. Empty when it is away.

    Pages of it that are looked at within half an hour are one opening.
    """
    file = get_object_or_404(EvidenceFile.objects.select_related("member"), pk=pk)
    role = role_of(request.user, file)
    if role is None or not (page is None or 1 <= page <= (file.pages or 0)):
        raise Http404
    try:
        content = read(file)
    except OSError:
        log.exception("An evidence file cannot be read")
        return file, b""
    views = FileView.objects.filter(file=file, viewer=request.user, role=role)
    if page is None or not views.filter(opened_at__gt=timezone.now() - ONE_LOOK).exists():
        FileView.objects.create(file=file, viewer=request.user, role=role)
    return file, content


def shown(content: bytes, media_type: str, headers: dict[str, str] | None = None) -> HttpResponse:
    safe = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=safe | (headers or {}))


def away(request: HttpRequest, file: EvidenceFile) -> HttpResponse:
    return render(request, "members/evidence/file_content.html", {"file": file}, status=503)


@member_page
@form_page
def file_delete(request: HttpRequest, pk: int) -> HttpResponse:
    file = get_object_or_404(with_claims(request.member), pk=pk)
    uses = uses_of(file)
    is_asked = request.method == "POST"
    if is_asked and not uses.resting:
        remove(file)
        messages.success(request, _("Deleted: %(name)s") % {"name": file.name})
        return redirect("members:evidence:file_list")
    context = {"file": file, "uses": uses}
    status = 409 if is_asked else 200
    return render(request, "members/evidence/file_delete.html", context, status=status)
