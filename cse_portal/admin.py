"""The administration: one log-in with the members' area, and its second factor.

What staff type is not lost with their session, as in the members' area (members/profile/kept.py).
"""

from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from members.profile.access import NOTHING_SAVED, form_page, has_form, shown, to_log_in
from members.profile.kept import forget, is_anothers, reader_of


class FilledAgain(ModelAdmin):
    """Forms that come back as they were sent too late, with the rows that hang on them.

    Bound to it on a page that is only asked for: it says what is wrong with it, and saves nothing.
    """

    @method_decorator(form_page)
    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, extra_context)

    @method_decorator(form_page)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        typed = typed_before(request)
        return form if typed is None else filled_with(typed, form)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        typed = typed_before(request)
        return given if typed is None else {"data": typed, **given}


def typed_before(request: HttpRequest):
    return getattr(request, "typed_before", None)


def filled_with(typed, form: type) -> type:
    def __init__(self, *args, **kwargs):
        form.__init__(self, typed, *args, **kwargs)

    return type(form.__name__, (form,), {"__init__": __init__})


class PortalAdminSite(AdminSite):
    site_header = _("CSE administration")
    site_title = _("CSE administration")
    index_title = _("What you may work on")
    login = method_decorator(secure_admin_login)(AdminSite.login)

    def register(self, model_or_iterable, admin_class=None, **options):
        given = admin_class or ModelAdmin
        filled = type(given.__name__, (FilledAgain, given), {"__module__": given.__module__})
        super().register(model_or_iterable, filled, **options)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        known = super().admin_view(view, cacheable)

        @wraps(known)
        def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method != "POST":
                return shown(request, known, *args, **kwargs)
            if not request.user.is_authenticated:
                return to_log_in(request, known, request.get_full_path())
            forget(request)
            return known(request, *args, **kwargs)

        return page

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """With a line for each list in which something waits for whoever is looking.

        A list says so by `waiting(request)` of its administration: the words, with their number,
        and the query of its address; None when it is empty, or not this person's to empty.
        """
        found = [
            {"words": said[0], "list": f"{self.address_of(one)}?{said[1]}"}
            for one in self._registry.values()
            if (said := getattr(one, "waiting", lambda request: None)(request))
        ]
        return super().index(request, {"waiting": found, **(extra_context or {})})

    def address_of(self, one: ModelAdmin) -> str:
        opts = one.opts
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def pressed_too_late(request: HttpRequest) -> HttpResponse | None:
    """The answer to a button on a page of the administration that is older than the last log-in.

    To the place where it can be pressed again; None for a form, and for what is not theirs.
    """
    match, reader = request.resolver_match, reader_of(request)
    is_button = match and match.app_name == "admin" and not has_form(match.func)
    if not is_button or reader is None or is_anothers(request, reader):
        return None
    messages.warning(request, NOTHING_SAVED)
    if request.user.is_authenticated:
        return redirect(request.get_full_path())
    return redirect_to_login(request.get_full_path())
