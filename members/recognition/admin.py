"""How members stand, by verdict: lists to filter and count, never to change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER

from .models import CpdStanding, PathwayStanding, Run


class ReadOnly(admin.ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class StandingAdmin(ReadOnly):
    """What is missing first; each choice of a filter says how many it would show."""

    show_facets = admin.ShowFacets.ALLOW
    search_fields = OF_MEMBER
    list_display_links = None

    @admin.display(description=_("kept"), boolean=True)
    def is_up_to_date(self, row) -> bool:
        """No fact of the member has changed since."""
        return row.member.assessed_version == row.member.facts_version


@admin.register(CpdStanding)
class CpdStandingAdmin(StandingAdmin):
    list_display = [
        "member",
        "requirement",
        "verdict",
        "total",
        "missing",
        "ends_on",
        "since",
        "is_up_to_date",
    ]
    list_select_related = ["member__user", "requirement"]
    list_filter = ["verdict", "requirement", "grade"]
    ordering = ["-missing", "pk"]


@admin.register(PathwayStanding)
class PathwayStandingAdmin(StandingAdmin):
    list_display = [
        "member",
        "pathway",
        "verdict",
        "met",
        "conditions",
        "earliest",
        "since",
        "is_up_to_date",
    ]
    list_select_related = ["member__user", "pathway"]
    list_filter = ["verdict", "pathway"]
    ordering = ["missing", "pk"]


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = ["on", "began_at", "finished_at", "members"]
