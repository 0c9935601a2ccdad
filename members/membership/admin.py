"""Terms, applications, suspensions and the officers of societies in the administration."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER, OwnCaseClosed
from members.profile.models import User

from . import workflow
from .applications import Application, Officer
from .decision_admin import Decision, DecisionAdmin, having
from .forms import FirstDayForm, LastDayForm, NothingAskedForm, ReasonForm
from .models import Suspension, Term

State = Application.State
DECIDE = "members.decide_application"
RECOMMEND = "members.recommend_application"


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
    readonly_fields = ["application", "renews", "declared_at"]


@admin.register(Suspension)
class SuspensionAdmin(DecisionAdmin):
    """Written once and signed; from then on it can only be ended."""

    list_display = ["member", "starts_on", "ends_on", "decided_by", "ended_by"]
    list_select_related = ["member__user", "decided_by", "ended_by"]
    search_fields = ["reason", *OF_MEMBER]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["member"]
    readonly_fields = ["decided_by", "decided_at", "ended_by", "ended_at"]
    decisions = (
        Decision(
            verb=workflow.end_suspension,
            form=LastDayForm,
            label=_("End the suspension"),
            done=_("The suspension is ended."),
            may=having("members.change_suspension"),
            fits=lambda suspension: suspension.ended_at is None,
        ),
    )

    def get_fields(self, request, obj=None):
        written = ["member", "starts_on", "ends_on", "reason"]
        return [*written, *self.readonly_fields] if obj else written

    def has_change_permission(self, request, obj=None):
        """The list may be opened for its button; a row itself is closed."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        workflow.suspend(obj, by=request.user)


@admin.register(Officer)
class OfficerAdmin(admin.ModelAdmin):
    list_display = ["user", "body", "starts_on", "ends_on"]
    list_select_related = ["user", "body"]
    search_fields = [
        "body__name_en",
        "body__name_zh",
        "body__abbreviation",
        "user__email",
        "user__family_name",
        "user__given_name",
        "user__name_zh",
    ]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["body", "user"]
    show_full_result_count = False


decides = having(DECIDE)


def recommends(user: User, application: Application) -> bool:
    return user.has_perm(RECOMMEND) and workflow.is_officer_for(user, application)


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


@admin.register(Application)
class ApplicationAdmin(DecisionAdmin):
    """Shown, never typed: the member writes it, and a decision moves it."""

    list_display = ["member", "submitted_at", "state", "grade", "society"]
    list_select_related = ["member__user", "grade", "society"]
    list_filter = [
        WorkFilter,
        ("grade", admin.RelatedOnlyFieldListFilter),
        ("society", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = OF_MEMBER
    date_hierarchy = "submitted_at"
    ordering = ["submitted_at", "id"]
    fields = [
        "member",
        "grade",
        "society",
        "statement",
        "state",
        ("created_at", "submitted_at"),
        ("recommended_by", "recommended_at"),
        ("decided_by", "decided_at"),
        "reason",
    ]
    decisions = (
        Decision(
            verb=workflow.recommend,
            form=NothingAskedForm,
            label=_("Recommend"),
            done=_("Recommended."),
            may=recommends,
            fits=lambda application: application.state == State.SUBMITTED,
        ),
        Decision(
            verb=workflow.accept,
            form=FirstDayForm,
            label=_("Accept"),
            done=_("Accepted."),
            may=decides,
            fits=lambda application: application.state in Application.WAITING,
        ),
        Decision(
            verb=workflow.return_for_more,
            form=ReasonForm,
            label=_("Return for correction"),
            done=_("Returned."),
            may=lambda user, row: decides(user, row) or recommends(user, row),
            fits=lambda application: application.state in Application.WAITING,
        ),
        Decision(
            verb=workflow.refuse,
            form=ReasonForm,
            label=_("Refuse"),
            done=_("Refused."),
            may=decides,
            fits=lambda application: application.state in Application.WAITING,
        ),
    )

    def get_queryset(self, request):
        """An officer of a society sees its applications, while in office, and no others."""
        rows, user = super().get_queryset(request), request.user
        if user.has_perm(RECOMMEND) and not user.has_perm(DECIDE):
            offices = Officer.objects.of(user).covering(timezone.localdate())
            return rows.filter(society__in=offices.values("body"))
        return rows

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
