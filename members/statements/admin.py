"""Statements in the administration: what waits longest stands on top, and is decided there."""

from django.contrib import admin
from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from members.cpd.statements import Equivalence, Statement, StatementCredit
from members.evidence.admin import BREAK, EvidenceShown
from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.profile.admin import OF_MEMBER
from members.profile.fields import typed

from . import workflow
from .forms import AcceptForm, NothingAskedForm, ReasonForm

MAY = having("members.change_statement")
State = Statement.State
MOST_SHOWN = 20


def waits(statement: Statement) -> bool:
    return statement.state == State.SUBMITTED


class WorkFilter(admin.SimpleListFilter):
    """The list opens on what waits for staff; all else is one click away."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *State.choices]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": _("Waiting for a decision")}, *others]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.waiting()
        return queryset if self.value() == "all" else queryset.filter(state=self.value())


class CreditInline(admin.TabularInline):
    """Read here; written by a decision alone."""

    model = StatementCredit
    fields = ["requirement", "hours", "kind", "equivalence"]
    can_delete = False
    extra = 0

    def get_queryset(self, request):
        related = ["requirement", "equivalence__body", "equivalence__requirement"]
        return super().get_queryset(request).select_related(*related)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Statement)
class StatementAdmin(EvidenceShown, DecisionAdmin):
    """The facts are the member's and closed to staff, who accept, return or reject them."""

    list_display = ["__str__", "member", "state", "submitted_at", "starts_on", "ends_on"]
    list_select_related = ["member__user", "body"]
    list_filter = [WorkFilter, ("body", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["employer", "about", "body__name_en", "body__name_zh", *OF_MEMBER]
    date_hierarchy = "ends_on"
    ordering = ["submitted_at", "pk"]
    fields = [
        "member",
        *Statement.SAID,
        "entries_in_these_days",
        "state",
        "submitted_at",
        "decided_at",
        "decided_by",
        "reason",
    ]
    readonly_fields = [
        "entries_in_these_days",
        "state",
        "submitted_at",
        "decided_at",
        "decided_by",
        "reason",
    ]
    inlines = [CreditInline]
    decisions = (
        Decision(
            verb=workflow.accept,
            form=AcceptForm,
            may=MAY,
            label=_("Accept it"),
            done=_("Accepted."),
            fits=waits,
        ),
        Decision(
            verb=workflow.return_for_more,
            form=ReasonForm,
            may=MAY,
            label=_("Return it"),
            done=_("Returned."),
            fits=waits,
        ),
        Decision(
            verb=workflow.reject,
            form=ReasonForm,
            may=MAY,
            label=_("Reject it"),
            done=_("Rejected."),
            fits=waits,
        ),
        Decision(
            verb=workflow.reopen,
            form=NothingAskedForm,
            may=MAY,
            label=_("Take the decision back"),
            done=_("The decision is taken back."),
            fits=lambda statement: statement.state in Statement.SETTLED,
        ),
    )

    def get_fields(self, request, obj=None):
        shown = [name for name in self.get_readonly_fields(request, obj) if "evidence" in name]
        return [*super().get_fields(request, obj), *shown]

    def form_of(self, request, decision, row):
        if decision.form is AcceptForm:
            return AcceptForm(typed(request), statement=row)
        return super().form_of(request, decision, row)

    @admin.display(description=_("entries of the member in these days"))
    def entries_in_these_days(self, statement: Statement) -> SafeString | str:
        """They may hold the same hours a second time."""
        found = workflow.overlapping(statement)[:MOST_SHOWN]
        rows = ((one.done_on.isoformat(), one.title, one.hours) for one in found)
        return format_html_join(BREAK, "{} · {} · {}", rows) or _("None")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """The list may be opened for its buttons; a row itself is closed."""
        return obj is None and super().has_change_permission(request)


@admin.register(Equivalence)
class EquivalenceAdmin(admin.ModelAdmin):
    list_display = [
        "requirement",
        "body",
        "factor",
        "fixed_hours",
        "kind",
        "valid_from",
        "valid_until",
    ]
    list_select_related = ["requirement", "body"]
    list_filter = [("requirement", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["source", "body__name_en", "body__name_zh", "requirement__name_en"]
    date_hierarchy = "valid_from"
    autocomplete_fields = ["body"]
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
