"""CPD audits in the administration: the work on top, marked entry by entry, decided by buttons."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.cpd.models import Record
from members.evidence.admin import BREAK
from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.profile.admin import OF_MEMBER
from members.transitions import TransitionNotAllowed

from . import workflow
from .entries import AuditEntry, ShownFile
from .facts import failures_with, steps_of
from .forms import FeedbackForm, MarkForm, OptionalFeedbackForm, RemarksForm, ReturnForm, SeenForm
from .history import AuditMove
from .models import Audit, Consequence
from .rules import consequence

State = Audit.State
DECIDE = "members.decide_audit"
decides = having(DECIDE)


class WorkFilter(admin.SimpleListFilter):
    """The list opens on what waits for staff: answers, and days that went by without one."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Not answered in time")),
            ("all", _("All")),
            *State.choices,
        ]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": _("Waiting for a finding")}, *others]

    def queryset(self, request, queryset):
        today, chosen = timezone.localdate(), self.value()
        if chosen is None:
            return queryset.waiting_for_staff(today)
        if chosen == "overdue":
            return queryset.waiting_for_member().filter(due_on__lt=today)
        return queryset if chosen == "all" else queryset.filter(state=chosen)


class EntryInline(admin.TabularInline):
    """What the member sent last, as it was then. Only the finding is written here."""

    model = AuditEntry
    form = MarkForm
    readonly_fields = ["activity", "hours", "counts", "proofs", "names"]
    verbose_name_plural = _("entries that count")
    can_delete = view_on_site = False
    extra = max_num = 0

    def get_fields(self, request, obj=None):
        """Links to the files for those who may open them."""
        shown = "proofs" if request.user.has_perm(DECIDE) else "names"
        return ["activity", "hours", "counts", shown, "mark", "reason", "comment"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).newest().filter(is_left_out=False)
        return rows.select_related("audit").prefetch_related("evidence").in_order()

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("members.view_audit")

    def has_change_permission(self, request, obj=None):
        return may_mark(request, obj)

    @admin.display(description=_("what was done"))
    def activity(self, entry: AuditEntry) -> SafeString:
        day = date_format(entry.done_on, "SHORT_DATE_FORMAT")
        said = [day, entry.get_kind_display(), entry.provider, entry.reflection]
        lines = format_html_join(BREAK, "{}", ((one,) for one in said if one))
        link = format_html('<br><a href="{0}" rel="noreferrer">{0}</a>', entry.link)
        return format_html("<b>{}</b><br>{}{}", entry.title, lines, link if entry.link else "")

    @admin.display(description=_("counted"))
    def counts(self, entry: AuditEntry) -> SafeString:
        return format_html("{}<br><small>{}</small>", entry.credit, entry.counted)

    @admin.display(description=_("evidence"))
    def proofs(self, entry: AuditEntry) -> SafeString | str:
        links = format_html_join(BREAK, "{}", ((proof(one),) for one in entry.shown_files()))
        return links or without_files(entry)

    @admin.display(description=_("evidence"))
    def names(self, entry: AuditEntry) -> SafeString | str:
        names = format_html_join(BREAK, "{}", ((one.name,) for one in entry.shown_files()))
        return names or without_files(entry)


def without_files(entry: AuditEntry) -> str:
    """The Society may have checked it before, when it saw them."""
    is_checked = entry.record_state == Record.State.VERIFIED
    return Record.State.VERIFIED.label if is_checked else _("No evidence")


def proof(file: ShownFile) -> SafeString | str:
    """Through the one door to the bytes."""
    if file.pk is None:
        return file.name
    address = reverse("members:evidence:file_content", args=[file.pk])
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', address, file.name)


def may_mark(request: HttpRequest, audit: Audit | None) -> bool:
    """While it is with the reviewer; nobody marks their own."""
    if not request.user.has_perm(DECIDE):
        return False
    is_own = audit is not None and audit.member_id == request.user.pk
    return audit is None or (audit.state == State.SUBMITTED and not is_own)


class MoveInline(admin.TabularInline):
    """The history is read here and written by the verbs alone."""

    model = AuditMove
    fields = ["made_at", "made_by", "from_state", "to_state", "statement", "note"]
    can_delete = False
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("made_by")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("members.view_audit")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Audit)
class AuditAdmin(DecisionAdmin):
    """Nothing of the audit is typed: the member answers, entries are marked, a decision ends it."""

    form = SeenForm
    list_display = [
        "member",
        "requirement",
        "period",
        "state",
        "due_on",
        "submitted_at",
        "statement",
    ]
    list_select_related = ["member__user", "draw__requirement"]
    list_filter = [
        WorkFilter,
        "statement",
        ("draw__requirement", admin.RelatedOnlyFieldListFilter),
        ("consequence", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = OF_MEMBER
    ordering = [F("submitted_at").asc(nulls_last=True), "due_on", "pk"]
    inlines = [EntryInline, MoveInline]
    readonly_fields = [
        "draw",
        "is_added",
        "state",
        "due_on",
        "notified_at",
        "extended_at",
        "extension_reason",
        "statement",
        "explanation",
        "submitted_at",
        "rounds",
        "left_out",
        "decided_at",
        "decided_by",
        "feedback",
        "failures",
        "consequence",
        "follows",
    ]
    decisions = (
        Decision(
            verb=workflow.accept,
            form=OptionalFeedbackForm,
            label=_("Passed"),
            done=_("Passed."),
            may=decides,
            fits=lambda audit: audit.state == State.SUBMITTED,
        ),
        Decision(
            verb=workflow.accept_with_remarks,
            form=RemarksForm,
            label=_("Passed with remarks"),
            done=_("Passed with remarks."),
            may=decides,
            fits=lambda audit: audit.state == State.SUBMITTED,
        ),
        Decision(
            verb=workflow.return_for_more,
            form=ReturnForm,
            label=_("Return for more"),
            done=_("Returned."),
            may=decides,
            fits=lambda audit: audit.state == State.SUBMITTED,
        ),
        Decision(
            verb=workflow.fail,
            form=FeedbackForm,
            label=_("Not passed"),
            done=_("Not passed."),
            may=decides,
            fits=lambda audit: (
                audit.state == State.SUBMITTED or audit.is_overdue(timezone.localdate())
            ),
        ),
        Decision(
            verb=workflow.excuse,
            form=FeedbackForm,
            label=_("Excuse"),
            done=_("Excused."),
            may=decides,
            fits=lambda audit: not audit.is_ended,
        ),
    )

    def get_fields(self, request, obj=None):
        return [
            ("member", "draw", "is_added"),
            ("state", "due_on", "notified_at"),
            ("extended_at", "extension_reason"),
            ("statement", "submitted_at", "rounds"),
            "explanation",
            "left_out",
            ("decided_by", "decided_at"),
            "feedback",
            ("failures", "consequence") if obj and obj.is_ended else "follows",
            *(["seen"] if may_mark(request, obj) else []),
        ]

    def has_add_permission(self, request):
        """A draw makes them."""
        return False

    def has_change_permission(self, request, obj=None):
        return may_mark(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and request.user.has_perm(DECIDE):
            audit = self.get_object(request, object_id)
            if not may_mark(request, audit) and not self.is_own(request, audit):
                return self.told_of(
                    request, TransitionNotAllowed(State(audit.state), State.SUBMITTED)
                )
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except (TransitionNotAllowed, ValidationError) as refusal:
            return self.told_of(request, refusal)

    def told_of(self, request: HttpRequest, refusal: Exception) -> HttpResponse:
        """Whoever marks what a colleague has decided meanwhile, or has an interest in."""
        self.message_user(request, _("Not saved."), messages.ERROR)
        for said in getattr(refusal, "messages", [str(refusal)]):
            self.message_user(request, said, messages.ERROR)
        return redirect(request.path)

    def save_model(self, request, obj, form, change):
        """Its own columns are written by the verbs alone."""

    def save_formset(self, request, form, formset, change):
        entries = formset.save(commit=False)
        formset.save_m2m()
        if entries:
            workflow.mark(form.instance, entries, by=request.user)

    @admin.display(description=_("CPD requirement"), ordering="draw__requirement__name_en")
    def requirement(self, audit: Audit) -> str:
        return audit.draw.requirement.name

    @admin.display(description=_("period"), ordering="draw__last_on")
    def period(self, audit: Audit) -> str:
        return f"{audit.draw.first_on:%Y-%m-%d} – {audit.draw.last_on:%Y-%m-%d}"

    @admin.display(description=_("left out of the sum"))
    def left_out(self, audit: Audit) -> SafeString:
        rows = audit.entries.newest().filter(is_left_out=True).in_order()
        return format_html_join(
            BREAK, "{} ({}): {}", ((one.title, one.hours, one.counted) for one in rows)
        )

    @admin.display(description=_("if it is not passed"))
    def follows(self, audit: Audit) -> str:
        """What the decision would lead to, before it is made."""
        failures = failures_with(audit)
        step = consequence(steps_of(audit), failures)
        said = ngettext("%(number)s failed in a row.", "%(number)s failed in a row.", failures)
        return " ".join(filter(None, [said % {"number": failures}, step and step.text]))


@admin.register(Consequence)
class ConsequenceAdmin(admin.ModelAdmin):
    list_display = ["requirement", "failures", "text", "is_drawn_again"]
    list_display_links = ["text"]
    list_select_related = ["requirement"]
    list_filter = [("requirement", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["requirement__name_en", "requirement__name_zh", "text_en", "text_zh"]
