"""Words that Django's own Chinese catalogue lacks: named here so that the portal's has them."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# The log-in forms; the list of models in the administration, for those who hear it.
WORDS = [
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
]
