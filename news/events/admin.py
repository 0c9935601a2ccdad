"""Events in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.publishing.filters import STATE_FILTERS
from news.publishing_admin import PUBLISHING, PublicationAdmin

from .models import Event


@admin.register(Event)
class EventAdmin(PublicationAdmin):
    list_display = ["headline", "starts_at", "english", "chinese", "is_online", "cpd_hours"]
    list_filter = [*STATE_FILTERS, "is_online", "is_demonstration"]
    search_fields = ["title_en", "title_zh", "slug", "place_en", "place_zh"]
    date_hierarchy = "starts_at"
    autocomplete_fields = ["agreements"]
    prepopulated_fields = {"slug": ["title_en"]}
    fieldsets = [
        (_("English"), {"fields": ["title_en", "summary_en", "body_en", "place_en"]}),
        (_("Chinese"), {"fields": ["title_zh", "summary_zh", "body_zh", "place_zh"]}),
        (
            _("When and how"),
            {
                "fields": [
                    ("starts_at", "ends_at"),
                    ("is_all_day", "time_zone"),
                    ("is_online", "link"),
                    ("cpd_hours", "cpd_kind", "cpd_aspect"),
                ]
            },
        ),
        PUBLISHING,
        (_("Where it belongs"), {"fields": ["slug", "agreements", "is_demonstration"]}),
    ]
