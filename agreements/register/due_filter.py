"""Which entries are to be held against their source, as a filter of the administration."""

from datetime import date, timedelta

from django.contrib import admin
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Agreement

SOON = timedelta(days=30)


def due(today: date) -> dict[str, tuple[Promise, Q]]:
    soon = today + SOON
    return {
        "overdue": (_("Overdue"), Q(next_check_on__lt=today)),
        "soon": (_("Within 30 days"), Q(next_check_on__gte=today, next_check_on__lte=soon)),
        "later": (_("Later"), Q(next_check_on__gt=soon)),
        "none": (_("No day set"), Q(next_check_on__isnull=True)),
    }


class DueFilter(admin.SimpleListFilter):
    """Each choice with how many entries it has. One query."""

    title = _("next check")
    parameter_name = "check"

    def lookups(self, request, model_admin):
        parts = due(timezone.localdate())
        counts = Agreement.objects.order_by().aggregate(
            **{name: Count("pk", filter=where) for name, (_words, where) in parts.items()}
        )
        return [(name, f"{words} ({counts[name]})") for name, (words, _where) in parts.items()]

    def queryset(self, request, queryset):
        _words, where = due(timezone.localdate()).get(self.value(), ("", Q()))
        return queryset.filter(where)
