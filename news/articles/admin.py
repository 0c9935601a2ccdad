"""Articles in the administration."""

from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.publishing_admin import PUBLISHING, PublicationAdmin, StateFilter

from .models import Article, Attachment, Category, Picture, Tag

TITLES = ("title_en", "title_zh")


class NameAdmin(admin.ModelAdmin):
    list_display = ["name_en", "name_zh", "slug"]
    search_fields = ["name_en", "name_zh", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}


admin.site.register(Category, NameAdmin)
admin.site.register(Tag, NameAdmin)


class PictureInline(admin.StackedInline):
    model = Picture
    extra = 0


class AttachmentForm(forms.ModelForm):
    """A title that is left empty is that of the other language, or the name of the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TITLES:
            self.fields[name].required = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if file := cleaned.get("file"):
            titles = (cleaned.get(name) for name in TITLES)
            known = next(filter(None, titles), PurePath(file.name).stem)
            cleaned |= {name: cleaned.get(name) or known for name in TITLES}
        return cleaned


class AttachmentInline(admin.StackedInline):
    model = Attachment
    form = AttachmentForm
    extra = 1


@admin.register(Article)
class ArticleAdmin(PublicationAdmin):
    list_display = ["title", "category", "state_now", "published_at_en", "published_at_zh"]
    list_select_related = ["category"]
    list_filter = [StateFilter, "kind", "category"]
    search_fields = ["title_en", "title_zh", "slug"]
    date_hierarchy = "published_at_en"
    ordering = ["-id"]
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
