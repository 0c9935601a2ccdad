"""CPD entries in the administration."""

from django.contrib import admin
from django.db import models

from members.evidence.admin import EvidenceShown
from members.profile.admin import OF_MEMBER, OwnCaseClosed

from .models import Adjustment, Record


@admin.register(Record)
class RecordAdmin(EvidenceShown, OwnCaseClosed):
    list_display = ["title", "member", "done_on", "hours", "kind", "aspect", "state"]
    list_select_related = ["member__user"]
    list_filter = ["state", "kind", "aspect"]
    search_fields = [
        "title",
        "provider",
        *OF_MEMBER,
    ]
    date_hierarchy = "done_on"
    autocomplete_fields = ["member"]
    readonly_fields = ["state", "reason", "created_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Adjustment)
class AdjustmentAdmin(OwnCaseClosed):
    """Leave, part time, retirement, relief. Whoever saves one has decided it."""

    list_display = ["member", "relief", "first_on", "last_on", "requirement", "decided_by"]
    list_select_related = ["member__user", "requirement", "decided_by"]
    list_filter = ["relief", ("requirement", admin.RelatedOnlyFieldListFilter)]
    search_fields = [
        "reason",
        *OF_MEMBER,
    ]
    date_hierarchy = "first_on"
    autocomplete_fields = ["member"]
    readonly_fields = ["decided_by", "created_at"]

    def save_model(self, request, obj, form, change):
        obj.decided_by = request.user
        super().save_model(request, obj, form, change)
