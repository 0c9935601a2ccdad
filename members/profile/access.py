"""Who may open a page of the members' area: somebody with a record, and only their own."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import kept
from .models import Member

View = Callable[..., HttpResponse]
NOTHING_SAVED = gettext_lazy("Your session had ended, and nothing was saved.")


def form_page(view: View) -> View:
    """A page with a form, which is asked for and sent at the same address.

    What is typed there is not lost with the session: see kept.py.
    """
    page = require_http_methods(["GET", "HEAD", "POST"])(view)
    page.has_form = True
    return page


def member_page(view: View) -> View:
    """Sets `request.member`, shows times in their zone, and lets no cache keep the page.

    A visitor is sent to log in; an account without a record is told so (403). The posts of one
    member run one after the other, so what a form has checked still holds when it is saved.
    """

    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_log_in(request, view, resolve_url("members:home"))
        request.member = getattr(request.user, "member", None)
        if request.member is None:
            return render(request, "members/no_record.html", status=403)
        with timezone.override(request.member.time_zone):
            if request.method != "POST":
                return shown(request, view, *args, **kwargs)
            kept.forget(request)
            with transaction.atomic():
                Member.objects.select_for_update().get(pk=request.member.pk)
                return view(request, *args, **kwargs)

    return never_cache(page)


def shown(request: HttpRequest, view: View, *args, **kwargs) -> HttpResponse:
    """The page, with what its reader typed there before they had to log in again."""
    if has_form(view) and (typed := kept.waiting_for(request)):
        request.typed_before = typed.fields
        messages.info(request, said_of(typed))
    response = view(request, *args, **kwargs)
    remember = partial(kept.remember_reader, request)
    if isinstance(response, SimpleTemplateResponse):
        response.add_post_render_callback(remember)
    else:
        remember(response)
    return response


def said_of(typed: kept.Typed) -> str:
    said = _("What you typed is here again. It is not saved yet.")
    if not typed.files:
        return said
    again = _("Files cannot be kept. Choose them again: %(names)s")
    return f"{said} {again % {'names': _(', ').join(typed.files)}}"


def has_form(view: View) -> bool:
    return getattr(view, "has_form", False)


def to_log_in(request: HttpRequest, view: View, place: str) -> HttpResponse:
    """And from there back; to `place` from a button, whose own address may show nothing."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if has_form(view) and kept.keep(request):
        messages.info(request, _("Your session had ended. Sign in, and what you typed is there."))
    else:
        messages.warning(request, NOTHING_SAVED)
    return redirect_to_login(request.get_full_path() if has_form(view) else place)


def sent_too_late(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form of members or staff that is older than the last log-in.

    Back to it with what was typed, where it was shown to whoever is logged in now, or may log in.
    None for every other form, and where nothing could be kept.
    """
    match = request.resolver_match
    if not match or not has_form(match.func) or not kept.keep(request):
        return None
    if request.user.is_authenticated:
        return redirect(request.get_full_path())
    return redirect_to_login(request.get_full_path())
