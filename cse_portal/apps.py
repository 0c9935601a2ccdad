from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class PortalConfig(AppConfig):
    name = "cse_portal"


class PortalAdminConfig(AdminConfig):
    default_site = "cse_portal.admin.PortalAdminSite"


class TasksConfig(TasksAppConfig):
    verbose_name = _("Background work")
