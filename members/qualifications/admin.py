"""Qualifications in the administration: what waits longest for a reviewer stands on top."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER, OwnCaseClosed

from .models import Qualification


@admin.register(Qualification)
class QualificationAdmin(OwnCaseClosed):
    """State and stamps are shown, never typed: they come with a decision."""

    list_display = ["qualification", "member", "kind", "state", "submitted_at", "decided_at"]
    list_select_related = ["member__user", "grade"]
    list_filter = ["state", "kind"]
    search_fields = [
        "name",
        "number",
        "grade__name_en",
        "grade__name_zh",
        *OF_MEMBER,
    ]
    date_hierarchy = "submitted_at"
    ordering = [F("submitted_at").asc(nulls_last=True), "-id"]
    autocomplete_fields = ["member", "grade"]
    readonly_fields = [
        "state",
        "submitted_at",
        "decided_at",
        "decided_by",
        "reason",
        "created_at",
    ]

    @admin.display(description=_("qualification"))
    def qualification(self, held: Qualification) -> str:
        return held.title
