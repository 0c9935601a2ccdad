"""Impact previews in the administration: asked for on the page of a draft, read on their own."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.pathways.models import PathwayVersion
from agreements.requirements.models import Version

from .models import ImpactPreview
from .report import groups, listed
from .workflow import MOST_LISTED, ask, is_current

A_PAGE = 100  # members of the list
RENEWED_EVERY = "2"  # seconds, while the outcome is awaited
DRAFTS = {model._meta.model_name: model for model in (Version, PathwayVersion)}


@admin.register(ImpactPreview)
class ImpactPreviewAdmin(admin.ModelAdmin):
    list_display = ["draft", "asked_by", "asked_at", "finished_at"]
    list_select_related = ["version__requirement", "pathway_version__pathway", "asked_by"]
    search_fields = [
        "version__requirement__name_en",
        "version__requirement__name_zh",
        "pathway_version__pathway__name_en",
        "pathway_version__pathway__name_zh",
    ]
    date_hierarchy = "asked_at"
    show_full_result_count = False

    def get_urls(self):
        view = self.admin_site.admin_view(self.ask)
        return [
            path("<slug:kind>/<int:pk>/ask/", view, name="members_impactpreview_ask"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def has_add_permission(self, request):
        """There is no form to fill in: the button on the page of a draft asks."""
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Asking anew drops the one before, and a draft is thrown away with its own."""
        return request.user.has_perm("members.add_impactpreview")

    @admin.display(description=_("version"))
    def draft(self, preview: ImpactPreview) -> str:
        return str(preview)

    def ask(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """By a button. Whoever had to log in again comes back without having pressed it."""
        if not request.user.has_perm("members.add_impactpreview"):
            raise PermissionDenied
        if kind not in DRAFTS:
            raise Http404
        draft = get_object_or_404(DRAFTS[kind], pk=pk)
        if request.method != "POST":
            return redirect(f"admin:agreements_{kind}_change", pk)
        try:
            preview = ask(draft, by=request.user)
        except ValidationError as refusal:
            for said in refusal.messages:
                self.message_user(request, said, messages.ERROR)
            return redirect(f"admin:agreements_{kind}_change", pk)
        self.log_addition(request, preview, gettext("Asked for."))
        return redirect("admin:members_impactpreview_change", preview.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        preview = self.get_object(request, object_id)
        if preview is None or not self.has_view_permission(request, preview):
            return super().change_view(request, object_id, form_url, extra_context)
        context = self.admin_site.each_context(request) | self.told(request, preview)
        page = "admin/members/impactpreview/change_form.html"
        response = TemplateResponse(request, page, context)
        if preview.is_awaited:
            response.headers["Refresh"] = RENEWED_EVERY
        return response

    def told(self, request: HttpRequest, preview: ImpactPreview) -> dict:
        draft = preview.draft
        kind, found = draft._meta.model_name, groups(preview)
        page = members_page(request, preview)
        return {
            "opts": self.opts,
            "title": gettext("Impact preview"),
            "preview": preview,
            "draft": draft,
            "draft_page": reverse(f"admin:agreements_{kind}_change", args=[draft.pk]),
            "ask_page": reverse("admin:members_impactpreview_ask", args=[kind, draft.pk]),
            "may_ask": request.user.has_perm("members.add_impactpreview"),
            "is_current": is_current(preview, draft),
            "groups": found,
            "page": page,
            "listed": page and listed(page.object_list, found),
            "most_listed": MOST_LISTED,
            "is_cut": any(row.is_cut for one in found for row in one.rows),
        }


def members_page(request: HttpRequest, preview: ImpactPreview) -> Page | None:
    """By name for those alone who may open members."""
    if not request.user.has_perm("members.view_member"):
        return None
    changes = preview.changes.select_related("member__user")
    return Paginator(changes, A_PAGE).get_page(request.GET.get("page"))
