"""What readers reported, in the administration: the list is what waits for the officer."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.membership.forms import NothingAskedForm

from . import workflow
from .forms import AnswerForm
from .models import ChangeReport


class OpenFilter(admin.SimpleListFilter):
    """The list opens on what waits."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *ChangeReport.State.choices]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": _("To be settled")}, *others]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.open()
        return queryset if self.value() == "all" else queryset.filter(state=self.value())


@admin.register(ChangeReport)
class ChangeReportAdmin(DecisionAdmin):
    """Shown, never typed: a reader writes it, and a decision moves it."""

    list_display = ["reference", "about", "short", "created_at", "state", "taken_by"]
    list_select_related = ["agreement", "pathway", "taken_by"]
    list_filter = [OpenFilter]
    search_fields = ["reference", "what", "agreement__label_en", "agreement__label_zh"]
    date_hierarchy = "created_at"
    fields = [
        "reference",
        "entry",
        "what",
        "source",
        "email",
        "language",
        ("created_at", "told_at"),
        ("state", "taken_by"),
        ("decided_by", "decided_at"),
        "answer",
    ]
    readonly_fields = ["reference", "entry"]
    decisions = (
        Decision(
            verb=workflow.take,
            form=NothingAskedForm,
            label=_("Take"),
            done=_("Taken."),
            may=having(workflow.SETTLES),
            fits=lambda report: report.is_new,
        ),
        Decision(
            verb=workflow.settle,
            form=AnswerForm,
            label=_("Settle"),
            done=_("Settled."),
            may=having(workflow.SETTLES),
            fits=lambda report: report.is_taken,
        ),
        Decision(
            verb=workflow.decline,
            form=AnswerForm,
            label=_("Do not take up"),
            done=_("Not taken up."),
            may=having(workflow.SETTLES),
            fits=lambda report: report.is_taken,
        ),
        Decision(
            verb=workflow.put_back,
            form=NothingAskedForm,
            label=_("Put back"),
            done=_("Put back."),
            may=having(workflow.SETTLES),
            fits=lambda report: report.is_taken,
        ),
    )

    def waiting(self, request: HttpRequest) -> tuple[str, str] | None:
        """For the front page: what no officer has taken yet."""
        if not request.user.has_perm(workflow.SETTLES):
            return None
        number = ChangeReport.objects.filter(state=ChangeReport.State.NEW).count()
        said = gettext("Reports of readers that nobody has taken: %(number)s")
        return (said % {"number": number}, "state=new") if number else None

    def is_own(self, request, row):
        """A report has no member: whoever wrote it has no account."""
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("reported by a reader about"))
    def about(self, report):
        return report.about

    @admin.display(description=_("what is wrong"))
    def short(self, report):
        return report.what if len(report.what) <= 80 else f"{report.what[:79]}…"

    @admin.display(description=_("reported by a reader about"))
    def entry(self, report):
        about = report.about
        page = f"admin:{about._meta.app_label}_{about._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[about.pk]), about)
