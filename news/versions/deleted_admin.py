"""Drafts that were deleted, in the administration: their list, what they held, and the way back."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from reversion.models import Revision, Version

from .admin import heading_of, revision_of, told_of, with_rows
from .comparison import Comparison, compare
from .new_name import new_name_form
from .snapshots import as_kept, fields_of, key_of
from .words import in_beijing, title_of
from .workflow import refusal_in_words, restore_deleted

MOST = 50  # in the list; whoever looks for an older one knows its number


class Gone(NamedTuple):
    """A draft that was deleted."""

    pk: int
    title: str
    told: str  # when, and by whom


class DeletedAdmin(admin.ModelAdmin):
    """For those who may delete what they may add."""

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_list), name=f"{name}_deleted"),
            path("deleted/<int:pk>/", wrap(self.deleted), name=f"{name}_undelete"),
            *super().get_urls(),
        ]

    def may_bring_back(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_delete_permission(request)

    def changelist_view(self, request, extra_context=None):
        context = {"may_bring_back": self.may_bring_back(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    @method_decorator(require_safe)
    def deleted_list(self, request: HttpRequest) -> HttpResponse:
        self.require_bringing_back(request)
        context = {"gone": gone(self.model), "title": _("Recently deleted")}
        return self.deleted_page(request, "list", context)

    def deleted(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?version=` is the one that is shown, and restored: the newest, unless another is."""
        self.require_bringing_back(request)
        item = self.model(pk=pk)
        versions = list(with_rows(item)[:MOST])
        is_there = self.model._base_manager.filter(pk=pk).exists()
        if versions and is_there and request.method == "POST":
            self.message_user(request, _("It is there already."), messages.WARNING)
            return self.to_form(item)
        if not versions or is_there:
            raise Http404
        key = request.GET.get("version")
        chosen = revision_of(item, key) if key else versions[0]
        refusal: list[str] = []
        form = new_name_form(request.POST, item, kept_name(chosen, item))
        is_fit = form is None or not form.is_bound or form.is_valid()
        if request.method == "POST" and is_fit:
            try:
                return self.brought_back(request, item, chosen, form)
            except ValidationError as error:
                refusal = refusal_in_words(item, error)
            except IntegrityError:
                refusal = [_("Somebody else saved in the same moment. Please try again.")]
        title = _("Bring back %(item)s") % {"item": name_in(chosen, item)}
        context = {
            "title": title,
            "refusal": refusal,
            "older": _("Now"),
            "newer": heading_of(chosen),
            "chosen": chosen,
            "comparison": held_by(chosen, item),
            "versions": [(one.pk, heading_of(one)) for one in versions],
            "form": form,
            "fieldset": form and admin.helpers.Fieldset(form, fields=list(form.fields)),
        }
        return self.deleted_page(request, "one", context)

    def brought_back(
        self, request: HttpRequest, item, chosen: Revision, form: forms.Form | None
    ) -> HttpResponse:
        new_name = form.cleaned_data if form and form.is_bound else {}
        with transaction.atomic():
            left_out = restore_deleted(item, chosen, by=request.user, changes=new_name)
            said = _("Brought back as a draft: %(version)s.") % {"version": heading_of(chosen)}
            self.log_addition(request, item, said)
        self.message_user(request, said, messages.SUCCESS)
        told_of(self, request, left_out)
        return self.to_form(item)

    def to_form(self, item: models.Model) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[item.pk]))

    def require_bringing_back(self, request: HttpRequest) -> None:
        """Being staff is not enough."""
        if not self.may_bring_back(request):
            raise PermissionDenied

    def deleted_page(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/news/deleted_{template}.html", context)


def gone(model: type[models.Model]) -> list[Gone]:
    """Newest first, by the last save. Three queries."""
    newest = Version.objects.get_deleted(model).order_by("-pk")[:MOST]
    revisions = Revision.objects.filter(version__in=[one.pk for one in newest])
    by_key = {one.pk: one for one in revisions.prefetch_related("version_set")}
    told = deletions(model, [one.object_id for one in newest])
    return [
        Gone(
            int(one.object_id),
            name_in(by_key[one.revision_id], model(pk=int(one.object_id))),
            told.get(one.object_id, ""),
        )
        for one in newest
    ]


def deletions(model: type[models.Model], keys: list[str]) -> dict[str, str]:
    """When and by whom, of those that were deleted in the administration."""
    rows = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        action_flag=DELETION,
        object_id__in=keys,
    ).select_related("user")
    words = {
        row.object_id: {"moment": in_beijing(row.action_time), "name": row.user} for row in rows
    }
    return {key: _("%(moment)s, %(name)s") % said for key, said in words.items()}


def name_in(revision: Revision, item: models.Model) -> str:
    return title_of(key_of(item), as_kept(revision, item)[key_of(item)])


def kept_name(revision: Revision, item: models.Model) -> str | int:
    """What stood in its address."""
    return as_kept(revision, item)[key_of(item)][item.NAME]


def held_by(revision: Revision, item: models.Model) -> Comparison:
    """All that it says, beside nothing."""
    nothing = {key_of(item): {field.name: "" for field in fields_of(type(item))}}
    whole = compare(nothing, as_kept(revision, item))
    return Comparison(whole.changes, [])
