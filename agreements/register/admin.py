"""The register in the administration: the status follows the history written below it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.owned import InlineForm

from .models import Agreement, Document, Party, StatusChange
from .workflow import settle_status


class PartyInline(admin.TabularInline):
    model = Party
    form = InlineForm
    extra = 0
    autocomplete_fields = ["body"]


class StatusChangeInline(admin.TabularInline):
    model = StatusChange
    extra = 0
    fields = ["status", "changed_on", "precision", "note_en", "note_zh"]


class DocumentInline(admin.TabularInline):
    model = Document
    extra = 0


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    """Deleting is for mistakes of entry alone; what ends gets a step in its history."""

    list_display = [
        "label",
        "kind",
        "status",
        "status_on",
        "opens",
        "last_checked_on",
        "next_check_on",
    ]
    list_filter = ["status", "kind", "opens", "confidence"]
    search_fields = [
        "label_en",
        "label_zh",
        "name_en",
        "name_zh",
        "bodies__name_en",
        "bodies__name_zh",
        "bodies__abbreviation",
    ]
    date_hierarchy = "status_on"
    autocomplete_fields = ["predecessor"]
    prepopulated_fields = {"slug": ["label_en"]}
    readonly_fields = ["status", "status_on", "status_precision"]
    inlines = [PartyInline, StatusChangeInline, DocumentInline]
    fieldsets = [
        (None, {"fields": ["kind", ("label_en", "label_zh"), ("name_en", "name_zh"), "slug"]}),
        (
            _("Status, from the history below"),
            {"fields": ["status", ("status_on", "status_precision"), "membership", "predecessor"]},
        ),
        (
            _("Dates and place"),
            {
                "fields": [
                    ("signed_on", "signed_precision"),
                    ("place_en", "place_zh"),
                    ("effective_on", "expires_on", "review_months"),
                ]
            },
        ),
        (
            _("What it means"),
            {
                "fields": [
                    ("summary_en", "summary_zh"),
                    "opens",
                    ("opens_note_en", "opens_note_zh"),
                    ("for_whom_en", "for_whom_zh"),
                    ("gives_en", "gives_zh"),
                    ("gives_not_en", "gives_not_zh"),
                ]
            },
        ),
        (
            _("Where this is known from"),
            {
                "fields": [
                    ("source_en", "source_zh"),
                    "source_url",
                    "confidence",
                    ("caution_en", "caution_zh"),
                    ("last_checked_on", "next_check_on"),
                ]
            },
        ),
    ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle_status(form.instance)
