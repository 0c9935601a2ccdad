"""Pathways in the administration: drafts are written, published versions stay as they are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.versioned_admin import VersionedAdmin

from .condition import Condition
from .models import Pathway, PathwayVersion
from .workflow import new_version_from, publish

STAYS_OPEN = [
    "source_en",
    "source_zh",
    "source_url",
    "confidence",
    "last_checked_on",
    "note_en",
    "note_zh",
]


def is_closed(version: PathwayVersion | None) -> bool:
    return version is not None and version.published_at is not None


@admin.register(Pathway)
class PathwayAdmin(admin.ModelAdmin):
    list_display = ["name", "agreement", "from_grade", "to_body", "to_grade"]
    list_select_related = ["agreement", "from_grade", "to_body", "to_grade"]
    list_filter = [("agreement", admin.EmptyFieldListFilter)]
    search_fields = ["name_en", "name_zh", "slug", "to_body__abbreviation"]
    autocomplete_fields = ["agreement", "from_grade", "to_body", "to_grade"]
    prepopulated_fields = {"slug": ["name_en"]}


class ConditionInline(admin.StackedInline):
    model = Condition
    extra = 0
    autocomplete_fields = ["grades", "requirement", "body"]
    fields = [
        ("position", "code", "kind", "group"),
        ("text_en", "text_zh"),
        ("clause_en", "clause_zh"),
        "grades",
        ("least_years", "counted_from", "within_months"),
        ("accords", "routes", "disciplines"),
        ("requirement", "body"),
        ("is_by_person", "is_waived"),
    ]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not is_closed(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_closed(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_closed(obj)


@admin.register(PathwayVersion)
class PathwayVersionAdmin(VersionedAdmin):
    publish_version = staticmethod(publish)
    copy_version = staticmethod(new_version_from)

    list_display = ["pathway", "effective_from", "published_at", "has_published_rules"]
    list_display_links = ["pathway", "effective_from"]
    list_select_related = ["pathway"]
    list_filter = ["has_published_rules", ("published_at", admin.EmptyFieldListFilter)]
    search_fields = ["pathway__name_en", "pathway__name_zh", "pathway__slug"]
    date_hierarchy = "effective_from"
    autocomplete_fields = ["pathway"]
    inlines = [ConditionInline]
    fieldsets = [
        (None, {"fields": ["pathway", "effective_from", "published_at", "has_published_rules"]}),
        (
            _("What it leads to"),
            {"fields": ["outcome", ("outcome_en", "outcome_zh"), ("validity_en", "validity_zh")]},
        ),
        (
            _("How to go about it"),
            {"fields": [("steps_en", "steps_zh"), ("documents_en", "documents_zh")]},
        ),
        (
            _("Where this is known from"),
            {
                "fields": [
                    ("source_en", "source_zh"),
                    "source_url",
                    "confidence",
                    "last_checked_on",
                    ("note_en", "note_zh"),
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Rules that members read are not changed under them: a new version is."""
        names = [field.name for field in PathwayVersion._meta.concrete_fields if field.editable]
        closed = [name for name in names if name not in STAYS_OPEN] if is_closed(obj) else []
        return ["published_at", *closed]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_closed(obj)
