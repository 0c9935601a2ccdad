"""What the administration pages of all publications share."""

from csp.decorators import csp_update
from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from .publishing.admin import PublishingAdmin
from .publishing.answer_admin import AnswerAdmin
from .publishing.workflow import closed, may_publish

# The one style sheet that the editor (tiptap) writes into the page, let in by its content.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

PUBLISHING = (
    _("Publishing, Beijing time (UTC+8)"),
    {"fields": ["published_at_en", "published_at_zh", "withdrawn_at", "members_only"]},
)


class PublicationAdmin(AnswerAdmin, PublishingAdmin):
    """Anything that was published is withdrawn, not deleted: its address is out in the world."""

    def has_delete_permission(self, request, item=None):
        was_published = item is not None and (item.published_at_en or item.published_at_zh)
        return super().has_delete_permission(request, item) and not was_published

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

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
        return super().has_change_permission(request, item) and is_open(request, item)

    def has_delete_permission(self, request, item=None):
        return super().has_delete_permission(request, item) and is_open(request, item)


def is_open(request, item) -> bool:
    return not closed(item) or may_publish(request.user, item)
