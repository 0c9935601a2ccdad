"""Attendance in the administration: the rows, the reports, and the desk of an event."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from members.evidence.admin import OnlyShown
from members.membership.decision_admin import Decision, DecisionAdmin, having
from members.membership.forms import ReasonForm
from members.profile.admin import OF_MEMBER, OwnCaseClosed
from members.profile.fields import sent_files, typed
from news.events.admin import EventAdmin
from news.events.models import Event

from . import workflow
from .forms import AcceptForm, CodeForm, RosterForm
from .models import Attendance, EventCode, MissingReport, given_by
from .preview import Preview, preview

LISTS = "members.list_attendance"
State = Attendance.State
WHAT_BECAME = {
    "waiting": (_("Waiting for the member"), Q(state=State.LISTED, waits=True)),
    "theirs": (_("In the member's record"), Q(state=State.LISTED, waits=False, is_kept=True)),
    "deleted": (_("Deleted by the member"), Q(state=State.LISTED, is_kept=False)),
    "not_me": (_("The member says: not me"), Q(state=State.NOT_ME)),
    "taken_back": (_("Taken back by staff"), Q(state=State.TAKEN_BACK)),
}


class BecameFilter(admin.SimpleListFilter):
    title = _("what became of it")
    parameter_name = "became"

    def lookups(self, request, model_admin):
        return [(name, words) for name, (words, _where) in WHAT_BECAME.items()]

    def queryset(self, request, queryset):
        _words, where = WHAT_BECAME.get(self.value(), ("", Q()))
        return queryset.filter(where)


@admin.register(Attendance)
class AttendanceAdmin(OnlyShown, OwnCaseClosed):
    """Lists come in on the desk of an event (`at_event`); the rows are shown, never typed."""

    list_display = ["member", "event", "hours", "source", "became", "listed_at", "listed_by"]
    list_select_related = ["member__user", "event", "listed_by"]
    list_filter = [BecameFilter, "source"]
    search_fields = ["event__title_en", "event__title_zh", *OF_MEMBER]
    date_hierarchy = "listed_at"
    fields = [
        "member",
        "event",
        "hours",
        "source",
        "became",
        ("listed_at", "listed_by"),
        "answered_at",
    ]
    actions = ["take_back"]

    def get_urls(self):
        pages = {"event/<int:pk>/": self.at_event, "event/<int:pk>/code/": self.code_of_event}
        return [
            *(
                path(route, self.admin_site.admin_view(page), name=f"members_{page.__name__}")
                for route, page in pages.items()
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_records()

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request, object_id, extra_context=None):
        """It goes with the account. What was listed by mistake is taken back."""
        raise PermissionDenied

    def has_list_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(LISTS)

    @admin.display(description=_("what became of it"))
    def became(self, attendance: Attendance) -> str:
        if attendance.state != State.LISTED:
            return WHAT_BECAME[attendance.state][0]
        name = "waiting" if attendance.waits else "theirs" if attendance.is_kept else "deleted"
        return WHAT_BECAME[name][0]

    @admin.action(description=_("Take back what still waits"), permissions=["list"])
    def take_back(self, request, queryset):
        chosen = Attendance.objects.filter(pk__in=queryset.values("pk"))
        number = workflow.take_back(chosen.exclude(member=request.user.pk))
        said = ngettext(
            "%(number)d draft was taken back. What members have confirmed is theirs and stays.",
            "%(number)d drafts were taken back. What members have confirmed is theirs and stays.",
            number,
        )
        self.message_user(request, said % {"number": number}, messages.SUCCESS)

    # --- The desk of an event --------------------------------------------------------------------

    def event_for(self, request: HttpRequest, pk: int) -> Event:
        if not request.user.has_perm(LISTS):
            raise PermissionDenied
        return get_object_or_404(Event.objects.select_related("code"), pk=pk)

    def page(self, request: HttpRequest, event: Event, name: str, **context) -> HttpResponse:
        shown = {"opts": self.opts, "event": event, "title": gettext("Attendance"), **context}
        shown["names_shown"] = request.user.has_perm("members.view_member")
        shown = {**self.admin_site.each_context(request), **shown}
        return TemplateResponse(request, f"admin/members/attendance/{name}.html", shown)

    def at_event(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list pasted, then what it would do, then done: sent back with `confirmed`."""
        event = self.event_for(request, pk)
        form = RosterForm(typed(request), sent_files(request))
        closed = why_closed(event)
        if closed or not form.is_valid():
            shown = desk_of(event) | {"addresses": addresses(request), "closed": closed}
            fieldset = admin.helpers.Fieldset(form, fields=list(form.fields))
            return self.page(request, event, "at_event", form=form, fieldset=fieldset, **shown)
        text = form.cleaned_data["text"]
        found = preview(event, text, by=request.user)
        if "confirmed" not in request.POST:
            return self.page(request, event, "roster_preview", found=found, text=text)
        number = workflow.list_present(event, found.present, by=request.user)
        for said in in_words(found, number):
            self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:members_at_event", event.pk)

    def code_of_event(self, request: HttpRequest, pk: int) -> HttpResponse:
        event = self.event_for(request, pk)
        if given_by(event) is None:
            return redirect("admin:members_at_event", event.pk)
        code = getattr(event, "code", None)
        shown = {"opens_at": event.starts_at, "closes_at": event.ends_at}
        fresh = EventCode(event=event)
        form = CodeForm(typed(request), instance=code or fresh, initial={} if code else shown)
        if form.is_valid():
            anew = form.cleaned_data.get("anew", False)
            workflow.open_code(form.instance, by=request.user, anew=anew)
            said = gettext("The code is %(code)s.") % {"code": form.instance}
            self.message_user(request, said, messages.SUCCESS)
            return redirect("admin:members_at_event", event.pk)
        fieldset = admin.helpers.Fieldset(form, fields=list(form.fields))
        return self.page(request, event, "code_of_event", form=form, fieldset=fieldset)


def desk_of(event: Event) -> dict:
    """What became of its list, and who misses it. Two queries."""
    counts = (
        Attendance.objects.filter(event=event)
        .with_records()
        .aggregate(
            **{name: Count("pk", filter=where) for name, (_said, where) in WHAT_BECAME.items()}
        )
    )
    return {
        "hours": given_by(event),
        "became": [(said, counts[name], name) for name, (said, _where) in WHAT_BECAME.items()],
        "reports": MissingReport.objects.open().filter(event=event).count(),
    }


def addresses(request: HttpRequest) -> list[tuple[str, str]]:
    """Where the code is entered, in each language."""
    found = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            found.append((name, request.build_absolute_uri(reverse("members:attendance:attend"))))
    return found


def why_closed(event: Event) -> str:
    """Empty when a list can come in."""
    if given_by(event) is None:
        return gettext("The event gives no CPD: write its hours first.")
    return "" if event.has_begun else gettext("A list can come in once the event has begun.")


def in_words(found: Preview, number: int) -> list[str]:
    said = [
        ngettext(
            "%(number)d draft waits for its member.",
            "%(number)d drafts wait for their members.",
            number,
        )
        % {"number": number}
    ]
    if there := len(found.present) - number + len(found.already):
        said.append(
            ngettext(
                "%(number)d person had the event before.",
                "%(number)d people had the event before.",
                there,
            )
            % {"number": there}
        )
    if found.left_out:
        said.append(
            ngettext(
                "%(number)d line was left out.", "%(number)d lines were left out.", found.left_out
            )
            % {"number": found.left_out}
        )
    return said


class WaitingFilter(admin.SimpleListFilter):
    """The list opens on what waits for staff."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *MissingReport.State.choices]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": _("Waiting for a decision")}, *others]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.open()
        return queryset if self.value() == "all" else queryset.filter(state=self.value())


@admin.register(MissingReport)
class MissingReportAdmin(DecisionAdmin):
    """Shown, never typed: the member writes it, and a decision moves it."""

    list_display = ["member", "event", "created_at", "state"]
    list_select_related = ["member__user", "event"]
    list_filter = [WaitingFilter]
    search_fields = ["event__title_en", "event__title_zh", *OF_MEMBER]
    date_hierarchy = "created_at"
    ordering = ["created_at", "id"]
    fields = [
        "member",
        "event",
        "note",
        "state",
        "created_at",
        ("decided_by", "decided_at"),
        "reason",
    ]
    decisions = (
        Decision(
            verb=workflow.accept,
            form=AcceptForm,
            label=_("Accept"),
            done=_("Accepted."),
            may=having(LISTS),
            fits=lambda report: report.is_open,
        ),
        Decision(
            verb=workflow.refuse,
            form=ReasonForm,
            label=_("Refuse"),
            done=_("Refused."),
            may=having(LISTS),
            fits=lambda report: report.is_open,
        ),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


admin.site.unregister(Event)


@admin.register(Event)
class AttendedEventAdmin(EventAdmin):
    """What waits for members follows a change of the event, and whoever changes it is told."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            return
        followed = workflow.follow(obj)
        if followed.changed:
            said = ngettext(
                "%(number)d draft that waits for its member has the new hours.",
                "%(number)d drafts that wait for their members have the new hours.",
                followed.changed,
            )
            self.message_user(request, said % {"number": followed.changed}, messages.INFO)
        if followed.gone:
            said = ngettext(
                "%(number)d draft that waited went, since the event gives no CPD.",
                "%(number)d drafts that waited went, since the event gives no CPD.",
                followed.gone,
            )
            self.message_user(request, said % {"number": followed.gone}, messages.WARNING)
