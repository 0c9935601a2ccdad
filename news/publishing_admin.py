"""What the administration pages of all publications share."""

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from agreements.taking import TakingForm

from .approval import LANGUAGES
from .preview.admin import PreviewsAdmin
from .publication import State
from .publishing.admin import PublishingAdmin
from .publishing.answer_admin import AnswerAdmin
from .publishing.forms import PublicationForm
from .publishing.workflow import closed, may_publish
from .versions.admin import VersionsAdmin
from .versions.deleted_admin import DeletedAdmin
from .versions.overtaking import SeenForm
from .versions.saving import KeptSaves

# The one style sheet that the editor (tiptap) writes into the page, let in by its content.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

# Django's own field says of all that is no picture the same; the model's check says what it is.
PLAIN_PICTURES = {models.ImageField: {"form_class": forms.FileField}}

PUBLISHING = (
    _("Publishing, Beijing time (UTC+8)"),
    {"fields": ["published_at_en", "published_at_zh", "withdrawn_at", "members_only"]},
)


class EditorForm(TakingForm, SeenForm, PublicationForm):
    """Tells of a taken address, of what somebody else saved meanwhile, and of what is missing."""


class PublicationAdmin(
    AnswerAdmin, PublishingAdmin, KeptSaves, VersionsAdmin, DeletedAdmin, PreviewsAdmin
):
    """Anything that was published is withdrawn, not deleted: its address is out in the world."""

    class Media:
        js = ["portal/questions.js"]

    form = EditorForm
    formfield_overrides = PublishingAdmin.formfield_overrides | PLAIN_PICTURES

    def has_delete_permission(self, request, item=None):
        was_published = item is not None and (item.published_at_en or item.published_at_zh)
        return super().has_delete_permission(request, item) and not was_published

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_view_on_site_url(self, obj=None):
        """Only where something is to be read; the previews show it before."""
        now = timezone.now()
        is_public = obj and any(obj.state_in(one, now) is State.PUBLISHED for one in LANGUAGES)
        return super().get_view_on_site_url(obj) if is_public else None

    @method_decorator(csp_update({"style-src": EDITOR_STYLE}))
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        # The editor's import map is an inline script: the policy lets it in by its nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)


class PartInline(admin.StackedInline):
    """Goes with its item: closed where the item is, to those who may not publish."""

    def has_add_permission(self, request, item=None):
        return super().has_add_permission(request, item) and is_open(request, item)

    def has_change_permission(self, request, item=None):
        return super().has_change_permission(request, item) and self.may_write(request, item)

    def has_delete_permission(self, request, item=None):
        return super().has_delete_permission(request, item) and is_open(request, item)

    def may_write(self, request, item) -> bool:
        return is_open(request, item)


def is_open(request, item) -> bool:
    return not closed(item) or may_publish(request.user, item)
