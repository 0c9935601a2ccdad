"""Accounts and members in the administration."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Member, User
from .owned import OwnedForm

RIGHTS = ["is_staff", "is_superuser", "groups"]
# What the search of a list finds a member's rows by.
OF_MEMBER = [
    "member__number",
    "member__user__email",
    "member__user__family_name",
    "member__user__given_name",
    "member__user__name_zh",
]


class OwnCaseClosed(admin.ModelAdmin):
    """Nobody, not even an administrator, changes what stands on their own record.

    Rows have a `member`, which is chosen when a row is added and stays.
    """

    form = OwnedForm
    show_full_result_count = False
    view_on_site = False  # the page there is the member's alone

    def owner_of(self, row) -> Member:
        return row.member

    def is_own(self, request: HttpRequest, row) -> bool:
        return row is not None and self.owner_of(row).user_id == request.user.pk

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self.is_own(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self.is_own(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["member"] if obj else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "member":
            kwargs["queryset"] = Member.objects.exclude(user=request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Passwords and addresses are set by their owner, by mail; rights by administrators alone."""

    list_display = ["email", "latin_name", "name_zh", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "family_name", "given_name", "name_zh", "member__number"]
    date_hierarchy = "date_joined"
    ordering = ["-date_joined", "-id"]
    show_full_result_count = False
    autocomplete_fields = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "family_name", "given_name", "name_zh"]}),
        (_("Rights"), {"fields": ["is_active", *RIGHTS]}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]

    @admin.display(description=_("name in Latin letters"), ordering="family_name")
    def latin_name(self, user: User) -> str:
        return user.name_latin

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:1]

    def get_readonly_fields(self, request, obj=None):
        kept = ["date_joined", "last_login", *(["email"] if obj else [])]
        return kept if request.user.is_superuser else kept + RIGHTS

    def lookup_allowed(self, lookup, value, request):
        """No list filtered by the password: its hash could be guessed sign by sign."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request, obj=None):
        """A colleague's account is an administrator's matter: it may hold more rights."""
        is_closed = obj is not None and (obj.is_staff or obj.is_superuser)
        is_allowed = super().has_change_permission(request, obj)
        return is_allowed and (request.user.is_superuser or not is_closed)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.email = obj.email.lower()
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            EmailAddress.objects.create(user=obj, email=obj.email, primary=True, verified=False)


@admin.register(Member)
class MemberAdmin(OwnCaseClosed):
    list_display = ["user", "number", "language", "is_demonstration"]
    list_filter = ["language", "is_demonstration"]
    search_fields = [
        "number",
        "user__email",
        "user__family_name",
        "user__given_name",
        "user__name_zh",
    ]
    autocomplete_fields = ["user"]

    def owner_of(self, row):
        return row

    def get_readonly_fields(self, request, obj=None):
        return ["user"] if obj else []

    def get_queryset(self, request):
        """Everywhere, since a member is called by the name of the account."""
        return super().get_queryset(request).select_related("user")
