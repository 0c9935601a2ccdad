"""Membership terms and suspensions in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER, OwnCaseClosed

from . import workflow
from .decision_admin import Decision, DecisionAdmin
from .forms import LastDayForm
from .models import Suspension, Term


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


@admin.register(Suspension)
class SuspensionAdmin(DecisionAdmin):
    """Written once and signed; from then on it can only be ended."""

    list_display = ["member", "starts_on", "ends_on", "decided_by", "ended_by"]
    list_select_related = ["member__user", "decided_by", "ended_by"]
    search_fields = ["reason", *OF_MEMBER]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["member"]
    decisions = (
        Decision(
            verb=workflow.end_suspension,
            form=LastDayForm,
            right="members.change_suspension",
            label=_("End the suspension"),
            done=_("The suspension is ended."),
            fits=lambda suspension: suspension.ended_at is None,
        ),
    )

    readonly_fields = ["decided_by", "decided_at", "ended_by", "ended_at"]

    def get_fields(self, request, obj=None):
        written = ["member", "starts_on", "ends_on", "reason"]
        return [*written, *self.readonly_fields] if obj else written

    def has_change_permission(self, request, obj=None):
        """The list may be opened for its button; a row itself is closed."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        workflow.suspend(obj, by=request.user)
