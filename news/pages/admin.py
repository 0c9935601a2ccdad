"""Pages in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.publishing_admin import PUBLISHING, PublicationAdmin

from .models import Page


@admin.register(Page)
class PageAdmin(PublicationAdmin):
    list_display = ["headline", "slug", "english", "chinese", "updated_at"]
    search_fields = ["title_en", "title_zh", "slug"]
    prepopulated_fields = {"slug": ["title_en"]}
    fieldsets = [
        (_("English"), {"fields": ["title_en", "lead_en", "body_en"]}),
        (_("Chinese"), {"fields": ["title_zh", "lead_zh", "body_zh"]}),
        PUBLISHING,
        (None, {"fields": ["slug"]}),
    ]
