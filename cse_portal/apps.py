from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig

from .made_up_keys import refuse_made_up_keys


class PortalConfig(AppConfig):
    name = "cse_portal"

    def ready(self):
        refuse_made_up_keys()


class PortalAdminConfig(AdminConfig):
    default_site = "cse_portal.admin.PortalAdminSite"


class TasksConfig(TasksAppConfig):
    verbose_name = _("Background work")
