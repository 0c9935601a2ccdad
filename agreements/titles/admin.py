"""Bodies, schemes and grades in the administration."""

from django.contrib import admin

from agreements.owned import InlineForm

from .models import Body, Grade, Scheme


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    list_display = ["name", "abbreviation", "country", "is_authorised_society", "updated_at"]
    list_filter = ["is_authorised_society", "country"]
    search_fields = ["name_en", "name_zh", "abbreviation", "aliases"]
    prepopulated_fields = {"slug": ["name_en"]}


class GradeInline(admin.TabularInline):
    model = Grade
    form = InlineForm
    extra = 0


@admin.register(Scheme)
class SchemeAdmin(admin.ModelAdmin):
    list_display = ["name", "body", "edition", "updated_at"]
    list_select_related = ["body"]
    search_fields = ["name_en", "name_zh", "body__name_en", "body__name_zh", "body__abbreviation"]
    autocomplete_fields = ["body"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [GradeInline]


@admin.register(Grade)
class GradeAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "scheme", "rank"]
    list_select_related = ["scheme__body"]
    list_filter = ["scheme"]
    search_fields = ["name_en", "name_zh", "code", "scheme__name_en", "scheme__body__abbreviation"]
    autocomplete_fields = ["scheme"]
