"""CPD entries in the administration, and what closes a period of them."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from members.evidence.admin import EvidenceShown, OnlyShown
from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.membership.forms import ReasonForm
from members.profile.admin import OF_MEMBER, OwnCaseClosed
from members.profile.fields import typed
from members.profile.owned import OwnedForm

from . import year_end
from .closing import PeriodClosed, closed_days, mark, refuse_closed
from .corrections import CORRECTABLE, Correction
from .declarations import PeriodDeclaration
from .facts import holder
from .models import Adjustment, Record
from .year_end_forms import CorrectionForm

BREAK = SafeString("<br>")


class RecordForm(OwnedForm):
    """Staff write no entry into a closed period either.

    Whether hours may be missing depends on the state, which is not on the form.
    """

    off_the_form = OwnedForm.off_the_form | {"state", "deleted_at"}

    def clean(self) -> dict:
        cleaned = super().clean()
        member = cleaned.get("member") or getattr(self.instance, "member", None)
        if member and cleaned.get("done_on"):
            try:
                refuse_closed(member, [cleaned["done_on"]])
            except PeriodClosed as refusal:
                self.add_error("done_on", refusal)
        return cleaned


@admin.register(Record)
class RecordAdmin(EvidenceShown, DecisionAdmin):
    """An entry of a closed period is only shown; an officer corrects it with a reason.

    What members have deleted is not among them.
    """

    form = RecordForm
    actions = None  # deleting many would ask nobody whether their period is closed
    decisions = (
        Decision(
            verb=year_end.correct,
            form=CorrectionForm,
            label=_("Correct the entry"),
            done=_("Corrected."),
            may=having("members.add_correction"),
            fits=lambda record: record.closing is not None,
        ),
    )
    list_display = ["title", "member", "done_on", "hours", "kind", "aspect", "state"]
    list_select_related = ["member__user"]
    list_filter = ["state", "kind", "aspect"]
    search_fields = [
        "title",
        "provider",
        *OF_MEMBER,
    ]
    date_hierarchy = "done_on"
    autocomplete_fields = ["member"]
    readonly_fields = ["event", "state", "reason", "created_at"]
    exclude = ["goal"]  # what a member wants to get better at is theirs alone
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["closed"] if obj else [])]

    @admin.display(description=_("closed"))
    def closed(self, record: Record) -> str:
        return record.closing.sentence if record.closing else "–"

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        mark([row], closed_days(row.member))
        return row

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.closing)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.closing)

    def form_of(self, request, decision: Decision, row: Record) -> forms.Form:
        kept = {name: getattr(row, name) for name in CORRECTABLE}
        return decision.form(typed(request), initial=kept)


@admin.register(Correction)
class CorrectionAdmin(OnlyShown, OwnCaseClosed):
    """Goes with its entry, never alone."""

    list_display = ["record", "member", "made_at", "made_by"]
    list_select_related = ["record", "member__user", "made_by"]
    search_fields = ["record__title", "reason", *OF_MEMBER]
    date_hierarchy = "made_at"
    fields = ["record", "member", "made_at", "made_by", "reason", "changes"]
    readonly_fields = ["changes"]
    actions = None

    @admin.display(description=_("what was corrected"))
    def changes(self, correction: Correction) -> SafeString:
        return format_html_join(BREAK, "{}: {} → {}", correction.changes)

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied


@admin.register(PeriodDeclaration)
class PeriodDeclarationAdmin(OnlyShown, DecisionAdmin):
    """Its member alone makes it; an officer may withdraw it with a reason."""

    list_display = [
        "member",
        "requirement",
        "last_on",
        "declared_on",
        "verdict",
        "total",
        "shortfall",
        "withdrawn_at",
    ]
    list_select_related = ["member__user", "requirement"]
    list_filter = [
        "verdict",
        "shortfall",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("requirement", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["explanation", *OF_MEMBER]
    date_hierarchy = "last_on"
    fields = [
        "member",
        "requirement",
        "version",
        ("first_on", "last_on"),
        "declared_on",
        "wording",
        ("verdict", "total", "target", "entries"),
        "counted_today",
        "shortfall",
        "explanation",
        ("withdrawn_at", "withdrawn_by"),
        "reason",
    ]
    readonly_fields = ["wording", "counted_today"]
    actions = None
    decisions = (
        Decision(
            verb=year_end.withdraw,
            form=ReasonForm,
            label=_("Withdraw the declaration"),
            done=_("Withdrawn."),
            may=having("members.change_perioddeclaration"),
            fits=lambda declaration: declaration.is_standing,
        ),
    )

    @admin.display(description=_("wording"))
    def wording(self, declaration: PeriodDeclaration) -> str:
        return declaration.statement

    @admin.display(description=_("counted today"))
    def counted_today(self, declaration: PeriodDeclaration) -> str:
        held = holder(declaration.member)
        ended = year_end.period_of(declaration, held)
        if ended is None:
            return "–"
        now = year_end.drafted_anew(declaration, held, ended)
        return f"{now.said} · {now.get_verdict_display()}"

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied


@admin.register(Adjustment)
class AdjustmentAdmin(OwnCaseClosed):
    """Leave, part time, retirement, relief. Whoever saves one has decided it."""

    list_display = ["member", "relief", "first_on", "last_on", "requirement", "decided_by"]
    list_select_related = ["member__user", "requirement", "decided_by"]
    list_filter = ["relief", ("requirement", admin.RelatedOnlyFieldListFilter)]
    search_fields = [
        "reason",
        *OF_MEMBER,
    ]
    date_hierarchy = "first_on"
    autocomplete_fields = ["member"]
    readonly_fields = ["decided_by", "created_at"]

    def save_model(self, request, obj, form, change):
        obj.decided_by = request.user
        super().save_model(request, obj, form, change)
