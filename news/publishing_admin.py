"""What the administration pages of all publications share."""

from datetime import MAXYEAR, MINYEAR

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from agreements.bilingual import column

from .publication import State

# The one style sheet that the editor (tiptap) writes into the page, let in by its content.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

# Django's own field says of all that is no picture the same; the model's check says what it is.
PLAIN_PICTURES = {models.ImageField: {"form_class": forms.FileField}}

PUBLISHING = (
    _("Publishing, Beijing time (UTC+8)"),
    {"fields": ["published_at_en", "published_at_zh", "withdrawn_at", "members_only"]},
)


class StateFilter(admin.SimpleListFilter):
    """By the clock, in the language of the administration."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, rows):
        now, start = timezone.now(), column("published_at")
        kept = rows.not_withdrawn(now)
        return {
            None: rows,
            State.DRAFT: kept.filter(**{f"{start}__isnull": True}),
            State.SCHEDULED: kept.filter(**{f"{start}__gt": now}),
            State.PUBLISHED: rows.published(now, for_members=True),
            State.WITHDRAWN: rows.filter(Q(withdrawn_at__lte=now)),
        }.get(self.value(), rows)


class PossibleMoment(forms.SplitDateTimeField):
    """Not in the first or the last year of the calendar.

    There another zone has no date, and PostgreSQL answers with one that Python cannot read: one
    such event would take the home page and its own list in the administration down.
    """

    def compress(self, data_list):
        if data_list and data_list[0] and not MINYEAR < data_list[0].year < MAXYEAR:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        return super().compress(data_list)


class PublicationAdmin(admin.ModelAdmin):
    """Anything that was published is withdrawn, not deleted: its address is out in the world."""

    class Media:
        js = ["portal/questions.js"]

    list_filter = [StateFilter]
    formfield_overrides = {
        models.DateTimeField: {"form_class": PossibleMoment, "widget": AdminSplitDateTime},
        **PLAIN_PICTURES,
    }

    @admin.display(description=_("state"))
    def state_now(self, item):
        return State(item.state()).label

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
