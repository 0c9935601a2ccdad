"""Newsletters in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.approval import LANGUAGES
from news.publishing.admin import shut
from news.publishing.workflow import closed
from news.publishing_admin import PUBLISHING, PartInline, PublicationAdmin

from .models import Newsletter, Story


class StoryInline(PartInline):
    model = Story
    extra = 0
    autocomplete_fields = ["article"]
    fields = ["position", "title_en", "title_zh", "body_en", "body_zh", "article"]

    def may_write(self, request, item):
        """Whoever may not publish writes the language that has no time yet."""
        return super().may_write(request, item) or len(closed(item)) < len(LANGUAGES)

    def get_readonly_fields(self, request, item=None):
        return shut(request, item, self.fields)


@admin.register(Newsletter)
class NewsletterAdmin(PublicationAdmin):
    list_display = ["number", "headline", "issued", "english", "chinese"]
    search_fields = ["=number", "title_en", "title_zh"]
    date_hierarchy = "issued_on"
    inlines = [StoryInline]
    fieldsets = [
        (None, {"fields": ["number", ("issued_on", "issued_precision"), "cover"]}),
        (_("English"), {"fields": ["title_en", "summary_en", "pdf_en"]}),
        (_("Chinese"), {"fields": ["title_zh", "summary_zh", "pdf_zh"]}),
        PUBLISHING,
    ]

    @admin.display(description=_("date of the issue"), ordering="issued_on")
    def issued(self, item: Newsletter) -> str:
        return item.issued.written(short=True)
