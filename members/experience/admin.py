"""Periods of experience in the administration: what waits stands on top, and is decided there."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.profile.admin import OF_MEMBER

from . import workflow
from .forms import RejectionForm
from .models import Period

MAY = having("members.change_period")


@admin.register(Period)
class PeriodAdmin(DecisionAdmin):
    """The facts are the member's and closed to staff, who confirm or reject them."""

    list_display = ["__str__", "member", "state", "started_on", "ended_on", "is_in_charge"]
    list_select_related = ["member__user"]
    list_filter = ["state", "is_in_charge"]
    search_fields = ["role", "employer", *OF_MEMBER]
    date_hierarchy = "started_on"
    ordering = ["state", "updated_at", "pk"]  # "declared" is the first in the alphabet
    fields = ["member", *Period.SAID, "state", "decided_at", "decided_by", "reason", "updated_at"]
    readonly_fields = ["state", "decided_at", "decided_by", "reason", "updated_at"]
    decisions = (
        Decision(
            verb=workflow.verify,
            form=forms.Form,
            may=MAY,
            label=_("Confirm it"),
            done=_("Confirmed."),
            fits=lambda period: not period.is_decided,
        ),
        Decision(
            verb=workflow.reject,
            form=RejectionForm,
            may=MAY,
            label=_("Reject it"),
            done=_("Rejected."),
            fits=lambda period: not period.is_decided,
        ),
        Decision(
            verb=workflow.reopen,
            form=forms.Form,
            may=MAY,
            label=_("Take the decision back"),
            done=_("The decision is taken back."),
            fits=lambda period: period.is_decided,
        ),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """The list may be opened for its buttons; a row itself is closed."""
        return obj is None and super().has_change_permission(request)
