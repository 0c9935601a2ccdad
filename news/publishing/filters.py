"""Lists of the administration by state: what waits, and how each language stands by the clock."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.publication import State


class ApprovalFilter(admin.SimpleListFilter):
    """Says how many wait, for one query."""

    title = _("approval")
    parameter_name = "approval"

    def lookups(self, request, model_admin):
        waiting = model_admin.get_queryset(request).filter(asked_at__isnull=False).count()
        return [
            ("waiting", _("Waiting for approval (%(number)s)") % {"number": waiting}),
            ("returned", _("Returned to the author")),
        ]

    def queryset(self, request, rows):
        return {
            "waiting": rows.filter(asked_at__isnull=False),
            "returned": rows.filter(returned_at__isnull=False),
        }.get(self.value(), rows)


class StateFilter(admin.SimpleListFilter):
    language = ""

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, rows):
        if self.value() not in State.values:
            return rows
        return rows.in_state(State(self.value()), self.language, timezone.now())


class EnglishFilter(StateFilter):
    title, parameter_name, language = _("state in English"), "english", "en"


class ChineseFilter(StateFilter):
    title, parameter_name, language = _("state in Chinese"), "chinese", "zh"


STATE_FILTERS = [ApprovalFilter, EnglishFilter, ChineseFilter]
