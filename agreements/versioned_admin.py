"""Rules that are written as drafts, published once, and then followed by a new version."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


class VersionedAdmin(admin.ModelAdmin):
    """Adds "Publish" and "New version" to the page of a version, by the verbs of its workflow.

    Whoever had to log in again comes back to that page without having pressed the button.
    """

    change_form_template = "admin/agreements/version_change_form.html"
    publish_version = staticmethod(lambda version: None)
    copy_version = staticmethod(lambda version, effective_from: version)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        open_to_staff = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", open_to_staff(self.publish), name=f"{name}_publish"),
            path("<int:pk>/copy/", open_to_staff(self.copy), name=f"{name}_copy"),
            *super().get_urls(),
        ]

    def page_of(self, version: models.Model) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[version.pk]))

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self.row_for(request, pk, "change")
        if request.method != "POST":
            return self.page_of(version)
        try:
            self.publish_version(version)
        except ValidationError as refusal:
            for said in refusal.messages:
                self.message_user(request, said, messages.ERROR)
        else:
            self.log_change(request, version, gettext("Published."))
            said = gettext("Published. It applies from %(day)s.") % {
                "day": date_format(version.effective_from, "DATE_FORMAT")
            }
            self.message_user(request, said, messages.SUCCESS)
        return self.page_of(version)

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self.row_for(request, pk, "add")
        if request.method != "POST":
            return self.page_of(version)
        draft = self.copy_version(version, timezone.localdate())
        self.log_addition(request, draft, gettext("Copied from an earlier version."))
        said = gettext(
            "This is a draft with the same rules. Write the day from which it applies, change "
            "what changes, save, and publish it."
        )
        self.message_user(request, said, messages.SUCCESS)
        return self.page_of(draft)

    def row_for(self, request: HttpRequest, pk: int, action: str) -> models.Model:
        """Being staff is not enough."""
        if not request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}"):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)
