"""How members stand, by verdict: lists to filter and count, never to change."""

from datetime import date

from django.contrib import admin
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from members.cpd.closing import today
from members.cpd.declarations import PeriodDeclaration
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


class DeclaredFilter(admin.SimpleListFilter):
    """Of the newest period that is over. Whose requirement asks for none is in no choice."""

    title = _("declaration of the last period")
    parameter_name = "declared"

    def lookups(self, request, model_admin):
        return [
            ("yes", _("Declared")),
            ("not_yet", _("Not yet declared")),
            ("late", _("Overdue")),
        ]

    def queryset(self, request, queryset):
        missing = Q(over_on__isnull=False, declared_on__isnull=True)
        match self.value():
            case "yes":
                return queryset.filter(declared_on__isnull=False)
            case "not_yet":
                return queryset.filter(missing)
            case "late":
                return queryset.filter(missing, declare_by__lt=today())
        return queryset


@admin.register(CpdStanding)
class CpdStandingAdmin(StandingAdmin):
    list_display = [
        "member",
        "requirement",
        "verdict",
        "total",
        "missing",
        "ends_on",
        "over_on",
        "declare_by",
        "declared_on",
        "since",
        "is_up_to_date",
    ]
    list_select_related = ["member__user", "requirement"]
    list_filter = ["verdict", "requirement", DeclaredFilter, "grade"]
    ordering = ["-missing", "pk"]

    def get_queryset(self, request):
        declared = PeriodDeclaration.objects.standing().filter(
            member=OuterRef("member"),
            requirement=OuterRef("requirement"),
            last_on=OuterRef("over_on"),
        )
        day = Subquery(declared.values("declared_on")[:1])
        return super().get_queryset(request).annotate(declared_on=day)

    @admin.display(description=_("declared on"), ordering=F("declared_on").desc(nulls_last=True))
    def declared_on(self, standing: CpdStanding) -> date | None:
        return standing.declared_on


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
