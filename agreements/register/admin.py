"""The register in the administration: status and days of checking follow the rows written below.

The list begins with what is to be checked first.
"""

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agreements.owned import InlineForm
from agreements.taking import TakingForm

from .checks import Check
from .due_filter import DueFilter
from .models import Agreement, Document, Party, StatusChange
from .workflow import check, settle_check, settle_status


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


class CheckInline(admin.TabularInline):
    """A check is a signature: it is added, and stays as it was."""

    model = Check
    extra = 0
    fields = ["checked_on", "changes_en", "changes_zh", "checked_by"]
    readonly_fields = ["checked_by"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("checked_by")


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    """Deleting is for mistakes of entry alone (removal.py), one by one, after being told."""

    form = TakingForm
    list_display = [
        "label",
        "kind",
        "status",
        "status_on",
        "opens",
        "last_checked_on",
        "to_be_checked",
    ]
    list_filter = [DueFilter, "status", "kind", "opens", "confidence"]
    ordering = [F("next_check_on").asc(nulls_last=True), "label_en"]
    actions = ["nothing_had_changed"]
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
    autocomplete_fields = ["predecessor", "grades"]
    prepopulated_fields = {"slug": ["label_en"]}
    readonly_fields = ["status", "status_on", "status_precision", "last_checked_on"]
    inlines = [PartyInline, StatusChangeInline, DocumentInline, CheckInline]
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
                    "grades",
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

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle_status(form.instance)
        if any(isinstance(row, Check) for one in formsets for row in one.new_objects):
            settle_check(form.instance)

    def save_formset(self, request, form, formset, change):
        """Whoever adds a check has signed it."""
        if formset.model is Check:
            for one in formset.forms:
                one.instance.checked_by_id = one.instance.checked_by_id or request.user.pk
        super().save_formset(request, form, formset, change)

    @admin.display(description=_("to be checked by"), ordering="next_check_on")
    def to_be_checked(self, agreement: Agreement) -> str:
        """The day, and in words how long it is overdue or still to come."""
        day, today = agreement.next_check_on, timezone.localdate()
        if day is None:
            return gettext("No day set")
        words = {"day": date_format(day, "SHORT_DATE_FORMAT")}
        if day < today:
            return gettext("%(day)s, overdue by %(age)s") % (words | {"age": timesince(day, today)})
        if day == today:
            return gettext("%(day)s, today") % words
        return gettext("%(day)s, in %(age)s") % (words | {"age": timesince(today, day)})

    @admin.action(description=_("Checked today, nothing had changed"), permissions=["change"])
    def nothing_had_changed(self, request: HttpRequest, agreements: QuerySet) -> None:
        chosen = list(agreements)
        for agreement in chosen:
            check(agreement, by=request.user)
            self.log_change(request, agreement, gettext("Checked, nothing had changed."))
        said = ngettext(
            "%(number)d entry is checked.", "%(number)d entries are checked.", len(chosen)
        )
        self.message_user(request, said % {"number": len(chosen)}, messages.SUCCESS)
