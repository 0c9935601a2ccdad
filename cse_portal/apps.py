from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "cse_portal"


class PortalAdminConfig(AdminConfig):
    default_site = "cse_portal.admin.PortalAdminSite"
