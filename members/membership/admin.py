"""Membership terms in the administration."""

from django.contrib import admin

from members.profile.admin import OwnCaseClosed

from .models import Term


@admin.register(Term)
class TermAdmin(OwnCaseClosed):
    list_display = ["member", "grade", "society", "starts_on", "ends_on"]
    list_select_related = ["member__user", "grade", "society"]
    list_filter = [
        ("grade", admin.RelatedOnlyFieldListFilter),
        ("society", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = [
        "member__number",
        "member__user__email",
        "member__user__family_name",
        "member__user__given_name",
        "member__user__name_zh",
    ]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["member", "grade", "society"]
