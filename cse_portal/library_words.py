"""Words of libraries whose own Chinese lacks them or says them badly, named so that ours has them.

The portal's catalogue wins over theirs. In English nothing changes.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

IN_FORMS = [
    _("Enter a valid email address."),
    _("Null characters are not allowed."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    _("This password is entirely numeric."),
]
# Only heard: they name the columns in the administration's list of models.
IN_THE_ADMINISTRATION = [_("Model name"), _("Add link"), _("Change or view list link")]
# The table of django-tasks-db.
OF_BACKGROUND_WORK = [
    _("Task Result"),
    _("Task Results"),
    _("task path"),
    _("status"),
    _("enqueued at"),
    _("started at"),
    _("finished at"),
    _("args kwargs"),
    _("return value"),
    _("traceback"),
    pgettext_lazy("Task", "Ready"),
    pgettext_lazy("Task", "Running"),
    pgettext_lazy("Task", "Failed"),
    pgettext_lazy("Task", "Successful"),
]
