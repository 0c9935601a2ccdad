"""CPD requirements in the administration: drafts are written, published versions stay."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.owned import InlineForm
from agreements.versioned_admin import VersionedAdmin

from .categories import CreditCategory
from .models import CpdRequirement, Version
from .windows import CountingWindow, WindowShare, WindowTarget
from .workflow import new_version_from, publish, sentences_about

SOURCE = [
    ("source_en", "source_zh"),
    "source_url",
    "confidence",
    "last_checked_on",
    ("note_en", "note_zh"),
]
STAYS_OPEN = {
    "source_en",
    "source_zh",
    "source_url",
    "confidence",
    "last_checked_on",
    "note_en",
    "note_zh",
}
BREAK = SafeString("<br>")
SELECTION = ["kinds", "aspects", "topics", "providers", ("is_verifiable", "is_online")]


def version_of(row: Version | CountingWindow) -> Version:
    return row if isinstance(row, Version) else row.version


def is_closed(row: Version | CountingWindow | None) -> bool:
    return row is not None and version_of(row).is_published


def address(version: Version) -> str:
    return reverse("admin:agreements_version_change", args=[version.pk])


def words_of(row, name: str) -> str:
    """A list of choices as words, for rows that are only shown."""
    field = row._meta.get_field(name)
    return ", ".join(str(field.choices_of(value).label) for value in getattr(row, name))


class ClosedOncePublished:
    """Of an inline: its rows are the rules of a version, and go with its state."""

    form = InlineForm
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not is_closed(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_closed(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_closed(obj)


class SelectingInline(ClosedOncePublished, admin.StackedInline):
    """Rows that say which activities they mean: as boxes to tick, or in words where closed."""

    readonly_fields = ["takes"]

    def get_fields(self, request, obj=None):
        is_open = self.has_change_permission(request, obj)
        return [*self.fields, *(SELECTION if is_open else ["takes"])]

    @admin.display(description=_("which activities"))
    def takes(self, row) -> str:
        asked = [(name, words_of(row, name)) for name in ("kinds", "aspects", "topics")]
        asked.append(("providers", row.providers))
        flags = {None: "", True: gettext("yes"), False: gettext("no")}
        asked += [(name, flags[getattr(row, name)]) for name in ("is_verifiable", "is_online")]
        lines = [(row._meta.get_field(name).verbose_name, said) for name, said in asked if said]
        return format_html_join(BREAK, "{}: {}", lines) or gettext("any activity")


class CategoryInline(SelectingInline):
    model = CreditCategory
    fields = [
        ("position", "code"),
        ("name_en", "name_zh"),
        ("factor", "per", "cap"),
        "carries_over",
    ]


class WindowInline(ClosedOncePublished, admin.StackedInline):
    """What is asked in a window is written on its own page."""

    model = CountingWindow
    show_change_link = True
    fields = [
        ("position", "code"),
        ("name_en", "name_zh"),
        ("kind", "years", "start_month"),
        ("first_day", "last_day"),
    ]


class TargetInline(ClosedOncePublished, admin.StackedInline):
    model = WindowTarget
    autocomplete_fields = ["grades"]
    readonly_fields = ["statuses_meant"]

    def get_fields(self, request, obj=None):
        is_open = self.has_change_permission(request, obj)
        return [
            ("position", "amount"),
            "grades",
            "statuses" if is_open else "statuses_meant",
            ("age_from", "age_to"),
            "per_extra_field",
            "is_personal",
        ]

    @admin.display(description=_("for these statuses"))
    def statuses_meant(self, target: WindowTarget) -> str:
        return words_of(target, "statuses")


class ShareInline(SelectingInline):
    model = WindowShare
    fields = [
        ("position", "code"),
        ("name_en", "name_zh"),
        ("least", "least_activities"),
        ("is_each_area", "is_audited"),
    ]


class VersionInline(admin.TabularInline):
    """The versions of a requirement, to be opened."""

    model = Version
    fields = ["effective_from", "published_at", "edition", "confidence", "last_checked_on"]
    readonly_fields = fields
    extra = 0
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(CpdRequirement)
class CpdRequirementAdmin(admin.ModelAdmin):
    list_display = ["name", "body", "scheme", "unit", "updated_at"]
    list_select_related = ["body", "scheme"]
    list_filter = ["unit", ("scheme", admin.EmptyFieldListFilter)]
    search_fields = [
        "name_en",
        "name_zh",
        "slug",
        "body__name_en",
        "body__name_zh",
        "body__abbreviation",
    ]
    autocomplete_fields = ["body", "scheme"]
    fields = [("name_en", "name_zh"), "slug", "body", "scheme", "unit"]
    inlines = [VersionInline]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name_en"]}

    def get_readonly_fields(self, request, obj=None):
        """What is published is counted in this unit."""
        return ["unit"] if obj and obj.versions.live().exists() else []

    def has_delete_permission(self, request, obj=None):
        is_bound = obj is not None and obj.versions.live().exists()
        return super().has_delete_permission(request, obj) and not is_bound


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("draft", _("Draft")), ("published", _("Published"))]

    def queryset(self, request, queryset):
        if self.value() not in {"draft", "published"}:
            return queryset
        return queryset.filter(published_at__isnull=self.value() == "draft")


class RulesAdmin(admin.ModelAdmin):
    """Pages of a version and of its windows."""

    def get_object(self, request, object_id, from_field=None):
        """Rules about to be written are held, lest they are published in the same moment."""
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST":
            version = version_of(row)
            CpdRequirement.objects.select_for_update().get(pk=version.requirement_id)
            version.refresh_from_db(fields=["published_at"])
        return row

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_closed(obj)

    @admin.display(description=_("state"))
    def standing(self, row: Version | CountingWindow) -> str:
        version = version_of(row)
        if version.pk is None:
            return gettext("A draft. Save it, then open its windows to write what they ask.")
        if version.is_published:
            day = date_format(timezone.localtime(version.published_at), "DATE_FORMAT")
            return gettext(
                "Published on %(day)s. Members are measured by these rules, so they can neither "
                "be changed nor deleted: make a new version. Source, note and the day of the last "
                "check stay open."
            ) % {"day": day}
        faults = sentences_about(Version.objects.with_rules().get(pk=version.pk))
        if not faults:
            return gettext("A draft. Nothing stands in the way of publishing it.")
        lines = [gettext("A draft. Before it can be published:"), *faults]
        return format_html_join(BREAK, "{}", ((line,) for line in lines))


@admin.register(Version)
class VersionAdmin(VersionedAdmin, RulesAdmin):
    publish_version = staticmethod(publish)
    copy_version = staticmethod(new_version_from)

    list_display = ["requirement", "effective_from", "published_at", "confidence"]
    list_display_links = ["requirement", "effective_from"]
    list_select_related = ["requirement"]
    list_filter = [StateFilter, "confidence"]
    search_fields = [
        "requirement__name_en",
        "requirement__name_zh",
        "requirement__body__abbreviation",
        "edition",
    ]
    date_hierarchy = "effective_from"
    autocomplete_fields = ["requirement"]
    inlines = [WindowInline, CategoryInline]
    fieldsets = [
        (None, {"fields": ["requirement", "effective_from", "edition", "standing"]}),
        (
            _("From one window to the next"),
            {
                "fields": [
                    ("carry_over_windows", "carry_over_cap"),
                    "shortfall",
                    "is_pro_rata_on_joining",
                    "step",
                    "keep_years",
                ]
            },
        ),
        (
            _("When a window is over"),
            {"fields": [("closes_after_days", "declare_within_days")]},
        ),
        (_("Where this is known from"), {"fields": SOURCE}),
    ]

    def get_readonly_fields(self, request, obj=None):
        names = [field.name for field in Version._meta.concrete_fields if field.editable]
        closed = [name for name in names if name not in STAYS_OPEN] if is_closed(obj) else []
        return ["standing", *closed]


@admin.register(CountingWindow)
class CountingWindowAdmin(RulesAdmin):
    """Opened from its version, and not in the index."""

    list_display = ["name", "version", "kind", "years"]
    list_select_related = ["version__requirement"]
    search_fields = ["name_en", "name_zh", "code"]
    readonly_fields = ["of_version", "standing"]
    inlines = [TargetInline, ShareInline]
    fieldsets = [
        (None, {"fields": ["of_version", "standing"]}),
        (
            _("When"),
            {
                "fields": [
                    ("position", "code"),
                    ("name_en", "name_zh"),
                    "kind",
                    ("years", "start_month"),
                    ("first_day", "last_day"),
                ]
            },
        ),
        (
            _("What is asked beside targets and sub-minimums"),
            {
                "fields": [
                    ("least_categories", "least_activities"),
                    "is_required",
                    "is_for_late_renewal",
                ]
            },
        ),
    ]

    @admin.display(description=_("version"))
    def of_version(self, window: CountingWindow) -> str:
        return format_html('<a href="{}">{}</a>', address(window.version), window.version)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("version__requirement")

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_closed(obj)

    def response_post_save_change(self, request, obj):
        return redirect(address(obj.version))
