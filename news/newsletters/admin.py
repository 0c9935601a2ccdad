"""Newsletters in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.publishing_admin import PUBLISHING, PartInline, PublicationAdmin

from .models import Newsletter, Story


class StoryInline(PartInline):
    model = Story
    extra = 0
    autocomplete_fields = ["article"]


@admin.register(Newsletter)
class NewsletterAdmin(PublicationAdmin):
    list_display = ["number", "headline", "issued_on", "english", "chinese"]
    search_fields = ["=number", "title_en", "title_zh"]
    date_hierarchy = "issued_on"
    inlines = [StoryInline]
    fieldsets = [
        (None, {"fields": ["number", "issued_on", "cover"]}),
        (_("English"), {"fields": ["title_en", "summary_en", "pdf_en"]}),
        (_("Chinese"), {"fields": ["title_zh", "summary_zh", "pdf_zh"]}),
        PUBLISHING,
    ]
