"""Membership terms in the administration."""

from django.contrib import admin

from members.profile.admin import OF_MEMBER, OwnCaseClosed

from .models import Term


@admin.register(Term)
class TermAdmin(OwnCaseClosed):
    list_display = ["member", "grade", "society", "starts_on", "ends_on"]
    list_select_related = ["member__user", "grade", "society"]
    list_filter = [
        ("grade", admin.RelatedOnlyFieldListFilter),
        ("society", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = OF_MEMBER
    date_hierarchy = "starts_on"
    autocomplete_fields = ["member", "grade", "society"]
