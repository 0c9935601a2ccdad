"""Articles in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.publishing.filters import STATE_FILTERS
from news.publishing_admin import PUBLISHING, PublicationAdmin

from .files_admin import AttachmentInline, PictureInline, ask_for_small_versions
from .models import Article, Category, Tag


class NameAdmin(admin.ModelAdmin):
    list_display = ["name_en", "name_zh", "slug"]
    search_fields = ["name_en", "name_zh", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}


admin.site.register(Category, NameAdmin)
admin.site.register(Tag, NameAdmin)


@admin.register(Article)
class ArticleAdmin(PublicationAdmin):
    list_display = ["headline", "english", "chinese", "category"]
    list_select_related = ["category"]
    list_filter = [*STATE_FILTERS, "kind", "category"]
    search_fields = ["title_en", "title_zh", "slug"]
    date_hierarchy = "published_at_en"
    autocomplete_fields = ["category", "tags", "agreements"]
    prepopulated_fields = {"slug": ["title_en"]}
    inlines = [PictureInline, AttachmentInline]
    fieldsets = [
        (_("English"), {"fields": ["title_en", "lead_en", "body_en"]}),
        (_("Chinese"), {"fields": ["title_zh", "lead_zh", "body_zh"]}),
        PUBLISHING,
        (
            _("Where it belongs"),
            {"fields": ["slug", "kind", "category", "tags", "agreements", "pinned_until"]},
        ),
        (
            _("Event and source"),
            {
                "fields": [
                    ("event_on", "event_until"),
                    ("place_en", "place_zh"),
                    ("source_en", "source_zh"),
                ]
            },
        ),
    ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        ask_for_small_versions(form.instance)
