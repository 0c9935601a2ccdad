from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .exchange import checks

__all__ = ["MembersConfig", "checks"]


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")
