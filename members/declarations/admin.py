"""Declarations in the administration: to look at. Their member alone makes and withdraws them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER, OwnCaseClosed

from .models import Declaration


@admin.register(Declaration)
class DeclarationAdmin(OwnCaseClosed):
    list_display = ["title", "member", "made_on", "withdrawn_on"]
    list_select_related = ["member__user", "body"]
    list_filter = ["kind", ("withdrawn_on", admin.EmptyFieldListFilter)]
    search_fields = OF_MEMBER
    date_hierarchy = "made_on"
    fields = ["member", "kind", "body", "edition", "wording", "made_on", "withdrawn_on"]
    readonly_fields = ["wording"]

    @admin.display(description=_("declaration"))
    def title(self, declaration: Declaration) -> str:
        return declaration.title

    @admin.display(description=_("wording"))
    def wording(self, declaration: Declaration) -> str:
        return declaration.sentence

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
