"""The administration: one log-in with the members' area, and its second factor."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    site_header = _("CSE administration")
    site_title = _("CSE administration")
    index_title = _("What you may work on")
    login = method_decorator(secure_admin_login)(AdminSite.login)
