"""The administration: one log-in with the members' area, and its second factor."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    site_header = _("CSE administration")
    site_title = _("CSE administration")
    index_title = _("What you may work on")
    login = method_decorator(secure_admin_login)(AdminSite.login)

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
